"""Letters of a bulletin: asking units for news, asking the leading unit for the text, and the issue itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dunghen.agenda.action import Action
from dunghen.agenda.due import Owed
from dunghen.app import App
from dunghen.cycles.request import cycle_before
from dunghen.kinds.bulletin.model import BULLETIN_TEXT, CONTRIBUTION
from dunghen.letters.matter import matter_words, recorded, words_of
from dunghen.letters.performers import Performers
from dunghen.letters.writing import Letter, Party, queue_letters
from dunghen.mail.render import render
from dunghen.plans.cycle import Act
from dunghen.wording.dates import local_day, long_date
from dunghen.wording.periods import period_name

TEMPLATES = __package__ or ""

_ANSWER_COLLECT = ("Trả lời thư này, gửi tin, bài (văn bản, ảnh, đường dẫn). Không có tin thì không phải trả lời.",)
_ANSWER_DRAFT = (
    "Soạn nội dung, trình duyệt theo quy định.",
    "Trả lời thư này, gửi nội dung để ghi vào sổ («bulletin-text»).",
    "Phần gửi ra ngoài cơ quan còn chờ người có tên duyệt; chưa duyệt thì không gửi.",
)


def write_for_bulletin(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue what is asked inside the house before an issue; a one-line summary."""
    return queue_letters(app, owed, now, preparing_letter)


def hand_out(app: App, owed: Sequence[Owed], now: datetime) -> str:
    """Queue the issue to those inside the house who receive it; a one-line summary."""
    return queue_letters(app, owed, now, issue_letter)


def preparing_letter(app: App, one: Owed, party: Party, now: datetime) -> Letter:
    """To a unit: send your news. To the leading unit: write the text; the news and the last issue stand beneath."""
    action, day = one.action, local_day(now)
    draft = action.step.act is Act.DRAFT
    directory = app.office.directory
    before = _issue_before(app, action)
    context = {
        **matter_words(app, action, party, f"{action.duty.title}, kỳ {period_name(action.cycle.name)}"),
        "facts": (("Ngày phát hành", long_date(action.cycle.anchor)),),
        "lead_names": directory.name(action.duty.lead or action.plan.lead, day),
        "what_to_do": _ANSWER_DRAFT if draft else _ANSWER_COLLECT,
        "contributions": [
            (directory.name(record.subject, day), words_of(record)) for record in recorded(app, action, CONTRIBUTION)
        ],
        "last_name": before[0] if before else None,
        "last_issue": before[1] if before else None,
    }
    return Letter(render("bulletin-draft" if draft else "bulletin-collect", context, TEMPLATES))


def issue_letter(app: App, one: Owed, party: Party, now: datetime) -> Letter | None:
    """The issue as it goes out, in the words that the leading unit handed in; None while there are none."""
    action = one.action
    entries = [record for record in recorded(app, action, BULLETIN_TEXT) if words_of(record)]
    if not entries:
        return None
    newest = entries[-1]
    context = {
        "issue_title": newest.values.get("title") or f"{action.duty.title}, kỳ {period_name(action.cycle.name)}",
        "unit_name": party.name,
        "text": words_of(newest),
        "house_name": app.office.directory.name(action.plan.house, local_day(now)),
        "operator": app.office.settings.operator,
    }
    return Letter(render("bulletin-issue", context, TEMPLATES))


def _issue_before(app: App, action: Action) -> tuple[str, str] | None:
    """The name and the text of the issue before this one."""
    before = cycle_before(app, action)
    entries = app.ledger.records(before.plan, what=BULLETIN_TEXT, cycle=before) if before else ()
    return (before.cycle, words_of(entries[-1])) if before and entries else None


PERFORMERS = Performers(
    acts={Act.REQUEST: write_for_bulletin, Act.DRAFT: write_for_bulletin, Act.DELIVER: hand_out},
    outward=issue_letter,
    whole=True,
)
