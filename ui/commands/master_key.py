"""`hall key`: the master key on paper, and taken in again on another PC."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.frame import Commands
from ui.shared.i18n import tr

master_key_commands = Commands(no_args_is_help=True, help=tr("The key under which personal data lies sealed."))


@master_key_commands.command("sheet", help=tr("Draw the recovery sheet, to be printed and locked away."))
def sheet(ctx: typer.Context, out: Annotated[Path, typer.Option(help=tr("The PDF file to write."))]) -> None:
    """Draw the recovery sheet."""
    write_sheet(ctx.obj, out)


@master_key_commands.command("enter", help=tr("Take in the code of the recovery sheet, for a PC without the key."))
def enter(
    ctx: typer.Context,
    code: Annotated[str, typer.Option(prompt=tr("Recovery code"), hide_input=True, envvar="HALL_RECOVERY_CODE")],
) -> None:
    """Take in a recovery code."""
    from hall.opening import enter_key

    enter_key(ctx.obj, code)
    typer.echo(tr("The code is right: this PC can read the hall's personal data from now on."))


def see_to_sheet(folder: Path, file: Path | None) -> None:
    """Write the sheet of a hall that was just set up, or say that it must be printed."""
    if file is not None:
        write_sheet(folder, file)
        return
    typer.echo(
        tr(
            "Personal data is sealed with a key that only this PC has. "
            "Print the recovery sheet now: hall key sheet --out FILE."
        )
    )


def write_sheet(folder: Path, file: Path) -> None:
    """Draw the recovery sheet into a file: past the outbox, so that the code stays in no table.

    Raises:
        Refusal: `storage.key_missing`, `printing.…`.
    """
    from hall.kernel.dates import chinese_date
    from hall.opening import open_hall, recovery_code
    from hall.service import SystemHall, documents_recovery_paper, facts_of, keys
    from printing.drawing import draw
    from printing.spooler import write_whole

    code, key_id = recovery_code(folder)
    hall = open_hall(folder, kind=SystemHall)
    try:
        facts, now = hall.see(facts_of), hall.see(lambda reading: reading.local(reading.now))
        hall.do(keys.note_recovery_sheet)
    finally:
        hall.close()
    content = documents_recovery_paper.recovery_sheet(
        hall=facts.name, code=code, key_id=key_id, day=chinese_date(now.date())
    )
    copy = documents_recovery_paper.copy_at(content, now.strftime("%Y-%m-%d %H:%M"))
    write_whole(file.parent, file.name, draw(content, copy), private=True)
    typer.echo(tr("The recovery sheet is in {file}. Print it twice, lock both away, then delete the file.", file=file))
