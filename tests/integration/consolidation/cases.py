"""The yearly report of the NQ 59 plan as the repository configures it, with made-up answers; and how it prints."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dunghen.consolidation.compile import consolidate
from dunghen.consolidation.document import Issuer
from dunghen.kinds.report.model import ReportDuty
from dunghen.loading.load import load_config
from dunghen.records import SubmissionRow, SubmissionState
from dunghen.submissions.form import form_rows
from dunghen.testing import a_cycle_key, a_submission
from dunghen.wording.dates import HANOI

if TYPE_CHECKING:
    from pathlib import Path

    from dunghen.consolidation.consolidated import Consolidated
    from dunghen.directory.unit import Unit
    from dunghen.plans.cycle import Cycle
    from dunghen.plans.office import Office
    from dunghen.plans.plan import Plan
    from dunghen.records import Submission

HOSTILE = '=HYPERLINK("http://x.invalid","Bấm vào đây")'
LONG = "Kết quả dài. " * 120
STATUSES = ("Đã hoàn thành", "Đang thực hiện", "Đang thực hiện", "Chưa thực hiện")
ISSUER = Issuer(
    superior_name="Bộ Văn hóa, Thể thao và Du lịch",
    issuer_name="Cục Hợp tác quốc tế",
    place="Hà Nội",
    recipients=("Lãnh đạo Bộ",),
    copies=("Các đơn vị thuộc Bộ",),
    signer_post="Cục trưởng",
)


@dataclass(frozen=True)
class Year:
    """The plan, its report and who owes it, in one year."""

    plan: Plan
    duty: ReportDuty
    cycle: Cycle
    office: Office
    reporters: tuple[Unit, ...]

    def answers(self, unit: Unit, shift: int) -> tuple[SubmissionRow, ...]:
        """A row for every task of the unit; what it says goes round."""
        rows = form_rows(self.plan, unit.slug, self.office.directory, self.cycle.anchor)
        return tuple(
            SubmissionRow(
                row.tt,
                STATUSES[(number + shift) % 4],
                f"Đã tổ chức {number + 2:02d} hoạt động.\nKý 01 thỏa thuận.",
                difficulty="Kinh phí bố trí chậm." if number % 3 == 0 else "",
                proposal=HOSTILE if number % 4 == 0 else "",
            )
            for number, row in enumerate(rows)
        )

    def handed_in(self) -> list[Submission]:
        """The first unit writes hostile and long texts, the third is late, the fourth nil, the last two are missing."""
        due = datetime.combine(self.cycle.anchor, datetime.min.time(), HANOI)
        found = []
        for number, unit in enumerate(self.reporters[:-1]):
            rows = self.answers(unit, 0)
            if number == 0:
                rows = (SubmissionRow(rows[0].tt, "Đang thực hiện", LONG + "\x00\x07" + HOSTILE), *rows[1:])
            found.append(
                a_submission(
                    unit.slug,
                    received_at=due + timedelta(days=4 if number == 2 else -1),
                    nil=number == 3,
                    rows=() if number == 3 else rows,
                    state=SubmissionState.REJECTED if unit is self.reporters[-2] else SubmissionState.ACCEPTED,
                    remarks={"difficulties": "Nhân lực mỏng.", "contact": "Người lập biểu"} if number == 1 else {},
                )
            )
        return found

    def compiled(self, submissions: list[Submission]) -> Consolidated:
        """The cycle, compiled on its lock day."""
        assert self.cycle.lock
        last = [
            a_submission(unit.slug, cycle=a_cycle_key("2025"), rows=self.answers(unit, 1)) for unit in self.reporters
        ]
        return consolidate(
            plan=self.plan,
            duty=self.duty,
            cycle=self.cycle,
            reporters=self.reporters,
            submissions=submissions,
            previous=last,
            directory=self.office.directory,
            as_of=datetime.combine(self.cycle.lock, self.plan.at, HANOI),
        )

    @classmethod
    def of_2026(cls, folder: Path) -> Year:
        """2026 of the NQ 59 plan: 29 tasks, every unit that the plan asks."""
        config = load_config(folder)
        plan = next(plan for plan in config.sound_plans if plan.id == "nq59-2025-2030")
        duty = next(duty for duty in plan.duties if isinstance(duty, ReportDuty) and duty.is_scheduled)
        cycle = next(cycle for cycle in duty.cycles(plan, config.office) if cycle.name == "2026")
        assert duty.collection
        slugs = duty.collection.reporters(plan.units, config.office.directory, cycle.anchor)
        return cls(plan, duty, cycle, config.office, config.office.directory.expand(slugs, cycle.anchor))


def printed(content: bytes, name: str, folder: Path) -> Path:
    """The file as LibreOffice prints it: a PDF."""
    source = folder / name
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(".pdf")


def page_texts(pdf: Path) -> list[str]:
    """The text of each page."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60).stdout
    return text.decode().split("\f")[:-1]
