"""`hall move`: carries the hall from this PC's file to a server, or back."""

import json
from pathlib import Path

import typer

from hall.opening import engine_of
from hall.service import backup_moving, backup_places
from ui.commands.backup import progress_bar, stoppable
from ui.commands.restore import give_rights
from ui.shared.i18n import tr

HOST, FILE = "host", "file"


def move_hall(folder: Path, to: str, *, as_json: bool) -> int:
    """Move the hall of a data folder; answers with the exit code, 1 when the data do not hold at the new place.

    Args:
        folder: the data folder.
        to: `host` for the host set up in this folder, `file` for back, or a SQLAlchemy URL.
        as_json: print the outcome as JSON, without a progress bar.

    Raises:
        Refusal: `backup.…`, `storage.…`.
    """
    with stoppable(), progress_bar(tr("Moving"), quiet=as_json) as tell:
        if to == FILE:
            moved = backup_moving.to_file(engine_of(folder), folder, progress=tell)
        else:
            engine, connect = _host(folder) if to == HOST else backup_places.way_by_address(folder, to)
            moved = backup_moving.to_server(folder, engine, connect, progress=tell)
            if to == HOST:
                give_rights(folder)
    told = {"rows": moved.rows, "tables": len(moved.tables), "sha256": moved.digest, "kept": str(moved.kept),
            "problems": list(moved.problems)}  # fmt: skip
    words = [tr("{rows} rows in {tables} tables moved; every table was read again and is equal.", rows=moved.rows,
                tables=len(moved.tables)), *(f"  {each}" for each in moved.problems),
             tr("What stood there is kept: {file}", file=moved.kept)]  # fmt: skip
    typer.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(words))
    return 1 if moved.problems else 0


def _host(folder: Path) -> backup_places.Way:
    """Return the way to the host that was set up in the folder, as its own commands go it."""
    from hall.host import plan, setup

    settled = plan.read(folder)
    way = setup.owner_way(settled, backup_places.authority_in(folder))
    return backup_places.way_by_connection(folder, way, plan.master_password(folder))
