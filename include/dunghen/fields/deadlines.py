"""How often something is due and by when, and which days a report covers, as inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dunghen.calendar.period import Frequency, Regime
from dunghen.calendar.working_days import DayOffPolicy
from dunghen.fields.choice import Choice
from dunghen.fields.compound import Part
from dunghen.fields.days import MonthDay
from dunghen.fields.field import Field, Number
from dunghen.values.source import Basis

FREQUENCIES: Mapping[str, str] = {
    Frequency.YEAR.value: "mỗi năm",
    Frequency.HALF.value: "mỗi nửa năm",
    Frequency.QUARTER.value: "mỗi quý",
    Frequency.MONTH.value: "mỗi tháng",
}
_BOUNDS = {"on": "chậm nhất ngày (nộp đúng ngày ấy vẫn kịp)", "before": "trước ngày (nộp đúng ngày ấy là muộn)"}
_YEARS = {"same": "của chính năm ấy", "previous": "của năm trước", "next": "của năm sau"}
_MONTHS = {
    "last": "của tháng cuối kỳ",
    "first": "của tháng đầu kỳ",
    "previous": "của tháng ngay trước kỳ",
    "next": "của tháng ngay sau kỳ",
}
_DAYS_OFF = {
    DayOffPolicy.PREVIOUS_WORKING_DAY.value: "ngày làm việc ngay trước",
    DayOffPolicy.NEXT_WORKING_DAY.value: "ngày làm việc ngay sau",
    DayOffPolicy.KEEP.value: "giữ nguyên",
}
FREQUENCY, BOUND, YEARLY, OF_YEAR, DAY, OF_MONTH, DAY_OFF = (
    "nhip",
    "moc",
    "ngay-thang",
    "cua-nam",
    "ngay",
    "cua-thang",
    "ngay-nghi",
)


@dataclass(frozen=True, kw_only=True)
class Recurring(Part):
    """A deadline that returns (``duties.deadline.Every``); its basis is always the office's setting."""

    def opened(self, value: Any) -> Mapping[str, Any]:
        if isinstance(value, str):
            value = {Frequency.YEAR.value: {"on": value}}
        if not isinstance(value, Mapping):
            return {}
        frequency = next((one for one in FREQUENCIES if isinstance(value.get(one), Mapping)), None)
        if frequency is None:
            return {}
        bound, is_year = value[frequency], frequency == Frequency.YEAR.value
        kind = "before" if bound.get("before") is not None else "on"
        opened = {
            FREQUENCY: frequency,
            BOUND: kind,
            YEARLY if is_year else DAY: bound.get(kind),
            OF_YEAR: bound.get("of_year"),
            OF_MONTH: bound.get("of_month"),
            DAY_OFF: value.get("on_day_off"),
        }
        return {key: one for key, one in opened.items() if one is not None}

    def closed(self, given: dict[str, Any]) -> Any:
        frequency = given.get(FREQUENCY) or self._only()
        if not frequency:
            raise ValueError("còn thiếu: nhịp (mỗi năm, nửa năm, quý hay tháng)")
        is_year = frequency == Frequency.YEAR.value
        day = given.get(YEARLY if is_year else DAY)
        if day is None:
            raise ValueError("còn thiếu: ngày/tháng của hạn" if is_year else "còn thiếu: ngày trong tháng của hạn")
        bound: dict[str, Any] = {given.get(BOUND, "on"): day}
        place = ("of_year", OF_YEAR) if is_year else ("of_month", OF_MONTH)
        bound |= {place[0]: given[place[1]]} if place[1] in given else {}
        policy = {"on_day_off": given[DAY_OFF]} if DAY_OFF in given else {}
        return {frequency: bound, **policy, "basis": Basis.SETTING.value}

    def text(self, value: Any) -> str:
        opened = self.opened(value)
        if not opened:
            return "—"
        frequency = str(opened[FREQUENCY])
        is_year = frequency == Frequency.YEAR.value
        day = opened.get(YEARLY if is_year else DAY, "")
        shown = MonthDay(path=("d",), label="").content(day) if is_year else day
        bound = "trước ngày" if opened[BOUND] == "before" else "chậm nhất ngày"
        place = _YEARS[opened.get(OF_YEAR, "same")] if is_year else _MONTHS[opened.get(OF_MONTH, "last")]
        off = f"; gặp ngày nghỉ: {_DAYS_OFF[opened[DAY_OFF]]}" if DAY_OFF in opened else ""
        return f"{FREQUENCIES[frequency]}, {bound} {shown} {place}{off}"

    def same(self, one: Any, other: Any) -> bool:
        return self.opened(one) == self.opened(other)

    def _only(self) -> str | None:
        """The frequency, where the document leaves no choice."""
        names = [str(one.path[-1]) for one in self.columns]
        if FREQUENCY in names:
            return None
        return Frequency.YEAR.value if YEARLY in names else Frequency.QUARTER.value


def recurring(key: str, label: str, frequencies: Sequence[str], hint: str = "") -> Recurring:
    """The inputs for a deadline of one of these frequencies."""
    is_mixed = len(frequencies) > 1
    bound = Choice(path=(key, BOUND), label="Cách tính hạn", choices=tuple(_BOUNDS.items()), nothing="chậm nhất ngày")
    policy = Choice(
        path=(key, DAY_OFF),
        label="Hạn gặp ngày nghỉ thì chuyển sang",
        choices=tuple(_DAYS_OFF.items()),
        nothing=_DAYS_OFF[DayOffPolicy.PREVIOUS_WORKING_DAY.value],
    )
    columns: list[Field] = [bound]
    if is_mixed:
        choices = tuple((one, FREQUENCIES[one]) for one in frequencies)
        columns.insert(0, Choice(path=(key, FREQUENCY), label="Nhịp", choices=choices))
    if Frequency.YEAR.value in frequencies:
        columns += _of_the_year(key, "Nếu mỗi năm: " if is_mixed else "")
    if any(one != Frequency.YEAR.value for one in frequencies):
        columns += _of_the_month(key, "Nếu ngắn hơn năm: " if is_mixed else "")
    return Recurring(path=(key,), label=label, hint=hint, columns=(*columns, policy))


def _of_the_year(key: str, case: str) -> list[Field]:
    years = tuple(_YEARS.items())
    return [
        MonthDay(path=(key, YEARLY), label=_capital(f"{case}ngày/tháng của hạn")),
        Choice(path=(key, OF_YEAR), label=_capital(f"{case}ngày ấy"), choices=years, nothing=_YEARS["same"]),
    ]


def _of_the_month(key: str, case: str) -> list[Field]:
    months = tuple(_MONTHS.items())
    return [
        Number(path=(key, DAY), label=_capital(f"{case}ngày trong tháng"), least=1, most=31),
        Choice(path=(key, OF_MONTH), label=_capital(f"{case}ngày ấy"), choices=months, nothing=_MONTHS["last"]),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


OWN = "own"
_REGIMES = (
    (Regime.CALENDAR.value, "theo năm dương lịch: từ ngày đầu đến ngày cuối kỳ"),
    (Regime.DECREE_09.value, "theo Nghị định 09/2019/NĐ-CP: từ ngày 15 đến ngày 14"),
    (OWN, "từ ngày … đến ngày … (chỉ cho báo cáo năm)"),
)


class CoveredDays(Part):
    """Which days a report covers (``duties.period.Covers``)."""

    def opened(self, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            return {}
        given = {key: value[key] for key in ("from", "to") if value.get(key) is not None}
        regime = value.get("regime") or (OWN if given else None)
        return given | ({"regime": regime} if regime else {})

    def closed(self, given: dict[str, Any]) -> Any:
        regime = given.pop("regime", OWN)
        if regime != OWN:
            if given:
                raise ValueError("đã chọn kỳ theo quy định thì để trống hai ô từ ngày, đến ngày")
            return {"regime": regime}
        if len(given) != len(("from", "to")):
            raise ValueError("còn thiếu: từ ngày và đến ngày (ngày/tháng)")
        return given

    def text(self, value: Any) -> str:
        opened = self.opened(value)
        if opened.get("regime") != OWN:
            return dict(_REGIMES).get(str(opened.get("regime")), "—")
        day = MonthDay(path=("d",), label="")
        return f"từ {day.text(opened.get('from'))} đến {day.text(opened.get('to'))}"


def covered_days() -> CoveredDays:
    """The inputs for it."""
    return CoveredDays(
        path=("covers",),
        label="Kỳ số liệu",
        columns=(
            Choice(path=("covers", "regime"), label="Cách tính kỳ", choices=_REGIMES),
            MonthDay(path=("covers", "from"), label="Từ ngày (ngày/tháng)"),
            MonthDay(path=("covers", "to"), label="Đến ngày (ngày/tháng)"),
        ),
    )
