"""`hall verify` of whole packages: the archive of a year, and what another hall or the street has sent."""

from collections.abc import Sequence
from pathlib import Path

from hall.kernel.clock import SystemClock
from hall.kernel.refusal import Refusal
from hall.opening import is_hall, open_hall
from hall.service import SystemHall, exchange_parcel, exchange_rules, keys_views
from ui.shared.verifying import FileJudge

_ZIP, _LONGEST_NAME = b"PK", 260


def parcel_in(what: str) -> Path | None:
    """Return the file if it is named and begins as a package does; None for everything else that can be verified."""
    try:
        file = Path(what)
        if len(what) >= _LONGEST_NAME or not file.is_file():
            return None
        with file.open("rb") as data:
            start = data.read(len(exchange_parcel.HEAD))
    except (OSError, ValueError):
        return None
    return file if start.startswith(_ZIP) or exchange_parcel.looks_like_one(start) else None


def verify_parcel(folder: Path, file: Path, cards: Sequence[Path], *, as_json: bool) -> int:
    """Verify a package; answers with the exit code, 0 only for a whole one whose sender is proven.

    Args:
        folder: the data folder; its keys count unless `cards` are named.
        file: the package.
        cards: cards of halls, for a place without a hall.
        as_json: print the outcome as JSON.

    Raises:
        Refusal: `archive.…`, `exchange.…`, `zip.…`; `exchange.needs_hall` for what only its receiver can open.
    """
    from ui.commands.archive import check_archive

    with file.open("rb") as data:
        sealed = exchange_parcel.looks_like_one(data.read(len(exchange_parcel.HEAD)))
        data.seek(0)
        if cards or not is_hall(folder):
            if sealed:
                raise Refusal("exchange.needs_hall")
            return check_archive(
                data, FileJudge(cards, SystemClock().now().astimezone().date()).verifiers, as_json=as_json
            )
        hall = open_hall(folder, kind=SystemHall)
        try:
            if not sealed:
                return check_archive(data, hall.see(keys_views.verifiers), as_json=as_json)
            from ui.commands.package import check_package

            return check_package(hall, data.read(exchange_rules.SEALED_MOST + 1), as_json=as_json)
        finally:
            hall.close()
