"""What every use case is handed: the plans, the office, and the world outside through its ports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dunghen.plans.office import Office
from dunghen.plans.plan import Plan
from dunghen.ports import FileStore, Ledger, Mailer, MarkStore, Publisher
from dunghen.records import Realm


@dataclass(frozen=True)
class App:
    """One installation, opened in one realm."""

    office: Office
    plans: Mapping[str, Plan]
    plan_sha256: Mapping[str, str]
    ledger: Ledger
    mailer: Mailer
    files: FileStore
    secret: str
    """Signs forms and links."""
    publisher: Publisher | None = None
    """The office's site; None where none is configured."""
    base_url: str | None = None
    """Where recipients of mails open the pages; None: mails carry no link."""
    still_live: Callable[[], bool] = lambda: True
    """Asks anew, before each hand-over of a live batch, whether the mode in force is live (ADR 0009)."""
    ticks: Callable[[], float] = lambda: 0.0
    """Seconds of a clock that only goes on, by which a claim tells its age; in rehearsals it stands still."""
    marks: MarkStore | None = None
    """Where the ledger's mark is kept; None: nothing outside remembers it, and nothing is ever held (rehearsals)."""
    only: str | None = None
    """Where the installation was opened for one plan, its id: ``plans`` then knows no other."""

    @property
    def realm(self) -> Realm:
        """Rehearsal or live."""
        return self.ledger.realm
