"""Reads everything about one case: its own file, what surrounds it, its papers, and who had it or looked at it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from hall.cases.model import Case, Delivery
from hall.cases.views import CaseFile, case
from hall.catalogue.form import FieldType
from hall.contacts.model import ContactSheet
from hall.documents.content import Content
from hall.documents.kinds import KINDS
from hall.documents.model import Document
from hall.documents.views import content_of
from hall.dossier.masking import Veil, named_in, veil
from hall.dossier.model import Disclosure
from hall.dossier.rules import PURPOSES
from hall.kernel.refusal import Refusal
from hall.people.views import PersonCard, person
from hall.security.model import Staff
from hall.storage import settings
from hall.storage.place import HallFacts
from hall.storage.work import Reading


@dataclass(frozen=True, slots=True)
class Section:
    """One chapter of a dossier: a table, with words for an empty one."""

    code: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = "没有。"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a case as it was issued; `content` under the veil is what is drawn."""

    document_id: str
    kind: str
    title: str
    number: str
    state: str
    issued_at: dt.datetime
    digest: str
    content: Content


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one case (案卷).

    Attributes:
        facts: pairs of label and value.
        full: personal data are shown in full; `purpose` says what for.
        made_by: who looked; empty for the command line.
    """

    case_id: str
    number: str
    hall: str
    title: str
    full: bool
    purpose: str
    made_at: dt.datetime
    made_by: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What a chapter is written from.

    Attributes:
        file: the case.
        applicant: in full.
        sheets: keys of its first-contact sheets.
        veil: goes over every text.
    """

    reading: Reading
    file: CaseFile
    applicant: PersonCard
    sheets: tuple[str, ...]
    veil: Veil

    def at(self, instant: dt.datetime | None) -> str:
        """Return an instant as the hall's clocks showed it."""
        return f"{self.reading.local(instant):%Y-%m-%d %H:%M}" if instant else ""

    def staff(self, staff_id: str | None) -> str:
        """Return a colleague's name and number, the hall's where nobody did it."""
        row = self.reading.session.get(Staff, staff_id) if staff_id else None
        return f"{row.name}（{row.number}）" if row else "大厅系统"


Part = Callable[[Look], Section]


def find_case(reading: Reading, *, text: str) -> str:
    """Return the key of a case by its key, its number, or the end of its number.

    Raises:
        Refusal: `dossier.no_case`, `dossier.several_cases` (count).
    """
    wanted = text.strip()
    found = reading.session.scalars(select(Case.id).where((Case.id == wanted) | (Case.number == wanted))).all()
    found = found or reading.session.scalars(select(Case.id).where(Case.number.endswith(wanted, autoescape=True))).all()
    if not found or not wanted:
        raise Refusal("dossier.no_case", text=wanted)
    if len(found) > 1:
        raise Refusal("dossier.several_cases", count=len(found))
    return found[0]


def gather(reading: Reading, look_id: str, parts: Sequence[Part]) -> Dossier:
    """Return the dossier that a look opened, with these chapters: masked, unless the look is a full one."""
    look = reading.session.get_one(Disclosure, look_id)
    file = case(reading, case_id=look.case_id)
    applicant = person(reading, person_id=file.card.person_id)
    sheets = _sheets(reading, file)
    seen = Look(
        reading, file, applicant, tuple(row.id for row in sheets), _veil(reading, look, file, applicant, sheets)
    )
    staff = reading.session.get(Staff, look.staff_id) if look.staff_id else None
    return Dossier(
        look.case_id,
        file.card.number,
        settings.read(reading.session, HallFacts).name,
        file.matter.name,
        look.full,
        PURPOSES.get(look.purpose, "") + (f"：{look.words}" if look.words else ""),
        look.at,
        staff.name if staff else "",
        tuple((label, seen.veil.hide(value)) for label, value in _facts(seen)),
        tuple(_veiled(part(seen), seen.veil) for part in parts),
        _papers(seen),
    )


def _facts(look: Look) -> Sequence[tuple[str, str]]:
    card, who = look.file.card, look.applicant
    return (
        ("办件编号", card.number),
        ("事项", f"{look.file.matter.name}（{card.matter_code}）"),
        ("申请人", who.name),
        ("证件号码", who.id_number),
        ("电话", who.phone),
        ("住址", who.address),
        ("立件", look.at(card.opened_at)),
        ("受理", look.at(card.accepted_at)),
        ("承诺期限", look.at(card.promised_due) + ("（暂定）" if card.provisional else "")),
        ("法定期限", look.at(card.statutory_due) + ("（暂定）" if card.statutory_provisional else "")),
        ("现在的承办人", card.handler_name),
    )


def _veiled(section: Section, over: Veil) -> Section:
    rows = tuple(tuple(over.hide(cell) for cell in row) for row in section.rows)
    return Section(section.code, section.title, section.header, rows, section.empty)


def _papers(look: Look) -> tuple[Paper, ...]:
    subjects = (look.file.card.id, *look.sheets)
    rows = select(Document).where(Document.subject_id.in_(subjects)).order_by(Document.issued_at, Document.id)
    return tuple(
        Paper(
            row.id,
            row.kind,
            KINDS[row.kind].title,
            row.number.rpartition("/")[2],
            row.state,
            row.issued_at,
            row.digest,
            look.veil.over(content_of(look.reading, document_id=row.id)),
        )
        for row in look.reading.session.scalars(rows)
    )


def _sheets(reading: Reading, file: CaseFile) -> list[ContactSheet]:
    theirs = (ContactSheet.case_id == file.card.id) | (ContactSheet.id == (file.card.contact_id or ""))
    return list(reading.session.scalars(select(ContactSheet).where(theirs).order_by(ContactSheet.opened_at)))


def _veil(
    reading: Reading, look: Disclosure, file: CaseFile, applicant: PersonCard, sheets: Sequence[ContactSheet]
) -> Veil:
    """Return the veil over everybody who stands in the case, its form, its sheets and its deliveries."""
    known = list(named_in(file.form))
    places = [f.id for f in file.matter.fields if f.type is FieldType.ADDRESS]
    delivered = reading.session.scalars(select(Delivery).where(Delivery.case_id == look.case_id)).all()
    return veil(
        lifted=look.full,
        names=[
            applicant.name,
            *(row.name for row in sheets),
            *(text for kind, text in known if kind == "name"),
            *(name for row in delivered for name in (row.receiver, row.witness)),
        ],
        addresses=[
            applicant.address,
            *(text for kind, text in known if kind == "address"),
            *(str(file.form[place]) for place in places if file.form.get(place)),
        ],
        numbers=[applicant.id_number, *(text for kind, text in known if kind == "id_number")],
        phones=[applicant.phone, *(row.phone for row in sheets), *(text for kind, text in known if kind == "phone")],
    )
