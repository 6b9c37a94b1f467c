"""What the engine promises, each with the tests that hold it: the lines of ``docs/explanation/promises.md``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    """One promise: what the harness counts goes by its ``key``; ``tests`` are files below the project's folder."""

    key: str
    text: str
    tests: tuple[str, ...]


PROMISES = (
    Promise(
        "kills of a sender",
        "A sender killed at any moment loses no letter and doubles none outside; inside, at most the one mail that was on its way.",
        ("tests/faults/test_kills.py", "tests/integration/ledger/test_concurrency.py"),
    ),
    Promise(
        "faults of a mail server",
        "Whatever a mail server says or leaves unsaid: the ledger tells the truth of the mail, the others go, and it ends in seconds.",
        ("tests/faults/test_smtp_faults.py", "tests/integration/mail/test_answers.py"),
    ),
    Promise(
        "many at once",
        "Many at the same work at once: one outcome, told truthfully to each, nothing doubled, no error.",
        ("tests/faults/test_many_at_once.py", "tests/integration/ledger/test_concurrency.py"),
    ),
    Promise(
        "kills of intake",
        "Intake killed at any moment takes every report once, and answers it.",
        ("tests/faults/test_kills.py",),
    ),
    Promise(
        "kills of a compilation",
        "A compilation killed at any moment leaves no half document; the next run makes it and tells of it.",
        ("tests/faults/test_kills.py",),
    ),
    Promise(
        "machine",
        "A ledger held by another, a database server that is away or restarts, a disk that is full or read-only: each command and "
        "each run ends with one sentence, and the next one heals it.",
        ("tests/faults/test_machine.py", "tests/integration/ledger/test_database.py"),
    ),
    Promise(
        "no error of ours",
        "Whatever is asked of any page, none answers with an error of ours.",
        ("tests/third_party/test_schemathesis.py", "tests/integration/web/test_every_page.py"),
    ),
    Promise(
        "a plan in mid-run",
        "A plan edited, renamed, broken or deleted in the middle of a run sends nothing twice, and stops no other plan.",
        ("tests/faults/test_plan_in_mid_run.py", "tests/acceptance/dags/test_broken_plan.py"),
    ),
    Promise(
        "office files",
        "What an office decides is written whole or not at all, whoever else writes.",
        ("tests/integration/test_office_files.py", "tests/integration/test_file_store.py"),
    ),
    Promise(
        "ledger gone",
        "A ledger that is new, behind or another one sends nothing live until a named operator has seen what would go.",
        ("tests/integration/test_ledger_gone.py", "tests/integration/web/test_held_page.py"),
    ),
    Promise(
        "backup",
        "What was backed up comes back as it was: ledger, files, decisions, secret.",
        ("tests/integration/test_backup.py",),
    ),
)
