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


@dataclass(frozen=True)
class _Bound:
    """How the day of a deadline is said: by the year, or by what is shorter.

    Attributes:
        day: the input of the day.
        place: the key of what the day is counted in.
        input: the input of that.
        names: what it may be.
        usual: what it is where nothing is said.
        missing: what is wanted where the day is not said.
    """

    day: str
    place: str
    input: str
    names: Mapping[str, str]
    usual: str
    missing: str

    @classmethod
    def of(cls, frequency: str) -> _Bound:
        return _OF_YEAR if frequency == Frequency.YEAR.value else _OF_MONTH


_OF_YEAR = _Bound(YEARLY, "of_year", OF_YEAR, _YEARS, "same", "còn thiếu: ngày/tháng của hạn")
_OF_MONTH = _Bound(DAY, "of_month", OF_MONTH, _MONTHS, "last", "còn thiếu: ngày trong tháng của hạn")


class Recurring(Part):
    """A deadline that returns (``duties.deadline.Every``); its basis is always the office's setting."""

    def opened(self, value: Any) -> Mapping[str, Any]:
        if isinstance(value, str):
            value = {Frequency.YEAR.value: {"on": value}}
        if not isinstance(value, Mapping):
            return {}
        frequency = next((name for name in FREQUENCIES if isinstance(value.get(name), Mapping)), None)
        if frequency is None:
            return {}
        said, bound = value[frequency], _Bound.of(frequency)
        kind = "before" if said.get("before") is not None else "on"
        opened = {FREQUENCY: frequency, BOUND: kind, bound.day: said.get(kind), bound.input: said.get(bound.place)}
        opened[DAY_OFF] = value.get("on_day_off")
        return {key: given for key, given in opened.items() if given is not None}

    def closed(self, given: dict[str, Any]) -> Any:
        frequency = given.get(FREQUENCY) or self._only()
        if not frequency:
            raise ValueError("còn thiếu: nhịp (mỗi năm, nửa năm, quý hay tháng)")
        bound = _Bound.of(frequency)
        if bound.day not in given:
            raise ValueError(bound.missing)
        said = {given.get(BOUND, "on"): given[bound.day]}
        said |= {bound.place: given[bound.input]} if bound.input in given else {}
        policy = {"on_day_off": given[DAY_OFF]} if DAY_OFF in given else {}
        return {frequency: said, **policy, "basis": Basis.SETTING.value}

    def text(self, value: Any) -> str:
        opened = self.opened(value)
        if not opened:
            return "—"
        bound = _Bound.of(opened[FREQUENCY])
        day = opened.get(bound.day, "")
        if bound is _OF_YEAR:
            day = MonthDay(path=("d",), label="").content(day)
        kind = "trước ngày" if opened[BOUND] == "before" else "chậm nhất ngày"
        place = bound.names[opened.get(bound.input, bound.usual)]
        off = f"; gặp ngày nghỉ: {_DAYS_OFF[opened[DAY_OFF]]}" if DAY_OFF in opened else ""
        return f"{FREQUENCIES[opened[FREQUENCY]]}, {kind} {day} {place}{off}"

    def same(self, one: Any, other: Any) -> bool:
        return self.opened(one) == self.opened(other)

    def _only(self) -> str | None:
        """The frequency, where the document leaves no choice."""
        names = [column.path[-1] for column in self.columns]
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
        case = "Nếu mỗi năm: " if is_mixed else ""
        day: Field = MonthDay(path=(key, YEARLY), label=_capital(f"{case}ngày/tháng của hạn"))
        columns += (day, _place(key, case, _OF_YEAR))
    if any(name != Frequency.YEAR.value for name in frequencies):
        case = "Nếu ngắn hơn năm: " if is_mixed else ""
        day = Number(path=(key, DAY), label=_capital(f"{case}ngày trong tháng"), least=1, most=31)
        columns += (day, _place(key, case, _OF_MONTH))
    return Recurring(path=(key,), label=label, hint=hint, columns=(*columns, policy))


def _place(key: str, case: str, bound: _Bound) -> Field:
    return Choice(
        path=(key, bound.input),
        label=_capital(f"{case}ngày ấy"),
        choices=tuple(bound.names.items()),
        nothing=bound.names[bound.usual],
    )


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
