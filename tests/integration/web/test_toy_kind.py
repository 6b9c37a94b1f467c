"""A kind is a folder: one that the product has never heard of, and a line in the registry, go through everything."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from dunghen.agenda.build import agenda
from dunghen.desk.entry import enter
from dunghen.keys import CycleKey
from dunghen.kinds import registry
from dunghen.loading.load import load_config
from dunghen.records import MessageState, Record
from dunghen.running.rehearse import rehearse
from dunghen.settings import Settings
from dunghen.tools.reference import reference_pages
from dunghen.wiring import open_rehearsal
from dunghen.wording.dates import HANOI
from tests.toy import inspection

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

    from dunghen.loading.config import Config
    from dunghen.plans.plan import Plan

DUTY = """\
  - id: kiem-tra
    kind: inspection
    title: Kiểm tra việc thực hiện
    facts: [ke-hoach-kiem-tra]
    source: {lines: 2, quote: "kiểm tra", basis: stated}
    lead: u-1
    day: 2026-12-15
not_scheduled"""
FORM = "/sua/nhiem-vu?ke-hoach=ke-hoach&nhiem-vu=kiem-tra"


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line in the registry."""
    monkeypatch.setattr(registry, "KINDS", (*registry.KINDS, inspection.KIND))


@pytest.fixture
def written(config: Path) -> Path:
    """A plan with a duty of the kind."""
    file = config / "plans" / "ke-hoach.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("not_scheduled", DUTY), encoding="utf-8")
    return config


def plan_of(loaded: Config) -> Plan:
    (plan,) = loaded.sound_plans
    return plan


def test_check_accepts_it_and_finds_what_is_wrong_with_it(written: Path) -> None:
    assert load_config(written).problems == ()
    file = written / "plans" / "ke-hoach.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("day: 2026-12-15", "dai: 2026-12-15"), encoding="utf-8")
    (problem,) = load_config(written).problems
    assert (problem.line, problem.where, problem.suggestion) == (31, "duties[1].dai", "day")


def test_the_agenda_has_its_steps(written: Path) -> None:
    loaded = load_config(written)
    found = [one for one in agenda(plan_of(loaded), loaded.office) if one.duty.id == "kiem-tra"]
    assert [(one.step.name, f"{one.step.due:%a %Y-%m-%d}", one.step.recipients) for one in found] == [
        ("inform", "Tue 2026-12-08", ("u-1",)),
        ("remind", "Thu 2026-12-17", ("u-1",)),
    ]


def test_a_rehearsal_shows_its_mails_and_an_entry_ends_its_reminder(written: Path) -> None:
    loaded = load_config(written)
    plan, cycle = plan_of(loaded), CycleKey("ke-hoach", "kiem-tra", "2026")
    with open_rehearsal(Settings(config=written), loaded) as app:
        mails = rehearse(app, [plan], date(2026, 12, 8), date(2026, 12, 8))
        (inform,) = [one for mail in mails for one in mail.messages if one.key.duty == "kiem-tra"]
        assert (inform.subject, inform.facts) == (
            "Sắp kiểm tra: Kiểm tra việc thực hiện (Kế hoạch thử)",
            {"day": "2026-12-15"},
        )
        entered_at = datetime(2026, 12, 16, 9, tzinfo=HANOI)
        kept = enter(app, Record(cycle, inspection.model.INSPECTED, "", date(2026, 12, 15), "Lan", entered_at))
        assert kept.label == "đã kiểm tra"
        rehearse(app, [plan], date(2026, 12, 17), date(2026, 12, 17))
        known = app.ledger.known("ke-hoach")
        assert known["ke-hoach/kiem-tra/2026/remind/u-1"] is MessageState.SUPPRESSED


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_dag_has_its_group_and_a_task_for_each_act(written: Path) -> None:
    from dunghen.entrypoints.dag import dag_for

    loaded = load_config(written)
    dag = dag_for(plan_of(loaded), loaded.office)
    tasks = {one for one in dag.task_ids if one.startswith("kiem-tra.")}
    assert tasks == {"kiem-tra.inform", "kiem-tra.remind"}
    assert "kiểm tra thực địa" in dag.tags
    assert "kiểm tra thực địa" in (dag.doc_md or "")


def test_the_pages_show_it_with_its_mark_and_colour(written: Path, client: TestClient) -> None:
    page = client.get("/lich-viec?tu=2026-12-01&den=2026-12-31&loai=inspection")
    assert page.status_code == 200
    assert "Kiểm tra việc thực hiện" in page.text
    assert '<option value="inspection" selected' in page.text
    assert "Báo cáo định kỳ" not in page.text.partition("<main")[2].partition("Kiểm tra việc")[2]
    month = client.get("/lich-viec?thang=2026-12&loai=inspection").text
    assert 'class="mark k-inspection">X' in month
    assert ".k-inspection { --kind: #7a1f1f; }" in client.get("/static/kinds.css").text


def test_its_form_is_in_the_pages(written: Path, client: TestClient) -> None:
    page = client.get(FORM)
    assert page.status_code == 200
    for words in ("Ngày kiểm tra", "Báo trước khi kiểm tra", "Kết luận kiểm tra không nhập ở đây."):
        assert words in page.text


def test_the_heat_map_the_plan_and_what_is_open_answer_beside_it(written: Path, client: TestClient) -> None:
    for address in ("/tinh-hinh-nop", "/ke-hoach/ke-hoach", "/can-cau-hinh", "/so-thu"):
        assert client.get(address).status_code == 200, address


def test_the_reference_and_the_schema_have_it(written: Path) -> None:
    pages = reference_pages()
    assert "inspection" in pages["docs/reference/plan.md"]
    assert "InspectionDuty" in pages["config/plan.schema.json"]
