"""``make run``: Đúng Hẹn on one machine, with ``airflow standalone``, a mail catcher and the ledger.

Checks first what usually goes wrong and says it in a sentence; keeps Airflow's chatter in ``var/log/airflow.log``; stops
everything on Ctrl-C or TERM. ``airflow standalone`` by itself survives its own components and leaves orphans on TERM.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from dunghen.adapters.catcher import MailCatcher
from dunghen.adapters.ledger.upgrade import upgrade
from dunghen.agenda.build import fire_days
from dunghen.entrypoints.airflow_home import PROJECT, airflow_command, airflow_environment, near, server_environment
from dunghen.entrypoints.airflow_processes import AirflowProcesses, CannotStartError, is_healthy
from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.exceptions import DungHenError
from dunghen.loading.config import Config
from dunghen.loading.load import load_config
from dunghen.plans.plan import Plan
from dunghen.settings import Settings
from dunghen.wording.dates import local_day

DEFAULT_PORT = 8080
MAIL_PORT = 1025
BOOT_SECONDS = 240

console = Console(highlight=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where this installation keeps what it makes."""

    var: Path

    @property
    def home(self) -> Path:
        """AIRFLOW_HOME."""
        return self.var / "airflow"

    @property
    def log(self) -> Path:
        """What Airflow prints."""
        return self.var / "log" / "airflow.log"

    @property
    def mail(self) -> Path:
        """The mails that were caught."""
        return self.var / "mail"

    @property
    def passwords(self) -> Path:
        """Airflow's user and password."""
        return self.home / "passwords.json"

    def prepare(self) -> None:
        """Make the folders.

        Raises:
            CannotStartError: they cannot be written.
        """
        for folder in (self.home, self.log.parent, self.mail, self.var / "inbox"):
            try:
                folder.mkdir(parents=True, exist_ok=True)
                probe = folder / ".probe"
                probe.touch()
                probe.unlink()
            except OSError as error:
                raise CannotStartError(
                    f"Không ghi được vào {folder} ({error.strerror}). Hãy cấp quyền ghi, hoặc đặt DUNGHEN_FILES là thư mục khác.\n"
                    f"Cannot write to {folder}. Make it writable, or set DUNGHEN_FILES to another folder."
                ) from error


def main() -> int:
    """Run until stopped; returns the exit code."""
    try:
        with ExitStack() as stack:
            return _run(stack)
    except DungHenError as error:
        console.print(f"[red]✗[/red] {escape(str(error))}", soft_wrap=True)
        return 1


def _run(stack: ExitStack) -> int:
    stopped = _Stop()
    port = _chosen_port()
    os.environ.setdefault("DUNGHEN_CONFIG", str(PROJECT / "config"))
    os.environ.setdefault("DUNGHEN_FILES", str(PROJECT / "var"))
    os.environ.setdefault("DUNGHEN_BASE_URL", f"http://localhost:{port}")
    place = Place(Settings.from_environment().files.absolute())
    place.prepare()
    _check_environment()
    catches = _start_catcher(place, stack)
    settings = Settings.from_environment()
    upgrade(settings.ledger)
    config = load_config(settings.config)
    password = _password(place.passwords)
    environment = _environment(place, port)
    airflow = AirflowProcesses(environment, place.log)
    stack.callback(airflow.stop)
    _wait_until_healthy(airflow, port, stopped)
    if not stopped:
        _announce(port, password, place, config, catches=catches)
    while not stopped:
        time.sleep(0.5)
        airflow.check()
    console.print("\nĐang dừng … / stopping …")
    return 0


class _Stop:
    """Becomes true on Ctrl-C, TERM or HUP. Installed before any child is started, which then gets the default back."""

    def __init__(self) -> None:
        self._asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    def __bool__(self) -> bool:
        return self._asked


def _chosen_port() -> int:
    text = os.environ.get("PORT", "").strip() or str(DEFAULT_PORT)
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotStartError(f"PORT={text} không phải số cổng (1–65535). / PORT={text} is not a port number.")
    port = int(text)
    if not _is_free(port):
        free = _free_port(port + 1)
        raise CannotStartError(
            f"Cổng {port} đang có chương trình khác dùng. Hãy chạy: make run PORT={free}\n"
            f"Port {port} is in use. Try: make run PORT={free}"
        )
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port(preferred: int) -> int:
    """The preferred port, or the next one that nobody uses."""
    return next(port for port in range(preferred, 65536) if _is_free(port))


def _check_environment() -> None:
    if not airflow_command().exists():
        raise CannotStartError(
            f"Chưa có Airflow trong {Path(sys.prefix)}. Hãy chạy «make run»: lệnh này tự cài môi trường .venv.\n"
            f"Airflow is not installed in {Path(sys.prefix)}. Use `make run`, which sets up .venv."
        )


def _start_catcher(place: Place, stack: ExitStack) -> bool:
    """Start the mail catcher, unless the environment names a mail server; returns whether it was started."""
    if "DUNGHEN_SMTP_HOST" in os.environ:
        return False
    port = _free_port(MAIL_PORT)
    os.environ.update(DUNGHEN_SMTP_HOST="127.0.0.1", DUNGHEN_SMTP_PORT=str(port), DUNGHEN_SMTP_TLS="none")
    stack.enter_context(MailCatcher(place.mail, "127.0.0.1", port))
    return True


def _password(path: Path) -> str:
    """The password of ``admin``: made at the first start, kept in a file that only its owner reads."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(json.dumps({"admin": secrets.token_urlsafe(9)}) + "\n", encoding="ascii")
    return str(json.loads(path.read_text(encoding="ascii"))["admin"])


def _environment(place: Place, port: int) -> dict[str, str]:
    worker = _free_port(8793)
    made = {
        **airflow_environment(place.home),
        **server_environment(port, (worker, _free_port(worker + 1)), place.passwords),
    }
    # What the operator has set in the environment wins over what is made here.
    environment = {**made, **os.environ, "AIRFLOW_HOME": str(place.home)}
    # Without compiled modules every process of Airflow starts three times slower.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    # ``airflow standalone`` starts its components by the bare name «airflow».
    environment["PATH"] = f"{airflow_command().parent}{os.pathsep}{environment.get('PATH', '')}"
    return environment


def _wait_until_healthy(airflow: AirflowProcesses, port: int, stopped: _Stop) -> None:
    began = time.monotonic()
    with console.status("Đang khởi động Airflow … / starting Airflow …") as status:
        while not stopped and not is_healthy(port):
            airflow.check()
            waited = time.monotonic() - began
            if waited > BOOT_SECONDS:
                raise CannotStartError(f"Airflow chưa sẵn sàng sau {BOOT_SECONDS} giây. / Airflow is not ready yet.")
            status.update(f"Đang khởi động Airflow … / starting Airflow … {waited:.0f} s")
            time.sleep(0.5)
    if not stopped:
        console.print(f"Airflow sẵn sàng sau {time.monotonic() - began:.0f} giây. / ready.")


def start_at(config: Config, today: date) -> Plan | None:
    """The plan with the most days of work still to come: what a newcomer opens first is alive."""
    to_come = {plan.id: sum(day >= today for day in fire_days(plan, config.office)) for plan in config.sound_plans}
    return max(config.sound_plans, key=lambda plan: to_come[plan.id], default=None)


def _announce(port: int, password: str, place: Place, config: Config, *, catches: bool) -> None:
    url = f"http://localhost:{port}"
    sound = list(config.sound_plans)
    broken = len(config.plans) - len(sound)
    first = start_at(config, local_day(now_in_hanoi()))
    rows = [
        ("Địa chỉ / address", f"[bold]{url}[/bold]"),
        ("Đăng nhập / login", f"[bold]admin[/bold]   mật khẩu / password  [bold]{password}[/bold]"),
        (
            "Kế hoạch / plans",
            f"{len(sound)}" + (f" [red](+ {broken} tệp lỗi: xem DAG broken_plan__…)[/red]" if broken else ""),
        ),
        ("Bắt đầu ở / start at", f"{url}/dags/{first.id}" if first else url),
        ("Thư chờ duyệt / approvals", f"{url}/required_actions"),
        ("Thư đã gửi / mails", f"{near(place.mail)}/*.eml" if catches else "máy chủ DUNGHEN_SMTP_HOST"),
        ("Thả bài nộp / drop forms", f"{near(place.var / 'inbox')}/"),
        ("Nhật ký / log", near(place.log)),
    ]
    width = max(len(name) for name, _ in rows)
    body = "\n".join(f"{name:<{width}}  {value}" for name, value in rows)
    console.print(Panel(body, title="Đúng Hẹn", subtitle="Ctrl-C để dừng / to stop", expand=False, padding=(1, 2)))


if __name__ == "__main__":
    sys.exit(main())
