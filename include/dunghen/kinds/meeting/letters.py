"""Letters around a meeting: asking for input, inviting, telling of a move, reminding, and following up the conclusions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.kinds.meeting.model import CONCLUSIONS, FOLLOW_UP, INPUT, MeetingDuty
from dunghen.letters.matter import matter_words, recorded, words_of
from dunghen.letters.performers import Performers
from dunghen.letters.writing import Letter, Party, queue_letters
from dunghen.mail.invitation import meeting_event
from dunghen.mail.media_types import ICS
from dunghen.mail.render import render
from dunghen.plans.cycle import Act
from dunghen.records import Attachment
from dunghen.wording.dates import at_hour, long_date

TEMPLATES = __package__ or ""

NOT_INVITED_YET = "giấy mời chưa gửi; giấy mời sẽ ghi ngày mới"
_ANSWER_INPUT = ("Trả lời thư này, ghi nội dung hoặc đính kèm tệp, trước ngày họp.",)
_ANSWER_INVITATION = (
    "Mở tệp lịch kèm theo để cuộc họp vào lịch công tác.",
    "Trả lời thư này nếu không dự được hoặc cử người khác dự.",
)
_ANSWER_CONCLUSIONS = (
    "Trả lời thư này, gửi kết luận cuộc họp (số, ngày thông báo kết luận nếu có).",
    "Nếu cuộc họp đã hoãn hoặc chuyển ngày, trả lời ngày mới.",
)
_ANSWER_FOLLOW_UP = ("Trả lời thư này: việc đã làm, việc còn lại, khó khăn, kiến nghị.",)


def write_about_meeting(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue the letters of one act around the meetings; a one-line summary."""
    return queue_letters(app, owed, now, meeting_letter)


def meeting_letter(app: App, one: Owed, party: Party, now: datetime) -> Letter | str:
    """The letter of one act to one member, or to the leading unit; a move is told only to those invited before it."""
    action, template = one.action, _template(one)
    duty = _duty(one)
    meeting = duty.meeting(action.cycle.name)
    if template == "meeting-moved" and not _was_invited(app, one):
        return NOT_INVITED_YET
    late = action.step.act is Act.OVERDUE
    context = {
        **matter_words(app, action, party, f"{duty.title} năm {meeting.first_set.year}"),
        "day": meeting.day,
        "was": meeting.moves[-1].was if meeting.moves else meeting.day,
        "agenda": duty.agenda,
        "late": late,
        "tone": "warm" if late else "calm",
        "facts": _facts(one),
        "conclusions": "\n\n".join(words_of(record) for record in recorded(app, action, CONCLUSIONS)),
        "what_to_do": _ANSWERS[template],
    }
    with_entry = template in ("meeting-invite", "meeting-moved")
    return Letter(render(template, context, TEMPLATES), (_in_the_calendar(app, one, now),) if with_entry else ())


def _template(one: Owed) -> str:
    step = one.action.step
    by_thread = {INPUT: "meeting-input", CONCLUSIONS: "meeting-conclusions", FOLLOW_UP: "meeting-follow-up"}
    by_act = {Act.INVITE: "meeting-invite", Act.INFORM: "meeting-moved"}
    return by_thread.get(step.thread) or by_act.get(step.act, "meeting-remind")


_ANSWERS = {
    "meeting-input": _ANSWER_INPUT,
    "meeting-invite": _ANSWER_INVITATION,
    "meeting-moved": _ANSWER_INVITATION,
    "meeting-remind": _ANSWER_INVITATION[1:],
    "meeting-conclusions": _ANSWER_CONCLUSIONS,
    "meeting-follow-up": _ANSWER_FOLLOW_UP,
}


def _was_invited(app: App, one: Owed) -> bool:
    """Whether an invitation to the day before was written, even if it never went: it is not written again."""
    return app.ledger.message(str(one.action.cycle_key.action("invite", one.recipient))) is not None


def _facts(one: Owed) -> tuple[tuple[str, str], ...]:
    duty = _duty(one)
    meeting = duty.meeting(one.action.cycle.name)
    hour = f"{meeting.at:%H:%M}, " if meeting.at else ""
    return (
        ("Thời gian", f"{hour}{long_date(meeting.day)}{'' if meeting.at else ' (giờ báo sau)'}"),
        ("Địa điểm", meeting.place or "báo sau"),
        *((("Chủ trì", duty.chair),) if duty.chair else ()),
    )


def _in_the_calendar(app: App, one: Owed, now: datetime) -> Attachment:
    duty = _duty(one)
    meeting = duty.meeting(one.action.cycle.name)
    event = meeting_event(
        one.action.cycle_key,
        one.recipient,
        start=at_hour(meeting.day, meeting.at) if meeting.at else meeting.day,
        place=meeting.place,
        summary=duty.title,
        description="\n".join(duty.agenda) or one.action.plan.title,
        stamp=now,
        sequence=len(meeting.moves),
    )
    return Attachment("lich-hop.ics", ICS, app.files.put(event))


def _duty(one: Owed) -> MeetingDuty:
    assert isinstance(one.action.duty, MeetingDuty)
    return one.action.duty


PERFORMERS = Performers(
    acts=dict.fromkeys((Act.REQUEST, Act.REMIND, Act.OVERDUE, Act.INFORM, Act.INVITE), write_about_meeting)
)
