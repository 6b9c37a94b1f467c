"""The form of meetings: their days, and whoever was invited learns of a day that moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dunghen.fields.choice import Choice
from dunghen.fields.desk import Desk, DutyForm
from dunghen.fields.field import Section, Sent
from dunghen.fields.of_model import inputs_of
from dunghen.fields.rows import Rows
from dunghen.kinds.meeting.model import MeetingDate, MeetingSteps
from dunghen.wording.dates import short_date

QUIET = "neu-doi-ngay"
"""The column that says whether a changed day is told; never part of the value."""
TYPING_ERROR = "go-sai"


@dataclass(frozen=True, kw_only=True)
class Meetings(Rows):
    """The meetings of a duty. A day that another one replaces becomes a move, so that those invited are told.

    Attributes:
        held: the meetings as they are set now, in the order of the rows.
        today: when a move is decided.
    """

    held: tuple[Mapping[str, Any], ...]
    today: date

    def content(self, value: Any) -> list[list[Any]]:
        return super().content(meetings_of(value))

    def text(self, value: Any) -> str:
        meetings = meetings_of(value)
        return "; ".join(self._line(one) for one in meetings) or "—"

    def _line(self, meeting: Mapping[str, Any]) -> str:
        moves = [f"{short_date(one['was'])}, báo dời ngày {short_date(one['on'])}" for one in meeting.get("moves", ())]
        return super().text([meeting]) + (f" (dời từ {'; rồi từ '.join(moves)})" if moves else "")

    def same(self, one: Any, other: Any) -> bool:
        moves = [[each.get("moves", []) for each in meetings_of(value)] for value in (one, other)]
        return self.content(one) == self.content(other) and moves[0] == moves[1]

    def sent_back(self, sent: Sent) -> list[list[Any]]:
        rows = [
            [column.sent_back(self.of_row(sent, column, index)) for column in self.columns]
            for index in self.indices(sent)
        ]
        # A row that was emptied stays where it is, so that each of the others stays the meeting it was.
        return [row for index, row in enumerate(rows) if any(row) or index < len(self.held)]

    def read(self, sent: Sent) -> list[dict[str, Any]] | None:
        rows = ((index, self.row(sent, index)) for index in self.indices(sent))
        return [self._with_moves(index, row) for index, row in rows if row] or None

    def _with_moves(self, index: int, row: dict[str, Any]) -> dict[str, Any]:
        is_typing_error = row.pop(QUIET, None) == TYPING_ERROR
        before = self.held[index] if index < len(self.held) else {}
        moves = list(before.get("moves", ()))
        if before and before["day"] != row["day"] and not is_typing_error:
            moves.append({"was": before["day"], "on": self.today})
        return row | ({"moves": moves} if moves else {})


def meetings_of(value: Any) -> list[Mapping[str, Any]]:
    """The meetings, each as a mapping: a day alone is a meeting too."""
    return [one if isinstance(one, Mapping) else {"day": one} for one in value or ()]


def meetings(value: Any, today: date) -> Meetings:
    """The table of the meetings as they are set now."""
    held = tuple(meetings_of(value))
    quiet = Choice(
        path=(QUIET,),
        label="Nếu đổi ngày đã đặt",
        choices=((TYPING_ERROR, "chỉ sửa lỗi gõ, không báo dời"),),
        nothing="báo dời cho nơi được mời",
    )
    return Meetings(
        path=("dates",),
        label="Ngày họp",
        hint=_MOVING if held else "",
        columns=(
            *inputs_of(MeetingDate),
            *((quiet,) if held else ()),
        ),
        held=held,
        today=today,
    )


_MOVING = (
    "Đổi ngày một cuộc họp đã đặt thì những nơi được mời nhận thông báo dời họp, trừ khi chọn «chỉ sửa lỗi gõ». "
    "Xóa trắng một dòng là bỏ cuộc họp ấy; không có thư báo bỏ họp."
)


def _sections(form: DutyForm) -> tuple[Section, ...]:
    held = [one.model_dump(exclude_none=True, exclude_defaults=True) for one in form.duty.dates]
    return (Section("Cuộc họp", (meetings(held, form.today),)),)


DESK = Desk(lambda _: inputs_of(MeetingSteps, at=("steps",)), _sections)
