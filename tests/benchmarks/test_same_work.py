"""What a row is compared with does the same work: the same text on the page, the same rows in the tables."""

import shutil
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import create_engine, text

from hall.storage.engine import sqlite_url
from printing.drawing import draw
from printing.samples import sample_contents
from ui.bench.calling import WAYS
from ui.bench.day_rows import commits_since, last_rows, write_bare, write_plain
from ui.bench.pages import copy_of, replay, script_of
from ui.bench.stage import Stage, stage_on
from ui.bench.tickets import add_line

TABLES = ("ticket_event", "request", "audit_entry", "due_act")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    said = "".join(sorted("".join(page.get_textpage().get_text_bounded() for page in document).split()))
    document.close()
    return said


@pytest.mark.parametrize("name", ["certificate_short", "certificate_long", "queue_ticket_short"])
def test_the_replayed_page_says_what_the_drawn_one_says(name: str) -> None:
    content = sample_contents()[name]
    assert text_of(replay(script_of(content))) == text_of(draw(content, copy_of(content)))


@pytest.fixture
def morning(tmp_path: Path) -> Stage:
    """Give a hall in the file `hall.db` with a line of three."""
    stage = stage_on(sqlite_url(tmp_path / "hall.db"))
    add_line(stage, 3)
    return stage


def counted(file: Path) -> list[int]:
    engine = create_engine(sqlite_url(file))
    with engine.connect() as connection:
        found = [connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in TABLES]
    engine.dispose()
    return found


def test_a_days_rows_are_written_again_in_as_many_commits(morning: Stage, tmp_path: Path) -> None:
    lived, plain, bare = (tmp_path / name for name in ("hall.db", "plain.db", "bare.db"))
    for copy in (plain, bare):
        shutil.copy(lived, copy)
    before = last_rows(lived)
    hand = WAYS["hall"](morning, 1)
    for counter in (1, 2):
        hand.call(counter)
    hand.close()
    commits = commits_since(lived, before)
    write_plain(plain, commits)
    write_bare(bare, commits)
    assert len(commits) == 2
    assert counted(lived) == counted(plain) == counted(bare) == [2, 2, 2, 2]
