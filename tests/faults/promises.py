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
        ("tests/integration/web/test_schemathesis.py", "tests/integration/web/test_every_page.py"),
    ),
    Promise(
        "a plan in mid-run",
        "A plan edited, renamed, broken or deleted in the middle of a run sends nothing twice, and stops no other plan.",
        ("tests/faults/test_plan_in_mid_run.py", "tests/acceptance/dags/test_broken_plan.py"),
    ),
    Promise(
        "hostile inputs",
        "Whatever a workbook, a file of config/, a calendar or a name holds: a sentence, within ten seconds and 512 MB.",
        (
            "tests/faults/test_hostile_inputs.py",
            "tests/integration/submissions/test_hostile_files.py",
            "tests/unit/loading/test_hostile_files.py",
        ),
    ),
    Promise(
        "approval",
        "Nothing leaves the house without the word of a named person, and only what that person saw.",
        ("tests/unit/running/test_outward_needs_approval.py", "tests/acceptance/dags/test_approval.py"),
    ),
    Promise(
        "off",
        "Live mail that is switched off in mid-batch is off: what is left waits.",
        ("tests/integration/ledger/test_live_off.py",),
    ),
    Promise(
        "clock",
        "A clock that jumps holds the run; what was written off by it is taken back in one step; no day to come sends live.",
        ("tests/acceptance/cli/test_clock.py", "tests/unit/running/test_heartbeat.py"),
    ),
    Promise(
        "scheduler",
        "Nothing that a person may enter, in any order, ends Airflow's scheduler or makes a run's id twice.",
        ("tests/acceptance/dags/test_scheduler.py",),
    ),
    Promise(
        "words",
        "Words of a template decide nothing: reworded, they change no key and no state.",
        ("tests/guards/words/test_words_decide_nothing.py",),
    ),
    Promise(
        "secrets",
        "No secret is in a log, an XCom, a rendered field or a row.",
        ("tests/acceptance/dags/test_no_secret.py",),
    ),
    Promise(
        "audit",
        "Every act of a person is written down with who, when and from where; a gap, a change, a new history shows.",
        ("tests/integration/ledger/test_audit.py", "tests/acceptance/cli/test_audit.py"),
    ),
    Promise(
        "doorstep",
        "A form of another realm, a foreign Host, a body without an end, links tried by the thousand, many files at once: refused.",
        ("tests/integration/web/test_doorstep.py", "tests/integration/web/test_route_guard.py"),
    ),
    Promise(
        "other readers",
        "What we write is read alike by others: mails by Perl's MIME::Parser, calendars by vobject, documents by LibreOffice.",
        ("tests/third_party/test_other_readers.py",),
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
