"""Papers of a case go to another hall as one sealed file, and what comes in is proven, read, kept and answered."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from sqlalchemy.orm import Session

from hall.exchange.parcel import PAPERS, Party, Said, part_of, seal
from hall.kernel.ids import new_id
from hall.keys.rules import sheet_message, sheet_text
from hall.keys.signing import sign
from hall.keys.views import known_card
from hall.service import SystemHall, exchange, exchange_views, facts_of, keys
from hall.simulation.sample import SampleHall
from hall.storage import settings
from hall.storage.engine import open_engine
from hall.storage.place import HallFacts
from tests.exchange.halls import STREET, introduce, new_hall
from tests.halls import furnish_database, sample_hall
from tests.ui.counter.clerk import ENTER, Clerk, settle
from tests.ui.counter.test_seals import certificate, opens_the_paper
from ui.counter.package_sheet import PackageSheet

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


@pytest.fixture
def sample(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[SampleHall]:
    """Give a sample hall with a key of its own, as every hall gets one when it is founded."""
    url = prepared_database(furnish_database)
    engine = open_engine(url)
    with Session(engine) as session, session.begin():
        settings.write(session, replace(settings.read(session, HallFacts), hall_id=new_id()))
    engine.dispose()
    hall = sample_hall(url)
    yield hall
    settle()
    hall.itself.close()


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder in which every file dialog chooses: to open and save a package, to keep papers."""
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda _p, _t, name, _k: (str(folder / name), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(folder / "in.hallpack"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(folder))
    return folder


def takes(clerk: Clerk, name: str, said: str) -> PackageSheet:
    """Open the case of the paper that waits, and take an act that is seldom taken."""
    clerk.window.runner.print_papers()
    clerk.until(clerk.printed)
    clerk.window._todos.refresh()
    clerk.until(lambda: "等盖章的文书" in clerk.reads())
    opens_the_paper(clerk)
    acts = clerk.window.work.acts
    clerk.until(lambda: any(act.name == name for act in acts._acts))
    clerk.tabs_to(acts.more)
    clerk.press(Qt.Key.Key_Space)
    clerk.until(clerk.window.sheet.isVisible)
    rows = [row.text for row in clerk.window.sheet.list.rows()]
    clerk.types(str(next(place for place, text in enumerate(rows, start=1) if text.endswith(said))))
    return clerk.window.packages


@pytest.fixture
def street(clerk: Clerk, tmp_path: Path) -> Iterator[SystemHall]:
    """Give the street's hall; it and the sample hall know each other's keys."""
    ours, street = clerk.sample.itself, new_hall(tmp_path, STREET)
    for one in (ours, street):
        one.do(keys.make)
    introduce(ours, to=street)
    introduce(street, to=ours)
    yield street
    street.close()


def test_papers_go_out_sealed_and_the_answer_comes_back(
    clerk: Clerk, street: SystemHall, files: Path, screenshots: Path
) -> None:
    ours = clerk.sample.itself
    case_id = certificate(clerk)

    sheet = takes(clerk, "send_package", "发出材料包…")
    clerk.until(lambda: sheet.form is not None)
    assert "望江街道便民服务中心" in clerk.reads()
    clerk.window.grab().save(str(screenshots / "counter-package-send.png"))
    clerk.tabs_to(sheet.leading)
    clerk.press(ENTER)
    clerk.until(lambda: "已存成" in clerk.reads())
    clerk.window.grab().save(str(screenshots / "counter-package-saved.png"))
    [card] = ours.see(exchange_views.packages, case_id=case_id)
    [file] = files.glob("材料包-*.hallpack")
    there = street.do(exchange.open_package, sealed=file.read_bytes())
    answer_id = street.do(exchange.answer, package_id=there, outcome="done", words="已核实，属实")
    (files / "in.hallpack").write_bytes(street.see(exchange_views.answer_sealed, answer_id=answer_id))
    clerk.press(ENTER)
    assert not sheet.isVisible()

    sheet.begin("open", "")
    clerk.until(lambda: "望江街道便民服务中心的回执" in clerk.reads())
    assert "已核实，属实" in clerk.reads()
    assert ours.see(exchange_views.package, package_id=card.id).outcome == "办结"


def test_what_comes_in_is_proven_read_kept_and_answered(
    clerk: Clerk, street: SystemHall, files: Path, screenshots: Path
) -> None:
    sheet = clerk.window.packages
    (files / "in.hallpack").write_bytes(from_the_street(street, clerk.sample.itself))
    sheet.begin("open", "")
    clerk.until(lambda: "签名已核对：是望江街道便民服务中心发出的，路上没有改动。" in clerk.reads())
    assert "协查函" in clerk.reads()
    clerk.window.grab().save(str(screenshots / "counter-package-open.png"))
    clerk.tabs_to(sheet.keep)
    clerk.press(Qt.Key.Key_Space)
    clerk.until(lambda: "文书已存到文件夹" in clerk.reads())
    assert len(list(files.glob("*/papers/01.pdf"))) == 1
    assert sheet.form is not None
    clerk.tabs_to(sheet.leading)
    clerk.press(ENTER)
    clerk.until(lambda: sheet.problem.text())
    assert sheet.problem.text() == "答复“收到”时，请写本单位的收件号。"
    sheet.form.set_values({"outcome": "received", "receipt_number": "望社收 7 号"})
    clerk.tabs_to(sheet.leading)
    clerk.press(ENTER)
    clerk.until(lambda: "已存成" in clerk.reads())
    [reply] = files.glob("回执-*.hallpack")
    assert reply.stat().st_size > 0
    clerk.press(ENTER)
    opens_once_more(clerk, files)


def opens_once_more(clerk: Clerk, files: Path) -> None:
    """Open the same package again, then something that is none."""
    sheet = clerk.window.packages
    sheet.begin("open", "")
    clerk.until(lambda: "已经在" in clerk.reads())
    assert sheet.leading.text().startswith("再次打开")
    clerk.press(ENTER)
    clerk.until(lambda: "协查函" in clerk.reads())
    clerk.press(Qt.Key.Key_Escape)
    (files / "in.hallpack").write_bytes(b"HALLPACK?")
    sheet.begin("open", "")
    clerk.until(lambda: "没有打开" in clerk.reads())
    assert "这个文件不是材料包" in clerk.reads()


def from_the_street(street: SystemHall, ours: SystemHall) -> bytes:
    """Return a package of one paper that the street sends to the sample hall."""
    paper = b"%PDF-1.7"
    us, at = ours.see(lambda reading: (reading.place.hall_id, facts_of(reading).name)), street.clock.now()
    said = Said(
        id=new_id(), role=PAPERS, sender=Party(STREET.hall_id, STREET.name), receiver=Party(*us), made_at=at,
        number="420199-0001-JH-2026-00001", parts=(part_of("papers/01.pdf", "协查函", "望函 1 号", paper),),
        case_number="420199-1", matter_name="低保核查", purpose="verify", basis="社会救助暂行办法",
    )  # fmt: skip
    key, signature = street.see(lambda reading: sign(reading, sheet_message(said.body())))
    card = street.see(known_card, hall_id=us[0])
    assert card is not None
    return seal(sheet_text(said.body(), {key: signature}), said, {"papers/01.pdf": paper}, card.recipient, at)
