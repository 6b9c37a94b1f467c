"""When what is done around an event: settings of the office, with defaults (no document gives these days)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import model_validator

from dunghen.calendar.offset import Offset
from dunghen.values.base import ConfigModel, Slug
from dunghen.values.input import Input, Side

WEBSITE = "trang-tin"
"""The recipient of what is posted on the configured site; its address is ``DUNGHEN_PUBLISH_URL``."""
COVERAGE = "coverage"
"""The record that something was reported about an event; its subject is the link."""


def _wd(*counts: int) -> tuple[Offset, ...]:
    return tuple(Offset(count, working=True) for count in counts)


class EventSteps(ConfigModel):
    """Offsets before the event count from its first day, offsets after it from its last."""

    review: Annotated[
        tuple[Offset, ...], Input("Thẩm định nội dung (mốc đầu là đề nghị, các mốc sau là nhắc)", side=Side.BEFORE)
    ] = _wd(-20, -15, -10)
    """The content review: the first asks for it, the others remind. Empty: no review, and publicity waits for none."""
    reviewers: Annotated[tuple[Slug, ...], Input("Ai thẩm định")] = ()
    """Who reviews, where no duty of the plan is the content review; the plan's lead where nobody is named."""
    inform: Annotated[tuple[Offset, ...], Input("Thông tin trước sự kiện", side=Side.BEFORE)] = _wd(-15, -5, -1)
    """Information before the event."""
    during: Annotated[Offset | None, Input("Thông tin trong sự kiện")] = Offset(0, working=False)
    """Information on the first day."""
    after: Annotated[Offset | None, Input("Thông tin sau sự kiện", side=Side.AFTER)] = Offset(2, working=True)
    """Information after the last day."""
    draft: Annotated[Offset | None, Input("Gửi dự thảo thông cáo báo chí", side=Side.BEFORE)] = Offset(
        -10, working=True
    )
    """The draft of the press release, to the lead."""
    release: Annotated[Offset, Input("Phát thông cáo (sau khi có người duyệt)", side=Side.BEFORE)] = Offset(
        -5, working=True
    )
    """The press release, once a person has approved it."""
    press: Annotated[tuple[Slug, ...], Input("Gửi thông cáo tới")] = ()
    """Who gets the press release by mail: partners, or units of another house. Nobody unless the office says so."""
    publish: Annotated[bool, Input("Đăng thông cáo lên trang tin đã cấu hình")] = False
    """Whether the press release is posted on the configured site."""
    coverage: Annotated[tuple[Offset, ...], Input("Thu thập tin, bài đã đăng", side=Side.AFTER)] = _wd(3, 7)
    """Asking for links and clips of what was reported."""
    report: Annotated[tuple[Offset, ...], Input("Đề nghị báo cáo kết quả", side=Side.AFTER)] = _wd(10, 15)
    """Asking the lead for the report on the event."""

    @model_validator(mode="after")
    def _each_on_its_side(self) -> Self:
        before = filter(None, (*self.review, *self.inform, self.release, self.draft))
        after = filter(None, (*self.coverage, *self.report, self.after))
        wrong = [str(offset) for offset in before if offset.count >= 0]
        wrong += [str(offset) for offset in after if offset.count <= 0]
        if wrong:
            raise ValueError(f"mốc trước sự kiện phải âm, mốc sau sự kiện phải dương: {wrong}")
        for offsets in (self.review, self.inform, self.coverage, self.report):
            if len({offset.suffix() for offset in offsets}) != len(offsets):
                raise ValueError("hai mốc trùng nhau")
        return self

    @property
    def outlets(self) -> tuple[str, ...]:
        """The recipients of the press release."""
        return (*self.press, *((WEBSITE,) if self.publish else ()))

    def named_slugs(self) -> Iterator[tuple[str, str]]:
        """Every unit or partner that the settings name, with the field."""
        yield from (("reviewers", slug) for slug in self.reviewers)
        yield from (("press", slug) for slug in self.press)
