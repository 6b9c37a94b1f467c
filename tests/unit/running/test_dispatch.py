"""One message fails, in whatever way: the others go, and the failed one says why and is never *unknown* for our own faults."""

from __future__ import annotations

import resource
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunghen.adapters.file_store import FileStore
from dunghen.app import App
from dunghen.exceptions import UnsentMailError
from dunghen.records import ApprovalState, Attachment, MessageState, Realm
from dunghen.running.approve import decide
from dunghen.running.dispatch import pause_after
from dunghen.running.release import fingerprint
from dunghen.running.send import send
from dunghen.testing import (
    NOON,
    ListMailer,
    ListPublisher,
    MemoryFiles,
    MemoryLedger,
    a_draft,
    a_key,
    a_plan,
    an_approval,
    an_office,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dunghen.records import Message
    from dunghen.running.dispatch import SendReport

    Files = MemoryFiles | FileStore

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
QUEUED, SENT, REFUSED, UNKNOWN = (
    MessageState.QUEUED,
    MessageState.SENT,
    MessageState.REFUSED,
    MessageState.UNKNOWN,
)
APPROVAL = "nq59-2025-2030/annual-report/2026/deliver-outward"


@dataclass
class Outbox:
    """Messages of no step of the plan, put into a live ledger as they are."""

    files: Files = field(default_factory=MemoryFiles)
    ledger: MemoryLedger = field(default_factory=lambda: MemoryLedger(Realm.LIVE))
    mailer: ListMailer = field(default_factory=ListMailer)
    site: ListPublisher = field(default_factory=ListPublisher)
    still_live: Callable[[], bool] = lambda: True

    @property
    def app(self) -> App:
        plan = a_plan()
        app = App(an_office(), {plan.id: plan}, {}, self.ledger, self.mailer, self.files, "bí mật", self.site)
        return replace(app, still_live=self.still_live)

    def queue(self, recipient: str, step: str = "notice-1", **changes: Any) -> str:
        key = a_key(recipient, step=step)
        self.ledger.queue([a_draft(recipient, key=key, **changes)], now=NOON)
        return str(key)

    def queue_approved(self, **changes: Any) -> str:
        """An outward letter that a person has approved."""
        key = self.queue("bo-ngoai-giao", "deliver-outward", outward=True, approval=APPROVAL, **changes)
        self.ledger.request_approval(an_approval(key=APPROVAL, content_sha256=fingerprint([self.of(key)])))
        decide(self.app, APPROVAL, approved=True, by="Cục trưởng", automatic=False, reason=None, now=NOON)
        return key

    def send(self, minutes: int = 0) -> SendReport:
        return send(self.app, None, NOON + timedelta(minutes=minutes), "test")

    def send_with_trouble(self, minutes: int = 0) -> str:
        with pytest.raises(UnsentMailError) as raised:
            self.send(minutes)
        return str(raised.value)

    def of(self, key: str) -> Message:
        message = self.ledger.message(key)
        assert message is not None
        return message

    def was_claimed(self, key: str) -> bool:
        return any(event.after is MessageState.CLAIMED for event in self.ledger.events(key))


@pytest.fixture(params=["memory", "folder"])
def outbox(request: pytest.FixtureRequest, tmp_path: Path) -> Outbox:
    return Outbox(MemoryFiles() if request.param == "memory" else FileStore(tmp_path))


@contextmanager
def no_space(files: Files) -> Iterator[None]:
    """Nothing more can be written: the folder's own operating system says so."""
    if isinstance(files, MemoryFiles):
        files.full = True
        yield
        files.full = False
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# What is wrong with one message, what becomes of it, and how it says so.
FAULTS: dict[str, tuple[dict[str, Any], MessageState, str]] = {
    "an attachment is missing": (
        {"attachments": (Attachment("báo cáo.xlsx", XLSX, "f" * 64),)},
        QUEUED,
        "tệp đính kèm «báo cáo.xlsx» không còn nguyên vẹn trong kho tệp",
    ),
    "an attachment's hash is none": (
        {"attachments": (Attachment("báo cáo.xlsx", XLSX, "../secret"),)},
        QUEUED,
        "tệp đính kèm «báo cáo.xlsx» không còn nguyên vẹn trong kho tệp",
    ),
    "a header that cannot be written": (
        {"attachments": (Attachment("a.txt", "text/plain\nX: y", "EMPTY"),)},
        QUEUED,
        "lỗi ngoài dự kiến, xem nhật ký (ValueError: ",
    ),
    "an address that is none": ({"address": "cục@bo.invalid"}, REFUSED, "không phải địa chỉ thư điện tử"),
    "no address": ({"address": ""}, REFUSED, "không phải địa chỉ thư điện tử"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_others_go_and_the_failed_one_says_why(outbox: Outbox, fault: str) -> None:
    changes, state, why = FAULTS[fault]
    empty = outbox.files.put(b"")
    changes = changes | {
        "attachments": tuple(
            replace(one, sha256=empty) if one.sha256 == "EMPTY" else one for one in changes.get("attachments", ())
        )
    }
    bad = outbox.queue("cuc-dien-anh", **changes)
    good = [outbox.queue("cuc-bao-chi"), outbox.queue("lanh-dao-bo")]
    if state is QUEUED:
        assert "cuc-dien-anh" in outbox.send_with_trouble()
    else:
        outbox.send()
    assert [outbox.of(key).state for key in good] == [SENT, SENT]
    assert outbox.of(bad).state is state
    assert why in (outbox.of(bad).reason or "")
    assert not outbox.was_claimed(bad)


@pytest.mark.parametrize(
    "subject", ["a\0b", "nửa \ud800 ký tự", "dòng\r\nBcc: x@y.invalid", "\u202e ngược", "", "x" * 9000]
)
def test_odd_characters_in_a_subject_stop_nothing(outbox: Outbox, subject: str) -> None:
    odd = outbox.queue("cuc-dien-anh", subject=subject, text=subject, html=subject)
    outbox.send()
    assert outbox.of(odd).state is SENT


def test_of_one_mail_the_sound_messages_go_without_the_broken_one(outbox: Outbox) -> None:
    sound = [outbox.queue("cuc-dien-anh", f"notice-{n}") for n in (1, 2)]
    broken = outbox.queue("cuc-dien-anh", "notice-3", attachments=(Attachment("mất.xlsx", XLSX, "f" * 64),))
    assert "«mất.xlsx»" in outbox.send_with_trouble()
    assert [outbox.of(key).state for key in (*sound, broken)] == [SENT, SENT, QUEUED]
    assert len(outbox.mailer.sent) == 1


def test_a_failed_message_is_tried_again_after_a_pause_and_goes_once_its_attachment_is_back(outbox: Outbox) -> None:
    lost = MemoryFiles().put(b"form")
    key = outbox.queue("cuc-dien-anh", attachments=(Attachment("mẫu.xlsx", XLSX, lost),))
    outbox.send_with_trouble()
    outbox.files.put(b"form")
    outbox.send_with_trouble(minutes=4)
    assert (outbox.of(key).state, outbox.of(key).tries) == (QUEUED, 1)
    outbox.send(minutes=5)
    assert outbox.of(key).state is SENT


def test_a_damaged_attachment_is_not_sent_until_the_file_is_whole_again(tmp_path: Path) -> None:
    outbox = Outbox(FileStore(tmp_path))
    digest = outbox.files.put(b"whole")
    (tmp_path / "store" / digest[:2] / digest).write_bytes(b"who")
    key, other = (
        outbox.queue("cuc-dien-anh", attachments=(Attachment("mẫu", XLSX, digest),)),
        outbox.queue("cuc-bao-chi"),
    )
    outbox.send_with_trouble()
    assert (outbox.of(key).state, outbox.of(other).state) == (QUEUED, SENT)
    outbox.files.put(b"whole")
    outbox.send(minutes=5)
    assert outbox.of(key).state is SENT


def test_while_the_store_is_full_an_approved_letter_stays_approved_and_queued_and_goes_once_there_is_space(
    outbox: Outbox,
) -> None:
    letter, inside = outbox.queue_approved(), outbox.queue("cuc-dien-anh")
    with no_space(outbox.files):
        assert "kho tệp đã đầy" in outbox.send_with_trouble()
    approval = outbox.ledger.approval(APPROVAL)
    assert approval is not None
    assert approval.state is ApprovalState.APPROVED
    for key in (letter, inside):
        assert (outbox.of(key).state, outbox.of(key).reason) == (QUEUED, "kho tệp đã đầy, không ghi thêm được")
        assert not outbox.was_claimed(key)
    assert outbox.mailer.tried == []
    outbox.send(minutes=5)
    assert (outbox.of(letter).state, outbox.of(inside).state) == (SENT, SENT)


def test_what_nobody_foresaw_while_the_server_was_on_the_line_is_unknown_and_the_others_go(outbox: Outbox) -> None:
    letter, other = outbox.queue_approved(), outbox.queue("cuc-dien-anh")
    outbox.mailer.fail("bo-ngoai-giao@bo.invalid", ValueError("một lỗi lập trình"))
    outbox.send()
    assert (outbox.of(letter).state, outbox.of(other).state) == (UNKNOWN, SENT)
    assert "ValueError: một lỗi lập trình" in (outbox.of(letter).reason or "")


def test_where_no_connection_comes_about_whatever_the_reason_the_post_goes_all_the_same(outbox: Outbox) -> None:
    post = outbox.queue_approved(address=outbox.site.address)
    mail = outbox.queue("cuc-dien-anh")

    class Unusable(ListMailer):
        def connect(self) -> Any:
            raise FileNotFoundError(2, "No such file or directory", "ca.pem")

    outbox.mailer = Unusable()
    assert "máy chủ thư: " in outbox.send_with_trouble()
    assert (outbox.of(post).state, outbox.of(mail).state, len(outbox.site.posts)) == (SENT, QUEUED, 1)


def test_a_message_that_another_process_takes_meanwhile_is_left_to_it(outbox: Outbox) -> None:
    key, other = outbox.queue("cuc-dien-anh", expires_at=NOON), outbox.queue("cuc-bao-chi")

    class Quick(MemoryLedger):
        def sendable(self, plan: str | None, *, now: Any) -> tuple[Message, ...]:
            found = super().sendable(plan, now=now)
            self.claim([key], message_id="<x@bo.invalid>", now=now, by="khác")
            return found

    quick = Quick(Realm.LIVE)
    quick._shelves = outbox.ledger._shelves
    outbox.ledger = quick
    outbox.send()
    assert (outbox.of(key).state, outbox.of(other).state) == (MessageState.CLAIMED, SENT)


@pytest.mark.parametrize(("tries", "minutes"), [(0, 5), (1, 15), (2, 45), (3, 135), (4, 240), (5, 240), (1000, 240)])
def test_the_pause_grows_to_four_hours_and_never_beyond_all_measure(tries: int, minutes: int) -> None:
    assert pause_after(tries) == timedelta(minutes=minutes)


@given(st.lists(st.sampled_from(["sound", *FAULTS]), max_size=8), st.booleans())
def test_whatever_is_wrong_with_some_all_the_sound_ones_go(kinds: list[str], together: bool) -> None:
    outbox = Outbox()
    empty = outbox.files.put(b"")
    keys = {}
    for number, kind in enumerate(kinds):
        changes = dict(FAULTS[kind][0]) if kind in FAULTS else {}
        if kind == "a header that cannot be written":
            changes["attachments"] = (Attachment("a.txt", "text/plain\nX: y", empty),)
        address = {"address": "mot-noi@bo.invalid"} if together else {}
        keys[
            outbox.queue("cuc-dien-anh" if together else f"don-vi-{number}", f"notice-{number}", **address | changes)
        ] = kind
    try:
        outbox.send()
    except UnsentMailError:
        assert any(kind in FAULTS and FAULTS[kind][1] is QUEUED for kind in kinds)
    expected = {key: FAULTS[kind][1] if kind in FAULTS else SENT for key, kind in keys.items()}
    assert {key: outbox.of(key).state for key in keys} == expected


class TestSwitchedOff:
    def test_off_in_mid_batch_is_off_and_the_rest_waits_unharmed(self, outbox: Outbox) -> None:
        keys = [outbox.queue(one) for one in ("cuc-bao-chi", "cuc-dien-anh", "lanh-dao-bo")]
        post = outbox.queue_approved(address=outbox.site.address)
        outbox.still_live = lambda: len(outbox.mailer.sent) < 1
        report = outbox.send()
        assert str(report) == "1 sent, gửi thật đã tắt giữa chừng, 3 thư còn lại vẫn nằm chờ"
        assert outbox.site.posts == []
        left = [outbox.of(key) for key in (*keys[1:], post)]
        assert [(one.state, one.tries, one.reason) for one in left] == [(QUEUED, 0, None)] * 3
        outbox.still_live = lambda: True
        outbox.send(minutes=1)
        assert {outbox.of(key).state for key in (*keys, post)} == {SENT}

    def test_off_before_a_post_is_off_for_the_post(self, outbox: Outbox) -> None:
        post = outbox.queue_approved(address=outbox.site.address)
        outbox.still_live = lambda: False
        outbox.send()
        assert (outbox.of(post).state, outbox.site.posts) == (QUEUED, [])

    def test_where_the_mode_cannot_be_asked_nothing_goes(self, outbox: Outbox) -> None:
        key = outbox.queue("cuc-dien-anh")

        def asked() -> bool:
            raise OSError("sổ không đọc được")

        outbox.still_live = asked
        assert "sổ không đọc được" in outbox.send_with_trouble()
        assert (outbox.of(key).state, outbox.mailer.tried) == (QUEUED, [])

    def test_a_rehearsal_asks_nobody(self, outbox: Outbox) -> None:
        outbox.ledger = MemoryLedger(Realm.REHEARSAL)
        outbox.still_live = lambda: False
        key = outbox.queue("cuc-dien-anh")
        outbox.send()
        assert outbox.of(key).state is SENT
