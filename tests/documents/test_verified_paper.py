"""A certificate from a resident's case to the scanner of whoever is handed it, here and at another hall."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from hall.cases import actions as cases
from hall.documents import actions as documents
from hall.documents import statement as statements
from hall.documents.content import Paragraph
from hall.documents.model import Document
from hall.documents.publishing import publish_revocations
from hall.documents.verifying import Outcome, Verdict, judge
from hall.documents.views import DocumentCard, content_of, documents_of
from hall.keys import actions as keys
from hall.keys import signing, views
from hall.simulation.paperwork import with_a_look
from printing.spooler import FileSpooler
from tests.cases.house import House, prepare
from tests.keys.halls import KeyHouse, make_database
from tests.printing.papers import codes_read
from ui.shared.print_worker import print_waiting

RESIDENCE = "ZM-001"
Found = tuple[Outcome, str]


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Give the hall that issues certificates; each test has a case of its own."""
    url = f"sqlite:///{tmp_path_factory.mktemp('issuer') / 'hall.sqlite3'}"
    prepare(url)
    house = House(url)
    yield house
    house.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database with all tables, to be copied."""
    file = tmp_path_factory.mktemp("elsewhere") / "empty.sqlite3"
    make_database(file)
    return file


@pytest.fixture
def elsewhere(empty: Path, tmp_path: Path) -> Iterator[KeyHouse]:
    """Give another hall, which knows nobody yet."""
    house = KeyHouse(shutil.copy(empty, tmp_path / "elsewhere.sqlite3"), "hall-b", "安康街道政务服务中心")
    yield house
    house.hall.close()


class Paper:
    """A certificate of a case, printed, and read back from the sheet by a scanner."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house = house
        case_id = house.draft(RESIDENCE)
        house.verify(case_id)
        house.first.do(cases.finish_at_once, case_id=case_id)
        with_a_look(lambda hall: print_waiting(hall, FileSpooler(folder)))(house.first)
        issued = [card for card in house.hall.see(documents_of, subject_id=case_id) if card.kind == "certificate"]
        self.card: DocumentCard = issued[-1]
        sheets = [file for file in folder.glob("*.pdf") if self.card.number in file.name]
        (self.code,) = {code for code in codes_read(sheets[0].read_bytes()) if statements.is_statement(code)}

    def verdict(self) -> Verdict:
        return self.house.hall.see(judge, text=self.code)

    def rewrite(self, old: str, new: str) -> None:
        """Change the stored text behind the hall's back."""
        with Session(self.house.engine) as session, session.begin():
            row = session.get_one(Document, self.card.id)
            assert old in row.content
            row.content = row.content.replace(old, new, 1)


@pytest.fixture
def paper(issuer: House, tmp_path: Path) -> Paper:
    """Give a certificate as it comes out of the printer."""
    return Paper(issuer, tmp_path / "printer")


def found(verdict: Verdict) -> Found:
    return verdict.outcome, verdict.reason


def make_known(house: House, other: KeyHouse) -> None:
    """Let another hall take in the card of this one."""
    card = house.hall.see(signing.hall_card).decode()
    other.hall.do(keys.import_hall, card=card, fingerprint=house.hall.see(views.own_fingerprint))


def test_the_code_on_the_printed_sheet_is_valid(paper: Paper) -> None:
    verdict = paper.verdict()
    assert found(verdict) == (Outcome.VALID, "")
    assert verdict.statement is not None
    assert (verdict.statement.number, verdict.statement.name) == (paper.card.number, "㭎*满")


def test_one_changed_character_of_the_stored_text_is_told(paper: Paper) -> None:
    paper.rewrite("小满", "小溝")
    assert found(paper.verdict()) == (Outcome.ALTERED, "content")


def test_a_revoked_paper_is_told_here_at_once_and_elsewhere_with_the_list(paper: Paper, elsewhere: KeyHouse) -> None:
    house = paper.house
    make_known(house, elsewhere)
    house.leader.do(documents.revoke, document_id=paper.card.id, reason="unfounded")
    assert paper.verdict().outcome is Outcome.REVOKED
    assert elsewhere.judge(paper.code).outcome is Outcome.VALID
    list_id = house.hall.do(publish_revocations)
    elsewhere.learn(house.hall.see(views.list_text, list_id=list_id).decode())
    told = elsewhere.judge(paper.code)
    day = told.statement.issued if told.statement is not None else None
    assert (told.outcome, told.revoked_on, told.list_as_of) == (Outcome.REVOKED, day, day)


def test_another_hall_knows_nobody_without_the_card(paper: Paper, elsewhere: KeyHouse) -> None:
    assert found(elsewhere.judge(paper.code)) == (Outcome.UNKNOWN_KEY, "stranger")
    make_known(paper.house, elsewhere)
    assert elsewhere.judge(paper.code).outcome is Outcome.VALID


def test_a_hall_whose_card_is_known_cannot_speak_for_another(paper: Paper, elsewhere: KeyHouse) -> None:
    make_known(paper.house, elsewhere)
    said = statements.read(paper.code).statement
    own, signature = elsewhere.hall.see(lambda reading: signing.sign(reading, statements.message_of(said)))
    assert found(elsewhere.judge(statements.to_text(said, signature))) == (Outcome.ALTERED, "signature")
    renamed = replace(said, key_id=own)
    assert found(elsewhere.judge(statements.to_text(renamed, signature))) == (Outcome.ALTERED, "signature")
    assert found(paper.house.hall.see(judge, text=statements.to_text(renamed, signature)))[0] is Outcome.UNKNOWN_KEY


def test_an_old_number_on_new_content_is_told(paper: Paper) -> None:
    stored = paper.house.hall.see(content_of, document_id=paper.card.id)
    other = replace(stored, blocks=(*stored.blocks, Paragraph("兹证明其为本社区低保对象。")))
    said = replace(statements.read(paper.code).statement, digest=statements.content_digest(other))
    _, signature = paper.house.hall.see(lambda reading: signing.sign(reading, statements.message_of(said)))
    forged = statements.to_text(said, signature)
    assert found(paper.house.hall.see(judge, text=forged)) == (Outcome.ALTERED, "content")


def test_after_its_last_day_it_is_expired(paper: Paper) -> None:
    said = statements.read(paper.code).statement
    assert said.valid_until is not None
    days = (said.valid_until - said.issued).days
    paper.house.clock.advance(timedelta(days=days))
    assert paper.verdict().outcome is Outcome.VALID
    paper.house.clock.advance(timedelta(days=1))
    assert paper.verdict().outcome is Outcome.EXPIRED
