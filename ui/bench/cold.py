"""The first paper of a process that has drawn nothing: beside reportlab alone, which loads the same fonts."""

import pickle
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from hall.documents.content import Content, to_json
from hall.kernel.resources import resource
from printing.samples import sample_contents
from ui.bench.pages import script_of
from ui.bench.rounds import median_ms
from ui.bench.row import Row
from ui.bench.scale import Scale
from ui.bench.table import CERTIFICATE_COLD, TICKET_COLD

PATIENCE_SECONDS = 60
_HALL = """
import sys
from pathlib import Path
from hall.documents.content import copies_of, from_json
from printing.drawing import draw
content = from_json(Path(sys.argv[1]).read_text(encoding="utf-8"))
draw(content, copies_of(content, printed_at="2026-11-23 09:42", staff_number="0107")[0])
"""
_BARE = """
import pickle, sys
from io import BytesIO
from pathlib import Path
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
fonts, script = pickle.loads(Path(sys.argv[1]).read_bytes())
for name, path in fonts.items():
    pdfmetrics.registerFont(TTFont(name, path))
canvas = Canvas(BytesIO(), pageCompression=True)
for width, height, steps in script:
    canvas.setPageSize((width, height))
    for method, arguments in steps:
        getattr(canvas, method)(*arguments)
    canvas.showPage()
canvas.save()
"""


def measure(folder: Path, scale: Scale) -> list[Row]:
    """Draw a certificate and a ticket in processes of their own, in turn; the first of each is not counted.

    A packed program has no interpreter to run the bare process with, so there the rows are not run.
    """
    if getattr(sys, "frozen", False):
        return [CERTIFICATE_COLD, TICKET_COLD]
    samples = sample_contents()
    return [
        _row(CERTIFICATE_COLD, samples["certificate_short"], folder, scale),
        _row(TICKET_COLD, samples["queue_ticket_short"], folder, scale),
    ]


def _row(row: Row, content: Content, folder: Path, scale: Scale) -> Row:
    paper, script = folder / "paper.json", folder / "paper.pickle"
    paper.write_text(to_json(content), encoding="utf-8")
    script.write_bytes(pickle.dumps(_known_beforehand(content)))
    ways = {"hall": (_HALL, paper), "bare": (_BARE, script)}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(scale.starts + 1):
        for name, (program, file) in ways.items():
            seconds = _run(program, file)
            times[name] += [seconds] if turn else []
    return row.found(median_ms(times["hall"]), median_ms(times["bare"]))


def _known_beforehand(content: Content) -> tuple[dict[str, str], object]:
    """Return the file of each font that a paper needs, and what draws it."""
    script = script_of(content)
    names = {arguments[0] for _, _, steps in script for method, arguments in steps if method == "setFont"}
    return {name: str(resource("fonts", f"{name}.ttf")) for name in sorted(names)}, script


def _run(program: str, file: Path) -> float:
    """Run a program in a new process; answers with its seconds, the interpreter's start among them."""
    begun = perf_counter()
    command = [sys.executable, "-c", program, str(file)]
    subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, check=True)
    return perf_counter() - begun
