"""The command line as people use it: the installed program in a process of its own, with a real mail server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunghen.adapters.catcher import MailCatcher

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

PROGRAM = Path(sys.executable).parent / "dunghen"
CLOCK = Path(__file__).parents[2] / "handbook" / "clock"
"""What lets a file tell the time, in processes of their own."""


@dataclass
class Prompt:
    """A shell prompt in an installation of its own."""

    folder: Path
    config: Path
    mail: Path
    port: int
    environment: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """Run ``dunghen``; its standard output. The exit code must be ``code``."""
        done = self.run(*arguments)
        assert done.returncode == code, f"{arguments} → {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``dunghen`` whatever comes of it."""
        settings = {
            "DUNGHEN_CONFIG": str(self.config),
            "DUNGHEN_FILES": str(self.folder / "var"),
            "DUNGHEN_SMTP_PORT": str(self.port),
            "DUNGHEN_SECRET": "a secret of the office",
        }
        plain = {name: value for name, value in os.environ.items() if not name.startswith("DUNGHEN_")}
        return subprocess.run(
            [PROGRAM, *arguments],
            env=plain | settings | self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def set_clock(self, instant: str) -> None:
        """From now on the program's clock stands at this instant (ISO 8601 with its offset)."""
        told = self.folder / "clock"
        told.write_text(instant, encoding="ascii")
        self.environment |= {"PYTHONPATH": str(CLOCK), "HANDBOOK_CLOCK": str(told)}

    def mails(self) -> list[EmailMessage]:
        """What the mail server has received, in order."""
        files = sorted(self.mail.glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


@pytest.fixture
def prompt(root: Path, tmp_path: Path) -> Iterator[Prompt]:
    """An installation with the shipped configuration."""
    config = tmp_path / "config"
    shutil.copytree(root / "config", config)
    with MailCatcher(tmp_path / "mail") as catcher:
        yield Prompt(tmp_path, config, tmp_path / "mail", catcher.port)
