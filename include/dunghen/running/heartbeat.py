"""The heartbeat: the ledger remembers the day of the newest run, and a run on a clock far from it is held (ADR 0019).

A clock that runs ahead would write off everything until then and mail for days that have not come.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from dunghen.exceptions import ClockError
from dunghen.ports.ledger import Switches
from dunghen.wording.dates import clock_time, local_day

FARTHEST = timedelta(days=35)
"""A month and a weekend: so long a stop heals by itself; a longer one a person confirms."""
_SWITCH = "clock"
_BY = "dunghen"
_ACCEPT = "«dunghen clock accept --by TÊN»"


def newest_run(ledger: Switches) -> datetime | None:
    """The instant of the newest run that was believed, to the day; None in a new ledger."""
    kept = ledger.switch(_SWITCH)
    return datetime.fromisoformat(kept) if kept else None


def believe(ledger: Switches, now: datetime) -> str | None:
    """Let a run begin at this instant of the clock, and remember its day.

    Returns a sentence about a clock that has gone back: such a run does no harm, but the one before it may have.

    Raises:
        ClockError: the newest run is farther away than ``FARTHEST``, before or after. Nothing may be done by this clock.
    """
    newest = newest_run(ledger)
    if newest and abs(now - newest) > FARTHEST:
        raise ClockError(
            f"Đồng hồ chỉ {clock_time(now)}, cách lượt chạy gần nhất ({clock_time(newest)}) {abs(now - newest).days} ngày, "
            f"nên không làm, không gửi, không bỏ việc nào: nếu đồng hồ sai, chỉnh lại thì lượt sau tự chạy tiếp; "
            f"nếu đồng hồ đúng, chạy {_ACCEPT}."
        )
    if newest is None or local_day(now) > local_day(newest):
        _remember(ledger, now, _BY)
    if newest is None or local_day(now) >= local_day(newest):
        return None
    return (
        f"Đồng hồ chỉ {clock_time(now)}, trước lượt chạy gần nhất ({clock_time(newest)}): nếu lần ấy đồng hồ chạy trước, "
        f"{_ACCEPT} lấy lại những việc đã bị bỏ nhầm."
    )


def accept(ledger: Switches, now: datetime, by: str) -> None:
    """A person vouches for the clock: runs go on from here, whichever way it has moved."""
    _remember(ledger, now, by)


def _remember(ledger: Switches, now: datetime, by: str) -> None:
    ledger.set_switch(_SWITCH, now.isoformat(), by=by, now=now, automatic=by == _BY)
