"""`hall host` and `hall join`: one PC serves the others, and a PC comes to it with its connection file."""

import json
import signal
import sys
import time
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from ui.commands.frame import Commands
from ui.commands.options import AsJson
from ui.shared.i18n import sentence, tr

host_commands = Commands(no_args_is_help=True, help=tr("One PC of the hall serves the others."))
STOP_SECONDS = 90.0


@host_commands.command("setup", help=tr("Make this PC the host, once: server, certificate, tables."))
def setup(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None, typer.Option("--name", help=tr("Name or address of this PC in the hall."))
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help=tr("Port for the other PCs; the first free one."))] = 0,
    server: Annotated[str, typer.Option(help=tr("A given server: postgresql://administrator:password@host/…"))] = "",
    authority: Annotated[
        Path | None, typer.Option("--ca", help=tr("Certificate of the given server’s authority."))
    ] = None,
    user: Annotated[str, typer.Option(help=tr("System user of the server when root sets it up."))] = "hall-host",
) -> None:
    """Set the host up."""
    from hall.host.binaries import see_that_it_is_nobodys_else
    from hall.host.setup import Wishes, set_up

    see_that_it_is_nobodys_else(user)
    typer.echo(tr("Setting the host up: this takes up to a minute."))
    settled = set_up(ctx.obj, Wishes(tuple(name or ()), port, server, authority, user))
    typer.echo(tr("The host is set up: port {port}, found under {names}.", port=settled.port,
                  names="、".join(settled.names)))  # fmt: skip
    if (ctx.obj / "hall.db").exists():
        typer.echo(tr("A hall of one PC is here. Next: hall host run; then, in another terminal, hall move --to host."))
    else:
        typer.echo(tr("Next: hall host run; then, in another terminal, hall init."))


@host_commands.command("run", help=tr("Serve the other PCs until Ctrl-C or hall host stop."))
def run(ctx: typer.Context) -> None:
    """Serve."""
    from hall.host.running import Host

    host = Host(ctx.obj)
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_signal: host.end())
    typer.echo(tr("The host serves on port {port}. Ctrl-C ends it.", port=host.news.port))
    host.run()
    typer.echo(tr("The host has ended; everything is saved."))


@host_commands.command("stop", help=tr("End the running host cleanly."))
def stop(ctx: typer.Context) -> None:
    """Ask the host to end and wait for it."""
    from hall.host.plan import Places
    from hall.host.running import news_of
    from hall.kernel.clock import SystemClock
    from hall.kernel.refusal import Refusal

    places, clock = Places(ctx.obj), SystemClock()
    if news_of(places, clock.now()) is None:
        raise Refusal("host.not_running")
    places.stop.touch()
    until = time.monotonic() + STOP_SECONDS
    while news_of(places, clock.now()) is not None:
        if time.monotonic() > until:
            raise Refusal("host.does_not_stop")
        time.sleep(0.2)
    typer.echo(tr("The host has ended; everything is saved."))


@host_commands.command("status", help=tr("Show how the host is and which PCs are connected."))
def status(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Show the state; exit code 1 when it does not run."""
    from hall.host.status import status_of

    state = status_of(ctx.obj)
    if as_json:
        typer.echo(json.dumps(asdict(state), ensure_ascii=False, default=_plain))
    else:
        typer.echo("\n".join(_lines(state)))
    raise typer.Exit(0 if state.running else 1)


@host_commands.command("file", help=tr("Make the connection file of a PC, and its code."))
def connection_file(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help=tr("The file; take it to the PC on a stick."))],
    kind: Annotated[str, typer.Option(help=tr("counter, guide, kiosk, display, rating, supervisor or admin"))],
    number: Annotated[int, typer.Option(min=0, help=tr("Number of the counter."))] = 0,
) -> None:
    """Make a connection file."""
    from hall.host.inviting import invite
    from hall.kernel.refusal import Refusal
    from printing.spooler import write_whole

    if out.exists():
        raise Refusal("backup.exists", file=out.name)
    made = invite(ctx.obj, kind, number)
    write_whole(out.parent, out.name, made.sealed)
    typer.echo(tr("The connection file is {file}. It is good for seven days.", file=out))
    name = _name_of(ctx.obj, made.device_id)
    typer.echo(tr("In the list of devices the PC is called “{name}”: write that on it.", name=name))
    typer.echo(tr("Connection code, to be said or written down, never kept with the file: {code}", code=made.code))
    typer.echo(tr("Fingerprint of the host: {fingerprint}", fingerprint=made.fingerprint))


@host_commands.command("backup", help=tr("Make the nightly copy now, and prove it."))
def backup(ctx: typer.Context) -> None:
    """Copy now."""
    from hall.host import copying, plan
    from hall.host.binaries import identity_for
    from hall.host.cluster import Cluster
    from hall.host.plan import Places
    from hall.host.running import news_of
    from hall.kernel.clock import SystemClock
    from hall.kernel.refusal import Refusal

    settled = plan.read(ctx.obj)
    now = SystemClock().now()
    if settled.given:
        done = copying.portable(ctx.obj, Places(ctx.obj), settled.copies, now)
        typer.echo(tr("The portable copy is made; the server itself is copied by those who look after it: {file}",
                      file=done))  # fmt: skip
        return
    if news_of(Places(ctx.obj), now) is None:
        raise Refusal("host.not_running")
    cluster = Cluster(ctx.obj, settled, plan.master_password(ctx.obj), identity_for(settled.user))
    done = copying.copy(cluster, now)
    copying.portable(ctx.obj, Places(ctx.obj), settled.copies, now)
    typer.echo(tr("The copy is made and proven: {folder}", folder=done))


@host_commands.command("recover", help=tr("Write a copy of the hall as it was at one minute; the host goes on."))
def recover(
    ctx: typer.Context,
    at: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"], help=tr("The minute, in hall time."))
    ],
    out: Annotated[Path, typer.Option(help=tr("The copy; hall restore brings it back."))],
) -> None:
    """Write the hall of one minute; exit code 1 when its data do not hold."""
    from hall.host.recovering import recover as play_back

    typer.echo(tr("Playing the log back: this can take some minutes."))
    done = play_back(ctx.obj, at, out)
    typer.echo(tr("The hall as it was at {at} is in {file}; it starts from the nightly copy of {base}.",
                  at=f"{at:%Y-%m-%d %H:%M:%S}", file=out, base=_time(done.base)))  # fmt: skip
    typer.echo("\n".join(done.problems) or tr("Check found nothing wrong."))
    typer.echo(tr("Next: close all windows, then hall restore {file} --replace.", file=out))
    raise typer.Exit(1 if done.problems else 0)


@host_commands.command("renew", help=tr("Give the host a new certificate; the other PCs need no change."))
def renew(
    ctx: typer.Context,
    new_authority: Annotated[
        bool, typer.Option("--new-authority", help=tr("A new authority too: every PC then joins anew."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=tr("Do not ask."))] = False,
) -> None:
    """Renew the certificate."""
    from hall.host import inviting, plan, renewing
    from hall.host.certificates import fingerprint

    question = tr("No PC can connect any more until it has taken in a new connection file. Go on?")
    if new_authority and not yes and not typer.confirm(question):
        raise typer.Exit(1)
    end = renewing.renew(ctx.obj, new_authority=new_authority).astimezone()
    typer.echo(tr("The new certificate is good until {day}; a running host shows it at once.", day=f"{end:%Y-%m-%d}"))
    if new_authority:
        shown = fingerprint(inviting.authority_of(ctx.obj, plan.read(ctx.obj)))
        typer.echo(tr("Fingerprint of the host: {fingerprint}", fingerprint=shown))
        typer.echo(tr("Next: hall host file for each PC, and hall join there."))


@host_commands.command("install", help=tr("Start the host with this PC from now on."))
def install(
    ctx: typer.Context,
    start: Annotated[bool, typer.Option(help=tr("Switch it on at once."))] = True,
) -> None:
    """Install the service."""
    from hall.host import plan
    from hall.host.service import install as put_in

    plan.read(ctx.obj)
    done = put_in(ctx.obj, Path(sys.argv[0]).absolute(), start=start)
    typer.echo(tr("Written: {file}", file=done.file))
    if done.commands:
        typer.echo(tr("Still to be typed by you:"))
        typer.echo("\n".join(f"    {command}" for command in done.commands))
    else:
        typer.echo(tr("The host runs now and starts with this PC."))


def join(folder: Path, file: Path, code: str, *, yes: bool) -> int:
    """Take a connection file in after its code was typed and its hall looked at; answers with the exit code.

    Raises:
        Refusal: `host.…`, `ui.unreadable_file`.
    """
    from hall.host import joining
    from hall.kernel.refusal import Refusal
    from ui.shared.devices import command_of_window, remember

    try:
        sealed = file.read_bytes()
    except OSError as wrong:
        raise Refusal("ui.unreadable_file", file=file.name) from wrong
    offered = joining.look(sealed, code or typer.prompt(tr("Connection code")))
    typer.echo(tr("Hall: {name}", name=offered.hall_name))
    typer.echo(tr("Fingerprint of the host: {fingerprint}", fingerprint=offered.fingerprint))
    if not yes and not typer.confirm(tr("Is it the same as on the host (hall host status)?")):
        return 1
    joining.join(folder, offered)
    remember(folder, offered.kind, offered.number, offered.invitation.device)
    command = command_of_window(folder, offered.kind, offered.number)
    typer.echo(tr("This PC belongs to the hall. Next: {command}", command=command))
    return 0


def _name_of(folder: Path, device_id: str) -> str:
    """Return what a device is called."""
    from hall.opening import open_hall
    from hall.service import SystemHall, security_views

    with closing(open_hall(folder, kind=SystemHall)) as hall:
        return hall.see(security_views.device_names)[device_id]


def _lines(state: Any) -> list[str]:  # noqa: ANN401 -- hall.host is loaded late
    from hall.kernel.refusal import Refusal

    never = tr("not yet")
    lines = [
        tr("The host is running.") if state.running else tr("The host is not running: hall host run."),
        tr("Address: {names}, port {port}", names="、".join(state.names), port=state.port),
        *_copies(state, never),
        tr("Free on the disk: {size} GB", size=f"{state.free_bytes / 1e9:.1f}"),
        tr("Certificate ends: {at}", at=_time(state.certificate_ends) or tr("not known now")),
        tr("Fingerprint of the host: {fingerprint}", fingerprint=state.fingerprint),
    ]
    told = [Refusal(state.trouble)] if state.trouble else []
    lines[1:1] = map(sentence, [*told, state.warning] if state.warning else told)
    lines += [f"  {client.device}\t{client.address}\t{client.connections}" for client in state.clients]
    return lines


def _copies(state: Any, never: str) -> list[str]:  # noqa: ANN401 -- hall.host is loaded late
    if state.given:
        return [
            tr("The database server at {server} is looked after by others.", server=state.given),
            tr("Last nightly copy: {at}", at=_time(state.copied_at) or never),
        ]
    return [
        tr("Last nightly copy: {at}", at=_time(state.copied_at) or never),
        tr("Log archived until: {at}", at=_time(state.archived_until) or never),
    ]


def _time(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def _plain(value: object) -> str:
    from hall.kernel.refusal import Refusal

    if isinstance(value, Refusal):
        return sentence(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)
