"""Many at the same work at once: senders, approvers, operators, doors. One outcome, told truthfully to each, and no error."""

from __future__ import annotations

import threading
from collections import Counter
from queue import SimpleQueue
from typing import TYPE_CHECKING

import pytest

from dunghen.adapters.ledger.sql_ledger import SqlLedger
from dunghen.audit import Deed, first_fault
from dunghen.desk.paper import record_paper
from dunghen.exceptions import TransitionError
from dunghen.intake.receive import receive
from dunghen.records import ApprovalState, MessageState, Realm
from dunghen.running.approve import decide
from dunghen.settings import Settings
from dunghen.submissions.paper import Paper
from dunghen.tools.filled_form import fill
from dunghen.wiring import open_app
from tests.faults.conftest import Count
from tests.faults.office import ASKED, CYCLE, START, forms, letters, queue
from tests.faults.size import few_and_many
from tests.faults.workers import FORKS, OFFICE, send_all
from tests.integration.mail.servers import Fault, FaultyServer

if TYPE_CHECKING:
    from collections.abc import Callable

SENDERS = 3


@pytest.mark.parametrize("rounds", few_and_many(2, 18))
def test_three_senders_at_a_slow_server_send_each_mail_once_and_none_ends_in_an_error(url, tmp_path, rounds, counted):
    ledger = SqlLedger(url, Realm.LIVE)
    drafts = [draft for number in range(rounds) for draft in letters(number)]
    queue(ledger, drafts)
    with FaultyServer(Fault("DOT", "250 2.0.0 queued", delay=0.05)) as server:
        settings = Settings(
            ledger_url=url, files=tmp_path / "var", smtp_port=server.port, secret="s" * 32, mode=Realm.LIVE
        )
        senders = [FORKS.Process(target=send_all, args=(settings, START)) for _ in range(SENDERS)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        copies = Counter(to for (to,) in server.seen.recipients)
    counted(Count("many at once", len(drafts), sum(not copies[one.address] for one in drafts)))
    assert [sender.exitcode for sender in senders] == [0] * SENDERS
    assert copies == Counter(draft.address for draft in drafts)
    assert {one.state for one in ledger.messages(limit=10_000)} == {MessageState.SENT}
    ledger.dispose()


def both(*works: Callable[[], object]) -> list[object]:
    """Do the works at the same moment; what each returned, or the error it was told."""
    start, found = threading.Barrier(len(works)), SimpleQueue[object]()

    def run(work: Callable[[], object]) -> None:
        start.wait()
        try:
            found.put(work())
        except Exception as error:  # noqa: BLE001 - it becomes a result, and the test shows it
            found.put(error)

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found.get() for _ in works]


@pytest.mark.parametrize("times", few_and_many(5, 60))
@pytest.mark.parametrize("second", [True, False], ids=["both approve", "one refuses"])
def test_of_two_approvers_at_once_one_decides_and_the_other_is_told_who(url, tmp_path, times, second, counted):
    ledger = SqlLedger(url, Realm.LIVE)
    settings = Settings(ledger_url=url, files=tmp_path / "var", secret="s" * 32, mode=Realm.LIVE)
    for number in range(times):
        draft = letters(number)[-1]
        name = str(draft.approval)
        queue(ledger, [draft], answered=False)

        def answer(by: str, *, approved: bool, name: str = name) -> object:
            with open_app(settings, config=OFFICE, realm=Realm.LIVE) as app:
                return decide(app, name, approved=approved, by=by, automatic=False, reason="x", now=START)

        answers = both(lambda: answer("Vụ trưởng", approved=True), lambda: answer("Phó Vụ trưởng", approved=second))
        (told,) = [one for one in answers if isinstance(one, TransitionError)]
        kept, message = ledger.approval(name), ledger.message(str(draft.key))
        assert kept is not None
        assert kept.by in ("Vụ trưởng", "Phó Vụ trưởng")
        assert f"({kept.by})" in str(told)
        assert message is not None
        stays = kept.state is ApprovalState.APPROVED
        assert message.state is (MessageState.QUEUED if stays else MessageState.SUPPRESSED)
    trail = ledger.acts_after(0)
    ledger.dispose()
    counted(Count("many at once", times, told="người trả lời sau được báo ai đã trả lời"))
    decided = [entry for entry in trail if entry.act.deed in (Deed.APPROVED, Deed.REJECTED)]
    assert len(decided) == times
    assert first_fault(trail) is None


@pytest.mark.parametrize("times", few_and_many(2, 20))
def test_a_file_and_a_letter_on_paper_of_one_unit_at_once_are_two_versions(office, times, counted):
    empty = forms(office)["u-0"]
    with open_app(office) as app:
        for number in range(times):
            content = fill(empty, remarks={"assessment": f"lần {number}"})
            paper = Paper(ASKED.date(), f"{number}/BC", "Lan")
            both(
                lambda: receive(app, content, "x.xlsx", channel="page", now=ASKED),  # noqa: B023
                lambda: record_paper(app, CYCLE, "u-0", paper, now=ASKED, form=None, nil=False),  # noqa: B023
            )
        found = app.ledger.submissions(CYCLE, ["u-0"])
        answers = [one.key.step for one in app.ledger.of_cycle(CYCLE, "u-0") if one.key.step.startswith("receipt-")]
    counted(Count("many at once", times, len(found) - 2 * times))
    assert [one.version for one in found] == list(range(1, 2 * times + 1))
    assert sorted(answers) == sorted(f"receipt-{one.version}" for one in found)
