"""One act, one letter, one file, one approval fails: the rest of the day is done, and the end of the run tells what was not."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import pytest

from dunghen.exceptions import TemporaryMailError, UnfinishedError, UnsentMailError
from dunghen.intake.collect import collect
from dunghen.kinds.report.model import ReportDuty
from dunghen.letters.writing import Letter, queue_letters
from dunghen.mail.render import Rendered
from dunghen.plans.cycle import Act
from dunghen.ports.files import LeftLying
from dunghen.records import MessageState, Realm
from dunghen.running.approve import ask_approvals, decide
from dunghen.running.gate import gate
from dunghen.running.run import perform
from dunghen.running.send import send
from dunghen.testing import (
    MemoryFiles,
    MemoryLedger,
    a_draft,
    a_key,
    a_plan,
    a_report,
    a_unit,
    an_office,
    default_units,
    report_steps,
)
from tests.unit.conftest import morning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from dunghen.agenda.due import Owed
    from dunghen.app import App
    from dunghen.keys import CycleKey
    from dunghen.letters.writing import Party
    from dunghen.plans.cycle import Cycle, Step
    from dunghen.plans.office import Office
    from dunghen.plans.plan import Plan
    from dunghen.records import CompiledDocument, CycleRecord
    from tests.unit.conftest import Desk

REQUEST_DAY = "2026-10-28"
OUTWARD = "nq59-2025-2030/annual-report/2026/deliver-outward"


def letter_but_not_to(barren: str, app: App, one: Owed, party: Party, now: datetime) -> Letter:
    """A writer that has a fault for one recipient alone."""
    if one.recipient == barren:
        raise KeyError("một biến không có")
    return Letter(Rendered(f"Thư tới {party.name}", "Nội dung", "<p>Nội dung</p>"))


def owed_on(desk: Desk, day: str) -> list[Owed]:
    return list(gate(desk.app, desk.plan, morning(day)).owed)


class TestOneLetter:
    def test_that_cannot_be_written_stays_open_while_the_others_are_written_and_is_told_by_name(
        self, desk: Desk
    ) -> None:
        writer = partial(letter_but_not_to, "cuc-dien-anh")
        with pytest.raises(UnfinishedError, match=r"2 thư chờ gửi.*Cục Điện ảnh: lỗi ngoài dự kiến.*KeyError"):
            queue_letters(desk.app, owed_on(desk, REQUEST_DAY), morning(REQUEST_DAY), writer)
        assert desk.states("request") == {
            "cuc-bao-chi": MessageState.QUEUED,
            "cuc-hop-tac-quoc-te": MessageState.QUEUED,
        }
        assert [one.recipient for one in owed_on(desk, REQUEST_DAY)] == ["cuc-dien-anh"]

    def test_that_was_left_open_is_written_by_the_next_run(self, desk: Desk) -> None:
        with pytest.raises(UnfinishedError):
            queue_letters(
                desk.app, owed_on(desk, REQUEST_DAY), morning(REQUEST_DAY), partial(letter_but_not_to, "cuc-dien-anh")
            )
        desk.run("2026-10-29")
        assert desk.states("request")["cuc-dien-anh"] is MessageState.SENT

    def test_with_the_store_full_nothing_is_half_written_and_all_goes_once_there_is_space(self, desk: Desk) -> None:
        desk.files.full = True
        with pytest.raises(UnfinishedError, match="kho tệp đã đầy"):
            desk.run(REQUEST_DAY)
        assert desk.states("request") == {}
        desk.files.full = False
        desk.run("2026-10-29")
        assert set(desk.states("request").values()) == {MessageState.SENT}


class Forgetful(MemoryLedger):
    """A ledger that does not take the opening of a cycle, so that the act of asking fails as a whole."""

    def open_cycle(self, cycle: CycleRecord) -> None:
        raise KeyError("một lỗi lập trình")


class TestOneAct:
    @pytest.fixture
    def failing(self, desk: Desk) -> Desk:
        """The act of asking fails; a letter of another duty waits to be sent."""
        desk.ledger = Forgetful(Realm.REHEARSAL)
        desk.ledger.queue([a_draft("lanh-dao-bo", key=a_key("lanh-dao-bo", step="notice-1"))], now=morning(REQUEST_DAY))
        return desk

    def test_that_fails_does_not_keep_the_mails_from_going(self, failing: Desk) -> None:
        with pytest.raises(UnfinishedError, match="annual-report/request: lỗi ngoài dự kiến") as raised:
            failing.run(REQUEST_DAY)
        assert not isinstance(raised.value, UnsentMailError)
        assert failing.states("notice-1") == {"lanh-dao-bo": MessageState.SENT}

    def test_that_fails_does_not_stop_the_acts_after_it(self, failing: Desk) -> None:
        with pytest.raises(UnfinishedError, match="annual-report/request"):
            failing.run("2026-12-02")
        assert failing.states("escalate-3") == {"lanh-dao-bo": MessageState.SENT}

    def test_and_a_mail_that_fail_together_are_both_told(self, failing: Desk) -> None:
        failing.mailer.fail("dien-tap@bo.invalid", TemporaryMailError("450 thử lại sau"))
        with pytest.raises(UnsentMailError, match=r"450.*annual-report/request"):
            failing.run(REQUEST_DAY)


class Inbox(MemoryFiles):
    """A drop folder in which some files cannot be kept, and one cannot even be read."""

    def put(self, content: bytes) -> str:
        if content == b"poison":
            raise RuntimeError("một tệp làm hỏng bộ đọc")
        return super().put(content)

    def inbox(self) -> Iterator[tuple[str, bytes]]:
        yield from super().inbox()
        raise OSError("không đọc được «khoá.xlsx» (Permission denied)")


class TestOneFile:
    def test_that_cannot_be_taken_stays_and_the_others_are_taken(self, desk: Desk) -> None:
        desk.run(REQUEST_DAY)
        inbox = Inbox()
        inbox.kept = desk.files.kept
        desk.files = inbox
        inbox.drop("đầu độc.xlsx", b"poison")
        for unit in ("cuc-dien-anh", "cuc-bao-chi"):
            desk.hand_in(unit)
        told = r"nhận 2 tệp: 2 được chấp nhận, 0 trả lại.*đầu độc\.xlsx.*một tệp làm hỏng bộ đọc.*khoá\.xlsx"
        with pytest.raises(UnfinishedError, match=told):
            collect(desk.app, morning("2026-10-29"))
        assert list(inbox.dropped) == ["đầu độc.xlsx"]

    def test_which_is_never_taken_is_told_to_the_operator_once_as_it_lies(self, desk: Desk) -> None:
        since = morning("2026-10-20")
        desk.files.lying = [LeftLying("Cục Điện ảnh", "là thư mục", since), LeftLying("b", "là thư mục", since)]
        for day in ("2026-10-28", "2026-10-29", "2026-10-30"):
            collect(desk.app, morning(day))
        notices = [desk.ledger.message(key) for key in desk.ledger.known("intake")]
        assert len(notices) == 2
        (text,) = [one.text or "" for one in notices if one and "Cục Điện ảnh" in (one.text or "")]
        assert "«Cục Điện ảnh» trong thư mục nhận bài là thư mục, nên không được đọc và vẫn nằm đó." in text

    def test_whose_answer_failed_is_answered_when_it_is_taken_again(self, desk: Desk) -> None:
        desk.run(REQUEST_DAY)
        desk.hand_in("cuc-dien-anh")

        class Mute(MemoryLedger):
            def queue(self, drafts: object, *, now: datetime) -> tuple[str, ...]:
                raise OSError("sổ bận")

        ledger = desk.ledger
        mute = Mute(Realm.REHEARSAL)
        mute._shelves = ledger._shelves
        desk.ledger = mute
        with pytest.raises(UnfinishedError, match="sổ bận"):
            collect(desk.app, morning("2026-10-29"))
        desk.ledger = ledger
        collect(desk.app, morning("2026-10-29"))
        collect(desk.app, morning("2026-10-29"))
        assert desk.states("receipt-1") == {"cuc-dien-anh": MessageState.QUEUED}
        assert desk.files.dropped == {}


class Lapsing(MemoryLedger):
    """It tells of the compiled documents once, then not any more."""

    told = False

    def documents(self, cycle: CycleKey) -> tuple[CompiledDocument, ...]:
        if self.told:
            raise OSError(5, "Input/output error")
        self.told = True
        return super().documents(cycle)


class TestOneApproval:
    @pytest.fixture
    def outward(self, desk: Desk) -> Desk:
        """Compiled, with two letters to go out under one approval."""
        to = ["bo-ngoai-giao", "bo-ngoai-giao-2"]
        steps = report_steps(deliver={"to": ["lanh-dao-bo"], "then": {"to": to, "approve": "required"}})
        desk.plan = a_plan(effective_from=desk.plan.effective_from, duties=[a_report(steps=steps)])
        desk.office = an_office(units=[*default_units(), a_unit("bo-ngoai-giao-2", name="Bộ Thứ hai", house="khac")])
        return desk

    def test_whose_second_letter_fails_is_asked_for_the_first_one_and_lets_it_go(self, outward: Desk) -> None:
        desk, now = outward, morning("2026-12-04")
        desk.run(REQUEST_DAY)
        perform(desk.app, desk.plan, "annual-report", Act.COMPILE, now)
        lapsing = Lapsing(Realm.REHEARSAL)
        lapsing._shelves = desk.ledger._shelves
        desk.ledger = lapsing
        asked, failures = ask_approvals(desk.app, desk.plan, "annual-report", now)
        assert ([one.key for one in asked], failures.sentences) == (
            [OUTWARD],
            ["Bộ Thứ hai: không đọc hoặc ghi được tệp (Input/output error)"],
        )
        approve(desk, OUTWARD, "2026-12-04")
        assert desk.states("deliver-outward") == {"bo-ngoai-giao": MessageState.SENT}

    def test_of_a_letter_that_came_late_lets_it_go_with_those_that_were_sent_before(self, outward: Desk) -> None:
        desk, key = outward, OUTWARD
        desk.run(REQUEST_DAY)
        office = desk.office
        desk.office = an_office(
            units=[
                one if one.slug != "bo-ngoai-giao-2" else one.model_copy(update={"email": None})
                for one in office.directory.units
            ]
        )
        desk.run("2026-12-04")
        approve(desk, key, "2026-12-04")
        assert desk.states("deliver-outward") == {"bo-ngoai-giao": MessageState.SENT}
        desk.office = office
        asked, failures = ask_approvals(desk.app, desk.plan, "annual-report", morning("2026-12-07"))
        assert ([one.key for one in asked], bool(failures)) == ([key], False)
        approve(desk, key, "2026-12-07")
        assert set(desk.states("deliver-outward").items()) == {
            ("bo-ngoai-giao", MessageState.SENT),
            ("bo-ngoai-giao-2", MessageState.SENT),
        }


def approve(desk: Desk, key: str, day: str) -> None:
    decide(desk.app, key, approved=True, by="Cục trưởng", automatic=False, reason=None, now=morning(day))
    send(desk.app, None, morning(day) + timedelta(minutes=1), "test")


class CountingReport(ReportDuty):
    """A report that counts how often the steps of a cycle are asked for."""

    asked: ClassVar[Counter[str]] = Counter()

    def steps(self, cycle: Cycle, plan: Plan, office: Office) -> Iterator[Step]:
        self.asked[cycle.name] += 1
        yield from super().steps(cycle, plan, office)


def test_a_day_computes_the_agenda_of_its_plan_once_whatever_it_does(desk: Desk) -> None:
    """Only the agenda asks for the steps of a cycle that is years away."""
    duties = [CountingReport.model_validate(one.model_dump(by_alias=True)) for one in desk.plan.duties]
    desk.plan = desk.plan.model_copy(update={"duties": tuple(duties)})
    lines = desk.run("2026-12-04").lines
    assert len(lines) > 2
    assert CountingReport.asked["2030"] == 1
