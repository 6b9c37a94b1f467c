"""*Sửa*: what the office decides goes from the form through a preview into ``config/office/``, with a journal and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dunghen.loading.load import load_config
from tests.integration.web.browser import FormOf, form_at, token_on

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI
    from fastapi.testclient import TestClient

PAGE = "/dunghen/sua/van-phong".removeprefix("/dunghen")


def filled(client: TestClient, **changes: str) -> dict[str, list[str]]:
    return form_at(client, PAGE, changes)


def test_nothing_is_written_before_the_preview_has_been_seen(client: TestClient, config: Path) -> None:
    answer = client.post(PAGE, data=filled(client, place="Hải Phòng", buoc="xem"))

    assert answer.status_code == 200
    assert "Hà Nội → <b>Hải Phòng</b>" in answer.text
    assert not (config / "office").exists()


def test_what_was_previewed_is_written_with_who_and_why(client: TestClient, config: Path) -> None:
    preview = client.post(PAGE, data=filled(client, place="Hải Phòng", buoc="xem"))

    written = client.post(PAGE, data=FormOf(preview.text).sent | {"buoc": ["ghi"]})

    assert (written.status_code, written.headers["location"]) == (303, "/dunghen/sua/van-phong?da-ghi=1")
    assert load_config(config).office.settings.place == "Hải Phòng"
    assert "Hải Phòng" not in (config / "settings.yaml").read_text(encoding="utf-8")
    history = client.get(PAGE + "?da-ghi=1").text
    assert "Đã ghi quyết định số 1" in history
    assert "Chuyên viên Lan" in history
    assert "Quyết định số 1" in history


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"operator.email": "khong-phai-dia-chi"}, "operator.email"),
        ({"operator.email": ""}, "phải ghi"),
        ({"link_days": "400"}, "không phải số nguyên từ 0 đến 366"),
        ({"vi-sao": " "}, "Ghi lý do"),
        ({"dau": "cu"}, "Có người vừa quyết mục này"),
        ({}, "Không có gì thay đổi"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_lands(
    client: TestClient, config: Path, change: dict[str, str], said: str
) -> None:
    for step in ("xem", "ghi"):
        answer = client.post(PAGE, data=filled(client, buoc=step) | {name: [value] for name, value in change.items()})

        assert answer.status_code == 422
        assert said in answer.text
    assert not (config / "office" / "settings.yaml").exists()


def test_what_was_written_can_be_taken_back(client: TestClient, config: Path) -> None:
    client.post(PAGE, data=filled(client, place="Hải Phòng", buoc="ghi"))
    csrf = token_on(client, "/sua/nhat-ky")

    undo = {"csrf": csrf, "tep": "settings.yaml", "so": "1", "ve": "/dunghen/sua/van-phong", "vi-sao": "nhầm"}
    answer = client.post("/sua/hoan-tac", data=undo)

    assert (answer.status_code, answer.headers["location"]) == (303, "/dunghen/sua/van-phong")
    assert load_config(config).office.settings.place == "Hà Nội"
    assert "đã được hoàn tác ở số 2" in client.get("/sua/nhat-ky").text
    assert client.post("/sua/hoan-tac", data=undo).status_code == 409


@pytest.mark.parametrize("file", ["../units.yaml", "plans/khong-co.yaml", "/etc/passwd"])
def test_only_the_journals_that_exist_are_read(client: TestClient, file: str) -> None:
    csrf = token_on(client, PAGE)

    answer = client.post("/sua/hoan-tac", data={"csrf": csrf, "tep": file, "so": "1", "vi-sao": "x"})

    assert answer.status_code == 404


def test_a_form_that_no_page_of_ours_has_made_writes_nothing(client: TestClient, config: Path) -> None:
    assert client.post(PAGE, data=filled(client, place="Huế", buoc="ghi", csrf="giả")).status_code == 403
    assert not (config / "office").exists()


def test_in_live_work_a_placeholder_address_stops_no_mail_because_it_is_not_taken(
    client: TestClient, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNGHEN_MODE", "live")
    for name in ("settings.yaml", "units.yaml"):
        path = config / name
        path.write_text(path.read_text(encoding="utf-8").replace("dunghen.invalid", "dunghen.vn"), encoding="utf-8")

    for step in ("xem", "ghi"):
        answer = client.post(PAGE, data=filled(client, **{"operator.email": "truc@example.org", "buoc": step}))
        assert answer.status_code == 422
        assert "địa chỉ giữ chỗ, không gửi thật được" in answer.text
    assert not (config / "office" / "settings.yaml").exists()


def test_a_viewer_sees_what_holds_and_no_button(client: TestClient, application: FastAPI) -> None:
    from dunghen.entrypoints.web.access import MAY_ACT

    client.post(PAGE, data=filled(client, place="Hải Phòng", buoc="ghi"))
    application.dependency_overrides[MAY_ACT.dependency] = lambda: False

    for address in (PAGE, "/sua/nhat-ky", "/sua/don-vi/dia-chi/tep"):
        page = client.get(address).text

        assert "<button" not in page.replace("<button>Xem</button>", "")
    assert 'value="Hải Phòng"' in client.get(PAGE).text
    assert "chỉ được xem" in client.get(PAGE).text
