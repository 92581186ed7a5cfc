"""Options and arguments that several groups of commands take, worded alike everywhere."""

from pathlib import Path
from typing import Annotated

import typer

from ui.shared.i18n import tr

AsJson = Annotated[bool, typer.Option("--json", help=tr("Print the outcome as JSON."))]
TableFile = Annotated[Path, typer.Argument(help=tr("Excel (.xlsx) or CSV, with the columns’ names in the first row."))]
