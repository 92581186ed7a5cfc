"""Nothing of a resident is left behind in temporary files, and lists go out marked, with no cell that would run."""

import csv
import datetime as dt
import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hall.kernel import scratch
from hall.kernel.export_file import ExportMark, csv_text, marked_html, safe_cell, save_workbook, unguarded
from printing.drawing import draw
from printing.samples import sample_contents
from tests.printing.papers import COPY

MARK = ExportMark("0107", dt.datetime(2026, 11, 23, 10, 5, tzinfo=dt.UTC), "1 号窗口")
HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1",
           " =1", "\u3000=1", "\xa0\t＝1", "\ufeff=1", "\u200b @SUM(A1)")  # fmt: skip


def test_the_private_folder_is_the_owners_alone_and_its_files_go() -> None:
    with scratch.scratch_file(".pdf") as path:
        path.write_bytes(b"paper")
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not path.exists()
    folder = scratch.scratch_folder()
    scratch.leave()
    assert not folder.exists()


def test_what_a_crash_left_is_swept_and_who_lives_is_left_alone() -> None:
    code = (
        "import os; from hall.kernel.scratch import scratch_folder as f; (f() / 'a.pdf').write_bytes(b'x'); os._exit(9)"
    )
    dead = subprocess.run([sys.executable, "-c", code], check=False, env=os.environ | {"PYTHONPATH": str(Path.cwd())})
    assert dead.returncode == 9
    own = scratch.scratch_folder()
    assert scratch.sweep() >= 1
    assert [each for each in scratch.scratch_root().iterdir() if each != own] == []
    assert own.exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_runs_and_it_comes_back_as_it_was(text: str) -> None:
    assert safe_cell(text).startswith("'")
    assert unguarded(safe_cell(text)) == text


def test_a_list_is_marked_on_its_first_row_and_on_every_printed_page(tmp_path: Path) -> None:
    save_workbook(tmp_path / "名单.xlsx", "名单", ("姓名",), [(each,) for each in HOSTILE], MARK)
    sheet = load_workbook(tmp_path / "名单.xlsx").active
    assert sheet["A1"].value == MARK.line()
    assert sheet.oddHeader.center.text == MARK.line()
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    lines = csv_text(("姓名",), [(each,) for each in HOSTILE], MARK)
    assert lines.startswith('\ufeff"工号 0107')
    cells = [cell for row in csv.reader(io.StringIO(lines.removeprefix("\ufeff"), newline="")) for cell in row]
    assert [cell[0] for cell in cells[2:]] == ["'"] * len(HOSTILE)
    assert csv_text(("x",), [("a;=1\t=2",)], MARK).endswith('\r\n"a;=1\t=2"\r\n'), "no sign in it begins a cell"


def test_a_page_and_a_paper_carry_the_mark() -> None:
    page = marked_html("<html><head></head><body><p>x</p></body></html>", MARK)
    assert page.count(MARK.line()) > 10
    content = sample_contents()["acceptance_notice_short"]
    marked = draw(content, COPY, mark=MARK.line())
    assert marked != draw(content, COPY)
    assert draw(content, COPY, mark=MARK.line()) == marked
