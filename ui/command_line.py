"""The command line of the hall: every command ends with 0 (done), 1 (refused or failed) or 2 (wrong usage)."""

import gc
import json
import logging
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path, user_log_path

from hall.kernel.refusal import Refusal
from ui.commands.backup_group import backup_commands
from ui.commands.counters_group import counter_commands
from ui.commands.evening import evening_commands, post_commands
from ui.commands.frame import Commands, run
from ui.commands.holidays_group import holiday_commands
from ui.commands.host import host_commands
from ui.commands.leaflets import leaflet_commands
from ui.commands.master_key import master_key_commands, see_to_sheet
from ui.commands.options import AsJson, TableFile
from ui.commands.parcels import parcel_commands
from ui.commands.printers import printer_commands
from ui.commands.privacy_group import privacy_commands
from ui.commands.proofs import proof_commands
from ui.commands.record import record_commands
from ui.commands.refused import command_of, note_refusal
from ui.commands.seals import seal_commands
from ui.commands.settings_group import setting_commands
from ui.commands.staff import first_admin, staff_commands
from ui.commands.stock import stock_commands
from ui.shared.i18n import sentence, tr

app = Commands(
    no_args_is_help=True,
    help=tr("One-Stop Hall: tickets, first-contact casework and papers for community service halls."),
)
catalogue_commands = Commands(no_args_is_help=True, help=tr("The matters on offer."))
people_commands = Commands(no_args_is_help=True, help=tr("The register of residents."))
appointment_commands = Commands(no_args_is_help=True, help=tr("Places kept for those who come at a set time."))
app.add_typer(appointment_commands, name="appointments")
app.add_typer(catalogue_commands, name="catalogue")
app.add_typer(people_commands, name="people")
app.add_typer(staff_commands, name="staff")
app.add_typer(counter_commands, name="counters")
app.add_typer(post_commands, name="posts")
app.add_typer(evening_commands)
app.add_typer(backup_commands)
app.add_typer(leaflet_commands)
app.add_typer(proof_commands)
app.add_typer(record_commands)
app.add_typer(parcel_commands)
app.add_typer(seal_commands, name="seals")
app.add_typer(stock_commands, name="stock")
app.add_typer(host_commands, name="host")
app.add_typer(printer_commands, name="printers")
app.add_typer(master_key_commands, name="key")
app.add_typer(privacy_commands, name="privacy")
app.add_typer(setting_commands, name="settings")
app.add_typer(holiday_commands, name="holidays")

_folder = user_data_path("one-stop-hall", appauthor=False)
_log = user_log_path("one-stop-hall", appauthor=False) / "hall.log"


# Loading the rooms makes some 200,000 objects that all stay; by default the collector walks them hundreds of times.
_RARE_COLLECTIONS = (100_000, 50, 50)


def main() -> None:
    """Run the command line; a refusal is one sentence on stderr and exit code 1."""
    gc.set_threshold(*_RARE_COLLECTIONS)
    _keep_log()
    try:
        sys.exit(run(app))
    except Refusal as refusal:
        note_refusal(_folder, refusal, command_of(app, sys.argv[1:]))
        sys.exit(_failed(sentence(refusal)))
    except BrokenPipeError:
        os._exit(1)  # whoever read the output has gone; nothing is left to say
    except Exception:  # the last resort: a person gets a sentence, the log has the rest
        logging.getLogger("hall.crash").exception("the command failed")
        sys.exit(
            _failed(tr("The program has met a fault and stopped; nothing half-done was saved. See {log}.", log=_log))
        )


@app.callback()
def where(
    ctx: typer.Context,
    data: Annotated[Path | None, typer.Option("--data", envvar="HALL_DATA", help=tr("The hall's data folder."))] = None,
) -> None:
    """Note the data folder for the command that follows."""
    global _folder
    ctx.obj = _folder = data or _folder


@app.command(help=tr("Open a sample hall on this PC: every window that a hall has, side by side."))
def demo(
    screenshots: Annotated[
        Path | None, typer.Option(help=tr("Live the sample without a screen and leave a picture of every window here."))
    ] = None,
) -> None:
    """Open the sample hall."""
    from ui.commands.demo import open_demo, picture_demo

    raise typer.Exit(picture_demo(_folder, screenshots) if screenshots else open_demo(_folder))


@app.command(help=tr("Set up a real hall in the data folder."))
def init(
    name: Annotated[str, typer.Option(prompt=tr("Name of the hall"), help=tr("As it stands on papers."))],
    region: Annotated[str, typer.Option(help=tr("Six digits of GB/T 2260."))] = "000000",
    address: Annotated[str, typer.Option(help=tr("Where residents find it."))] = "",
    phone: Annotated[str, typer.Option(help=tr("Telephone for enquiries."))] = "",
    counters: Annotated[int, typer.Option(min=1, max=999, help=tr("How many counters; each takes every service."))] = 4,
    admin_number: Annotated[str, typer.Option(help=tr("Staff number of the first administrator."))] = "",
    admin_name: Annotated[str, typer.Option(help=tr("Name of the first administrator."))] = "",
    admin_password_fd: Annotated[
        int | None, typer.Option(min=0, help=tr("Read their password from this file descriptor; 0 is the input."))
    ] = None,
    sheet: Annotated[Path | None, typer.Option(help=tr("Where to write the recovery sheet."))] = None,
) -> None:
    """Set up a real hall with counters and the catalogue that the product brings along."""
    from hall.service import HallFacts
    from ui.commands.founding import found

    found(_folder, HallFacts(name=name, region=region, address=address, phone=phone), counters)
    first_admin(_folder, admin_number, admin_name, from_fd=admin_password_fd)
    typer.echo(tr("The hall is set up in {folder}. Next: hall staff add.", folder=_folder))
    see_to_sheet(_folder, sheet)


@app.command(help=tr("Take a connection file in: this PC comes to the hall's host from now on."))
def join(
    file: Annotated[Path, typer.Argument(help=tr("The connection file from the host."))],
    code: Annotated[str, typer.Option(help=tr("The code that belongs to it; asked for without."))] = "",
    yes: Annotated[bool, typer.Option("--yes", help=tr("Do not ask whether the fingerprint is right."))] = False,
) -> None:
    """Join a hall."""
    from ui.commands.host import join as take_in

    raise typer.Exit(take_in(_folder, file, code, yes=yes))


@catalogue_commands.command("import", help=tr("Read catalogue files; a changed matter becomes a new version."))
def catalogue_import(files: Annotated[list[Path], typer.Argument(help=tr("YAML files or folders."))]) -> None:
    """Import catalogue files."""
    from ui.commands.catalogue_import import import_files

    raise typer.Exit(import_files(_folder, files))


@appointment_commands.command("import", help=tr("Take over appointments booked elsewhere; wrong rows are named."))
def appointments_import(
    file: TableFile,
    as_json: AsJson = False,
) -> None:
    """Import appointments."""
    from ui.commands.appointments import import_file

    raise typer.Exit(import_file(_folder, file, as_json=as_json))


@appointment_commands.command("list", help=tr("List the appointments of a day."))
def appointments_list(
    day: Annotated[datetime | None, typer.Argument(formats=["%Y-%m-%d"], help=tr("The day; today by default."))] = None,
    as_json: AsJson = False,
) -> None:
    """List the appointments of a day."""
    from ui.commands.appointments import list_day

    raise typer.Exit(list_day(_folder, day.date() if day else None, as_json=as_json))


@people_commands.command("import", help=tr("Take residents over from a roster; every wrong row is named."))
def people_import(
    file: TableFile,
    check: Annotated[bool, typer.Option("--check", help=tr("Only say what is wrong; take nothing in."))] = False,
    bad: Annotated[
        Path | None, typer.Option("--bad", help=tr("Write the wrong rows into this workbook, to correct and import."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Import residents."""
    from ui.commands.people import import_file

    raise typer.Exit(import_file(_folder, file, check=check, bad=bad, as_json=as_json))


@app.command(help=tr("Open a counter's window."))
def counter(number: Annotated[int, typer.Argument(min=1, help=tr("Number of the counter."))]) -> None:
    """Open a counter's window."""
    from ui.commands.desks import open_desk

    raise typer.Exit(open_desk(_folder, "counter", number))


@app.command(help=tr("Open the administrator's window: staff, devices, settings, the record, copies."))
def admin() -> None:
    """Open the administrator's window."""
    from ui.commands.desks import open_desk

    raise typer.Exit(open_desk(_folder, "admin"))


@app.command(help=tr("Open the window of the guide's desk."))
def guide() -> None:
    """Open the window of the guide's desk."""
    from ui.commands.desks import open_desk

    raise typer.Exit(open_desk(_folder, "guide"))


@app.command(help=tr("Open the ticket kiosk."))
def kiosk(
    windowed: Annotated[bool, typer.Option(help=tr("Not full screen."))] = False,
    no_reader: Annotated[bool, typer.Option("--no-reader", help=tr("Without a card reader or scanner."))] = False,
) -> None:
    """Open the kiosk."""
    from ui.commands.windows import open_kiosk

    raise typer.Exit(open_kiosk(_folder, windowed=windowed, reader=not no_reader))


@app.command(help=tr("Open the queue display."))
def display(
    windowed: Annotated[bool, typer.Option(help=tr("Not full screen."))] = False,
    area: Annotated[str, typer.Option(help=tr("The part of the hall whose counters it shows; all without it."))] = "",
    large: Annotated[bool, typer.Option("--large", help=tr("Large type: fewer words, and larger ones."))] = False,
    theme: Annotated[str, typer.Option(help=tr("Colours: day, or contrast for weak eyes and glare."))] = "day",
) -> None:
    """Open the display."""
    from ui.commands.windows import open_display
    from ui.shared.theme import theme_names

    if theme not in theme_names():
        raise typer.BadParameter(tr("Unknown colours; known are: {names}.", names="、".join(theme_names())))
    raise typer.Exit(open_display(_folder, windowed=windowed, area=area, large=large, theme=theme))


@app.command(help=tr("Open the screen at a counter that faces the resident: number, words, rating."))
def rating(
    number: Annotated[int, typer.Argument(min=1, help=tr("Number of the counter."))],
    windowed: Annotated[bool, typer.Option(help=tr("Not full screen."))] = False,
) -> None:
    """Open the screen at a counter."""
    from ui.commands.windows import open_rating

    raise typer.Exit(open_rating(_folder, number, windowed=windowed))


@app.command(help=tr("Open the window of the head of the hall and the supervisor."))
def supervisor() -> None:
    """Open the supervisor's window."""
    from ui.commands.desks import open_desk

    raise typer.Exit(open_desk(_folder, "supervisor"))


@app.command(help=tr("Live simulated days through the real actions and the real database, and write a report."))
def day(
    out: Annotated[Path, typer.Option(help=tr("Folder for the report and the papers."))] = Path("hall-day"),
    profile: Annotated[str, typer.Option(help=tr("The size of the hall."))] = "street",
    residents: Annotated[int | None, typer.Option(min=1, help=tr("Visitors a day."))] = None,
    counters: Annotated[int | None, typer.Option(min=1, max=40, help=tr("Open counters."))] = None,
    days: Annotated[int, typer.Option(min=1, max=400, help=tr("Days to live."))] = 1,
    seed: Annotated[int, typer.Option(help=tr("The same seed lives the same days."))] = 1,
    no_papers: Annotated[bool, typer.Option("--no-papers", help=tr("Do not draw the papers."))] = False,
    as_json: AsJson = False,
) -> None:
    """Live simulated days."""
    from ui.commands.day import DayOrder, live

    order = DayOrder(out, profile, residents, counters, days, seed, papers=not no_papers)
    raise typer.Exit(live(_folder, order, as_json=as_json))


@app.command(help=tr("Prove that the hall's data is whole."))
def check(
    sink: Annotated[
        Path | None, typer.Option(help=tr("Compare the record with its second place too: the file or its folder."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Prove the data."""
    from ui.commands.audit import problems_in

    problems = problems_in(_folder, sink)
    if as_json:
        typer.echo(json.dumps({"whole": not problems, "problems": problems}, ensure_ascii=False))
    else:
        typer.echo("\n".join(problems) or tr("The data is whole: numbers, journals, audit chains and responsibility."))
    raise typer.Exit(1 if problems else 0)


@app.command(help=tr("Play scenarios that staff have written down, and print what differs."))
def scenario(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=tr("YAML files, or folders of them."))],
    as_json: AsJson = False,
) -> None:
    """Play scenarios; no data folder is needed."""
    from ui.commands.scenario import play_files

    raise typer.Exit(play_files(files, as_json=as_json))


@app.command(help=tr("Draw one of every paper that the hall issues."))
def papers(gallery: Annotated[Path, typer.Option(help=tr("Folder for the PDF files."))]) -> None:
    """Draw the gallery of papers."""
    from hall.service import cases_samples, documents_samples, privacy_samples, templates_samples
    from printing.gallery import write_gallery

    more = (
        cases_samples.case_samples(),
        templates_samples.template_samples(),
        privacy_samples.privacy_samples(),
        documents_samples.document_samples(),
    )
    files = write_gallery(gallery, {name: paper for each in more for name, paper in each.items()})
    typer.echo(tr("{count} papers drawn in {folder}.", count=len(files), folder=gallery))


@app.command(help=tr("Measure the hall's speed beside the bare database, in one run."))
def bench(
    quick: Annotated[bool, typer.Option(help=tr("20,000 rows of history, done within 40 seconds."))] = False,
    url: Annotated[
        str, typer.Option(help=tr("A PostgreSQL server to measure too; its databases are made and dropped."))
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Run the benchmarks."""
    from ui.bench import run_benchmarks

    raise typer.Exit(run_benchmarks(quick=quick, as_json=as_json, url=url))


def _failed(words: str) -> int:
    typer.echo(words, err=True)
    return 1


class _UpgradeWords(logging.Handler):
    """Tells whoever waits for an upgrade of the data what is going on."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say it on stderr."""
        typer.echo(tr("The data are brought to this version; this takes a moment. Do not switch the PC off."), err=True)


def _keep_log() -> None:
    """Send the log to a file of the user: what a person is not told stands there."""
    logging.getLogger("hall.upgrade").addHandler(_UpgradeWords())
    try:
        _log.parent.mkdir(parents=True, exist_ok=True)
        logging.basicConfig(filename=_log, level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    except OSError:
        logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
