"""``live on | off | status``: whether mail goes to its true recipients."""

from __future__ import annotations

import typer

from dunghen.entrypoints.clock import now_in_hanoi
from dunghen.entrypoints.commands.options import By, open_ledgers
from dunghen.loading.load import load_config
from dunghen.records import Realm
from dunghen.settings import Settings

app = typer.Typer(help="Gửi thật hay diễn tập.", no_args_is_help=True)


@app.command("on")
def on(by: By = "operator") -> None:
    """Bật gửi thật. Bị từ chối khi còn địa chỉ giữ chỗ; từng địa chỉ được nêu ra."""
    from dunghen.wiring import refuse_placeholders

    refuse_placeholders(load_config(Settings.from_environment().config).office)
    _switch(Realm.LIVE, by)


@app.command("off")
def off(by: By = "operator") -> None:
    """Tắt gửi thật: mọi thư lại về hộp thư diễn tập."""
    _switch(Realm.REHEARSAL, by)


@app.command("status")
def status() -> None:
    """Cho biết đang gửi thật (live), diễn tập (rehearsal) hay giữ thư (held), và vì sao."""
    from dunghen.running.mark import MODE_SWITCH, hold_notice, hold_of
    from dunghen.wiring import mark_file, mode_in_force

    settings = Settings.from_environment()
    with open_ledgers(settings) as ledger_of:
        ledger = ledger_of(Realm.REHEARSAL)
        mode, switch = mode_in_force(settings, ledger), ledger.switch(MODE_SWITCH)
        hold = hold_of(ledger_of(mode), mark_file(settings))
    if hold:
        typer.echo(f"held: {hold_notice(hold)}")
        return
    why = "DUNGHEN_MODE" if settings.mode else "công tắc «dunghen live»" if switch else "mặc định"
    typer.echo(f"{mode.value} ({why})")


def _switch(realm: Realm, by: str) -> None:
    from dunghen.running.mark import MODE_SWITCH, hold_notice, hold_of, keep_mode
    from dunghen.wiring import mark_file

    settings = Settings.from_environment()
    with open_ledgers(settings) as ledger_of:
        ledger, marks = ledger_of(realm), mark_file(settings)
        ledger.set_switch(MODE_SWITCH, realm.value, by=by, now=now_in_hanoi())
        keep_mode(ledger, marks, realm)
        hold = hold_of(ledger, marks)
    typer.echo(realm.value)
    if hold:
        typer.echo(f"Chú ý: {hold_notice(hold)}", err=True)
    if settings.mode and settings.mode is not realm:
        typer.echo(f"Chú ý: DUNGHEN_MODE={settings.mode.value} đang thắng công tắc này.", err=True)
