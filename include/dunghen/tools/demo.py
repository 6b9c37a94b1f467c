"""``make demo``: one whole yearly cycle of the NQ 59 plan, through the real DAGs, on a simulated clock.

Nothing is shortened but the waiting: Airflow runs the plan's DAG on each of its days (``dag.test()`` with ``as_of``), the
mails go over SMTP to a catcher, the forms are taken out of the caught mails, filled in and put into the drop folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from dunghen.agenda.build import agenda, fire_days
from dunghen.app import App
from dunghen.entrypoints.airflow_home import PROJECT, airflow_environment, near
from dunghen.entrypoints.commands.options import open_office
from dunghen.entrypoints.dag_names import INTAKE
from dunghen.exceptions import DungHenError
from dunghen.keys import CycleKey
from dunghen.loading.load import load_config
from dunghen.plans.office import Office
from dunghen.plans.plan import Plan
from dunghen.terms import ACTS
from dunghen.tools.demo_story import STORY, HandIn, filled_in
from dunghen.tools.demo_table import print_outcome
from dunghen.wording.dates import long_date

if TYPE_CHECKING:
    from airflow.sdk import DAG

PLAN, DUTY, YEAR = "nq59-2025-2030", "annual-report", 2026
CYCLE = CycleKey(PLAN, DUTY, str(YEAR))
APPROVER = "Chuyên viên điều phối"
_PLAIN_WIDTH = 120


def main(out: Path = PROJECT / "var" / "demo") -> int:
    """Play the year into this folder, which is emptied first; returns the exit code."""
    began = time.monotonic()
    shutil.rmtree(out, ignore_errors=True)
    (out / "inbox").mkdir(parents=True)
    config = load_config(PROJECT / "config", only=PLAN)
    plan = next(config.sound_plans, None)
    if plan is None:
        raise DungHenError("\n".join(str(problem) for problem in config.problems))
    with _quiet(out / "airflow.log") as console, _installation(out) as mail:
        console.print(f"[bold]{plan.short_title}[/bold]: kỳ báo cáo năm {YEAR}, đồng hồ giả lập, diễn tập.\n")
        _Year(plan, config.office, out, console).play()
        with open_office() as app:
            documents = _keep_documents(app, out)
            print_outcome(console, app, CYCLE, late_from=_late_from(plan, config.office))
        console.print(f"\nThư đã bắt: {near(mail)}/ · Sản phẩm: {', '.join(near(one) for one in documents)}")
        console.print(f"Xong sau {time.monotonic() - began:.0f} giây; đầu ra của Airflow: {near(out / 'airflow.log')}")
    return 0


class _Year:
    """The days of the cycle, one after another."""

    def __init__(self, plan: Plan, office: Office, out: Path, console: Console) -> None:
        self._plan, self._office = plan, office
        self._out, self._mail, self._console = out, out / "mail", console
        self._dags = _dags()

    def play(self) -> None:
        """Run the plan's DAG on the days of its timetable, and the intake on the days on which units hand in."""
        acts, hand_ins = defaultdict[date, list[str]](list), defaultdict[date, list[HandIn]](list)
        for action in agenda(self._plan, self._office, date(YEAR, 1, 1), date(YEAR, 12, 31)):
            acts[action.step.due].append(ACTS[action.step.act].lower())
        for hand_in in STORY:
            hand_ins[hand_in.day].append(hand_in)
        for day in sorted(set(fire_days(self._plan, self._office)).intersection(acts).union(hand_ins)):
            self._live(day, acts[day], hand_ins[day])

    def _live(self, day: date, acts: Sequence[str], hand_ins: Sequence[HandIn]) -> None:
        before = self._caught()
        self._hand_in(hand_ins)
        if acts:
            self._run(PLAN, day)
        if hand_ins:
            self._run(INTAKE, day)
        self._tell(day, list(dict.fromkeys(acts)), hand_ins, self._caught() - before)

    def _run(self, dag_id: str, day: date) -> None:
        from dunghen.tools.answering import Answer, answering

        with answering(dag_id, Answer(APPROVER)):
            run = self._dags[dag_id].test(run_conf={"as_of": day.isoformat()})
        if str(run.state) != "success":
            raise DungHenError(f"Lần chạy {dag_id} ngày {day} không xong: xem {near(self._out / 'airflow.log')}.")

    def _hand_in(self, hand_ins: Sequence[HandIn]) -> None:
        """Fill in the form that came with the unit's own mail, and put it into the drop folder."""
        for hand_in in hand_ins:
            name, form = self._form_of(hand_in.unit)
            (self._out / "inbox" / name).write_bytes(filled_in(form, hand_in.manner))

    def _form_of(self, unit: str) -> tuple[str, bytes]:
        """Name and content of the workbook in the request that the unit has received."""
        for file in sorted(self._mail.glob("*.eml")):
            mail = message_from_bytes(file.read_bytes(), policy=policy.default)
            for part in mail.iter_attachments():
                if (name := part.get_filename()) == f"bao-cao-{YEAR}-{unit}.xlsx":
                    return name, part.get_content()
        raise DungHenError(f"Không thấy biểu mẫu của {unit} trong thư đã gửi.")

    def _caught(self) -> int:
        return len(list(self._mail.glob("*.eml")))

    def _tell(self, day: date, acts: Sequence[str], hand_ins: Sequence[HandIn], mails: int) -> None:
        done = [", ".join(acts)] if acts else []
        done += [f"nhận {len(hand_ins)} bài nộp"] if hand_ins else []
        self._console.print(f"  {long_date(day):<22} {'; '.join(done)} [dim]· {mails} thư[/dim]")


@contextlib.contextmanager
def _installation(out: Path) -> Iterator[Path]:
    """A private Airflow and a private office below ``out``; yields the folder of the caught mails."""
    from dunghen.adapters.catcher import MailCatcher

    home = out / "airflow"
    home.mkdir()
    with MailCatcher(out / "mail") as catcher:
        office = {
            "CONFIG": PROJECT / "config",
            "FILES": out,
            "MODE": "rehearsal",
            "LEDGER_URL": f"sqlite:///{out / 'ledger.sqlite3'}",
            "SMTP_HOST": catcher.host,
            "SMTP_PORT": catcher.port,
            "SMTP_TLS": "none",
        }
        for name in [name for name in os.environ if name.startswith(("AIRFLOW_", "DUNGHEN_"))]:
            del os.environ[name]
        os.environ.update(airflow_environment(home))
        os.environ.update({f"DUNGHEN_{name}": str(value) for name, value in office.items()})
        from airflow.utils.db import initdb

        initdb()
        yield out / "mail"


def _dags() -> Mapping[str, DAG]:
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(dag_folder=str(PROJECT / "dags"), bundle_name="dags-folder")
    if bag.import_errors:
        raise DungHenError("\n".join(map(str, bag.import_errors.values())))
    return dict(bag.dags)


def _late_from(plan: Plan, office: Office) -> date:
    """The first day on which a report of the cycle is late."""
    cycle = next(cycle for cycle in plan.duty(DUTY).cycles(plan, office) if cycle.name == CYCLE.cycle)
    return cycle.late_from or date.max


def _keep_documents(app: App, out: Path) -> list[Path]:
    """Put the compiled documents where people look for them."""
    kept = []
    for document in app.ledger.documents(CYCLE):
        kept.append(out / document.name)
        kept[-1].write_bytes(app.files.get(document.sha256))
    return kept


@contextlib.contextmanager
def _quiet(file: Path) -> Iterator[Console]:
    """A console on the terminal, while everything that Airflow prints goes into a file."""
    terminal = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with file.open("wb") as log:
        kept = os.dup(1), os.dup(2)
        sys.stdout.flush()
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        try:
            yield Console(file=terminal, highlight=False, width=None if terminal.isatty() else _PLAIN_WIDTH)
        finally:
            sys.stdout.flush()
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)


if __name__ == "__main__":
    try:
        sys.exit(main(*map(Path, sys.argv[1:2])))
    except DungHenError as error:
        sys.exit(f"✗ {error}")
