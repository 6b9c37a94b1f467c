"""Whatever anybody sends to any of the forms: the page answers, and the configuration stays sound."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunghen.loading.load import load_config
from tests.integration.web.browser import Sent, form_at
from tests.integration.web.office import CONFIG
from tests.integration.web.test_edit_events import DUTY, FILM_WEEK, NEW

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

PLAN = "?ke-hoach=ke-hoach"
FORMS = (
    "/sua/don-vi?ma=u-1",
    "/sua/don-vi/moi",
    "/sua/don-vi/dia-chi",
    "/sua/nhom?ma=don-vi",
    "/sua/doi-tac?ma=kitakyushu",
    "/sua/dip?ma=nam-moi",
    "/sua/dip?ma=seollal",
    "/sua/nuoc?ma=JP",
    f"/sua/su-kien/moi{PLAN}",
    f"/sua/su-kien/muc{PLAN}&ma=tuan-phim-duc",
    f"/sua/su-kien/moc{PLAN}",
    "/sua/ngay-nghi/them?nam=2027",
    "/sua/ngay-nghi/ngay?ngay=2026-08-31",
    "/sua/ngay-nghi/cong-bo?nam=2027",
)
DAYS = st.dates().map(str)
ODD = st.sampled_from(
    (
        *(
            "",
            " ",
            "1",
            "-1",
            "0",
            "99",
            "2026-08-31",
            "2027-02-30",
            "31/12",
            "30/2",
            "29/2",
            "u-1",
            "u-0",
            "off",
            "no",
        ),
        *("null", "~", "{}", "[]", "&a *a", "!!python/object:x", "a: b", "<script>", "\x00", "\u202e", "a@b", "=1+1"),
        *("x@example.org", "confirmed", "idea", "tuan-phim", "../../etc/passwd", "'\"", "\r\n- x", "TW", "JP", "2026"),
    )
)
TEXT = st.one_of(ODD, DAYS, st.text(max_size=30))


@pytest.fixture
def everything(client: TestClient, config: Path) -> Path:
    """The small office, with the real partners and an event."""
    for name in ("partners.yaml", "occasions.yaml", "countries.yaml"):
        shutil.copy(CONFIG / name, config / name)
    file = config / "plans" / "ke-hoach.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("not_scheduled:", DUTY + "not_scheduled:"), encoding="utf-8"
    )
    sent = form_at(client, NEW) | {name: [value] for name, value in FILM_WEEK.items()} | {"buoc": ["ghi"]}
    assert client.post(NEW, data=sent).status_code == 303
    assert load_config(config).problems == ()
    return config


@pytest.fixture
def names(client: TestClient, everything: Path) -> dict[str, list[str]]:
    """What each form has to fill in; and the state that each example begins with is kept aside."""
    shutil.copytree(everything / "office", everything.parent / "begun")
    return {one: sorted(form_at(client, one).keys() - {"csrf", "dau", "vi-sao"}) for one in FORMS}


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_whatever_is_sent_the_configuration_stays_sound(
    client: TestClient, everything: Path, names: dict[str, list[str]], data: st.DataObject
) -> None:
    shutil.rmtree(everything / "office")
    shutil.copytree(everything.parent / "begun", everything / "office")
    for address in data.draw(st.lists(st.sampled_from(FORMS), min_size=1, max_size=3)):
        changed = data.draw(st.dictionaries(st.sampled_from(names[address]), st.lists(TEXT, max_size=3), max_size=4))
        step = data.draw(st.sampled_from(("ghi", "ghi", "xem", "sua-tiep", "tra-ve", "ghi-tra-ve", "lạ")))
        opened = client.get(address)
        # An earlier step may have taken the entry away.
        sent: Sent = form_at(client, address) if opened.status_code == 200 else {}

        answer = client.post(address, data=sent | changed | {"buoc": [step]})

        assert answer.status_code in ((200, 303, 422) if sent else (403, 404))
        assert "<script>" not in answer.text
        assert load_config(everything).problems == ()
