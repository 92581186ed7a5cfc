"""`hall staff`: who works here, their passwords, roles and key files, and the devices that are registered."""

import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from hall.kernel.refusal import Refusal
from ui.commands.frame import Commands
from ui.shared.i18n import sentence, tr
from ui.shared.wording import ROLES, said

staff_commands = Commands(no_args_is_help=True, help=tr("The people who work in the hall."))
device_commands = Commands(no_args_is_help=True, help=tr("The windows that are registered as devices."))
staff_commands.add_typer(device_commands, name="device")

Number = Annotated[str, typer.Argument(help=tr("Staff number"))]
Roles = Annotated[
    list[str], typer.Option(help=tr("clerk, guide, reviewer, leader, supervisor, seal_keeper, grid_officer, admin."))
]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help=tr("Read the password from the first input line."))]


def asked_password(label: str, *, from_stdin: bool) -> str:
    """Return a password from the first line of the input, or typed twice; it never stands in a command."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    while True:
        answer: str = typer.prompt(label, hide_input=True)
        if typer.prompt(tr("Once more"), hide_input=True) == answer:
            return answer
        typer.echo(tr("The two are not the same: type the password again."), err=True)


@staff_commands.command("add", help=tr("Take on a member of staff."))
def add(
    ctx: typer.Context,
    number: Annotated[str, typer.Option(prompt=tr("Staff number"))],
    name: Annotated[str, typer.Option(prompt=tr("Name"))],
    role: Roles,
    department: Annotated[
        str, typer.Option(help=tr("Code of the department, as in the catalogue; community is the hall's own."))
    ] = "community",
    temporary: Annotated[bool, typer.Option(help=tr("Temporary staff sign nothing and hold no seal."))] = False,
    password_stdin: FromStdin = False,
) -> None:
    """Take on a member of staff; the password only opens the way to an own one."""
    from hall.opening import open_hall
    from hall.service import SystemHall, security

    password = asked_password(tr("Password"), from_stdin=password_stdin)
    with closing(open_hall(ctx.obj, kind=SystemHall)) as hall:
        hall.do(
            security.add_staff,
            number=number,
            name=name,
            department=department,
            roles=role,
            password=password,
            temporary=temporary,
            provisional=True,
        )
    _say_provisional(name, number)


@staff_commands.command("list", help=tr("List everybody who works here, or did."))
def list_all(ctx: typer.Context) -> None:
    """List the staff."""
    from hall.opening import open_hall
    from hall.service import SystemHall, security_views

    with closing(open_hall(ctx.obj, kind=SystemHall)) as hall:
        for line in hall.see(security_views.everybody):
            marks = (
                (tr("temporary"), line.card.temporary),
                (tr("key file"), line.key),
                (tr("locked"), line.locked),
                (tr("password to be changed"), line.must_change and line.active),
                (tr("left on {day}", day=line.left_on), not line.active),
            )
            told = [mark for mark, holds in marks if holds]
            typer.echo("  ".join((line.card.number, line.card.name, _role_names(line.card.roles), *told)))


@staff_commands.command("reset", help=tr("Give somebody a new password and lift the lock."))
def reset(ctx: typer.Context, number: Number, password_stdin: FromStdin = False) -> None:
    """Reset a password."""
    from hall.opening import open_hall
    from hall.service import SystemHall, security, security_views

    with closing(open_hall(ctx.obj, kind=SystemHall)) as hall:
        card = hall.see(security_views.staff_numbered, number=number)
        password = asked_password(tr("Password"), from_stdin=password_stdin)
        hall.do(security.reset_password, staff_id=card.id, new=password, provisional=True)
    _say_provisional(card.name, number)


@staff_commands.command("roles", help=tr("Give somebody other roles."))
def roles(
    ctx: typer.Context,
    number: Number,
    role: Roles,
) -> None:
    """Set roles."""
    from hall.opening import open_hall
    from hall.service import SystemHall, security, security_views

    with closing(open_hall(ctx.obj, kind=SystemHall)) as hall:
        card = hall.see(security_views.staff_numbered, number=number)
        hall.do(security.set_roles, staff_id=card.id, roles=role)
    typer.echo(tr("{name} ({number}): {roles}.", name=card.name, number=number, roles=_role_names(role)))


@staff_commands.command("leave", help=tr("Let somebody leave for good; refused while anything of theirs is open."))
def leave(
    ctx: typer.Context,
    number: Number,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help=tr("The last day; today by default."))
    ] = None,
) -> None:
    """Let somebody leave."""
    from hall.opening import open_hall
    from hall.service import SystemHall, security, security_views

    with closing(open_hall(ctx.obj, kind=SystemHall)) as hall:
        card = hall.see(security_views.staff_numbered, number=number)
        day = on.date() if on else hall.see(lambda reading: reading.today)
        hall.do(security.leave, staff_id=card.id, on=day)
    typer.echo(tr("{name} ({number}) has left: no sign-in, no key file.", name=card.name, number=number))


@staff_commands.command("back", help=tr("Take on again who had left, under the old number."))
def back(ctx: typer.Context, number: Number, password_stdin: FromStdin = False) -> None:
    """Take somebody on again."""
    from hall.opening import open_hall
    from hall.service import SystemHall, security, security_views

    with closing(open_hall(ctx.obj, kind=SystemHall)) as hall:
        card = hall.see(security_views.staff_numbered, number=number)
        password = asked_password(tr("Password"), from_stdin=password_stdin)
        hall.do(security.come_back, staff_id=card.id, password=password)
    _say_provisional(card.name, number)


@staff_commands.command("key", help=tr("Make somebody's key file, on a USB stick; the ones before it hold no more."))
def key(
    ctx: typer.Context,
    number: Number,
    out: Annotated[Path | None, typer.Option(help=tr("Folder of the stick."))] = None,
    revoke: Annotated[bool, typer.Option("--revoke", help=tr("Only take the key files out of use."))] = False,
) -> None:
    """Make or revoke a key file."""
    from hall.opening import open_hall
    from hall.service import SystemHall, security, security_keyfiles, security_views

    if revoke is (out is not None):
        raise typer.BadParameter(tr("Say --out FOLDER, or --revoke."))
    with closing(open_hall(ctx.obj, kind=SystemHall)) as hall:
        card = hall.see(security_views.staff_numbered, number=number)
        if out is None:
            hall.do(security.revoke_keys, staff_id=card.id)
            typer.echo(tr("The key files of {name} hold no more.", name=card.name))
            return
        hall.do(security.add_key, staff_id=card.id, public=security_keyfiles.make_key(out, number))
    file = out / security_keyfiles.file_name(number)
    typer.echo(tr("The key file of {name} is {file}: keep it on the stick only.", name=card.name, file=file))


@device_commands.command("list", help=tr("List the devices in use."))
def list_devices(ctx: typer.Context) -> None:
    """List the devices."""
    from hall.opening import open_hall
    from hall.service import SystemHall, security_views

    with closing(open_hall(ctx.obj, kind=SystemHall)) as hall:
        for card in hall.see(security_views.devices):
            typer.echo(f"{card.id}  {card.kind}  {card.name}")


@device_commands.command("retire", help=tr("Take a device out of use: its window closes itself."))
def retire(
    ctx: typer.Context,
    device: Annotated[str, typer.Argument(help=tr("The device's key, as the list shows it."))],
    reason: Annotated[str, typer.Option(prompt=tr("Why it goes out of use"))],
) -> None:
    """Retire a device."""
    from hall.opening import open_hall
    from hall.service import SystemHall, security, security_views

    with closing(open_hall(ctx.obj, kind=SystemHall)) as hall:
        name = next((card.name for card in hall.see(security_views.devices) if card.id == device), None)
        if name is None:
            raise Refusal("security.unknown_device")
        hall.do(security.retire_device, device_id=device, reason=reason)
    typer.echo(tr("{name} is out of use.", name=name))


@device_commands.command("forget", help=tr("Forget what this PC keeps of a window; the next start registers it anew."))
def forget(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(help=tr("counter, guide, kiosk, display, rating, supervisor, admin."))],
    number: Annotated[int, typer.Argument(min=0, help=tr("Number of the counter."))] = 0,
) -> None:
    """Forget a device."""
    from ui.shared.devices import forget_device

    forget_device(ctx.obj, kind, number)
    typer.echo(tr("The next start of that window registers it anew."))


def first_admin(folder: Path, number: str, name: str, *, from_fd: int | None) -> None:
    """See that a hall has somebody who administers it, with a password of their own.

    Asks for what was not said, and again for a password that is too weak. Where nobody can be asked, the windows stay
    shut until somebody is; that is said.
    """
    from hall.opening import open_hall
    from hall.service import SystemHall, security, security_views

    with closing(open_hall(folder, kind=SystemHall)) as hall:
        if hall.see(security_views.has_admin):
            return
        asks = sys.stdin.isatty()
        if not asks and (from_fd is None or not number or not name):
            typer.echo(tr("Nobody administers this hall yet: run hall init again and give the first administrator."))
            return
        number = number or typer.prompt(tr("Staff number of the first administrator"))
        name = name or typer.prompt(tr("Name of the first administrator"))
        while True:
            password = _password_from(from_fd)
            try:
                hall.do(
                    security.add_staff,
                    number=number,
                    name=name,
                    department="community",
                    roles=["admin"],
                    password=password,
                )
            except Refusal as refusal:
                if from_fd is not None or not refusal.code.startswith(("security.password", "security.weak")):
                    raise
                typer.echo(sentence(refusal))
                continue
            break
    typer.echo(tr("{name} ({number}) administers this hall.", name=name, number=number))


def _role_names(roles: Iterable[str]) -> str:
    return "、".join(said(ROLES, role) or role for role in roles)


def _say_provisional(name: str, number: str) -> None:
    typer.echo(tr("{name} ({number}) can sign in now, and first chooses an own password.", name=name, number=number))


def _password_from(fd: int | None) -> str:
    if fd is None:
        return asked_password(tr("Password of the first administrator"), from_stdin=False)
    if fd == 0:
        return sys.stdin.readline().rstrip("\r\n")
    with open(fd, encoding="utf-8", closefd=False) as source:
        return source.readline().rstrip("\r\n")
