"""Gathers what goes into a package: the papers of a case, and of the data only what the receiver needs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from hall.cases.form_words import labels, said
from hall.cases.model import Case
from hall.cases.record import codes_of, matter_of
from hall.cases.views import case
from hall.documents.content import Content, from_json
from hall.documents.kinds import KINDS
from hall.documents.model import Document
from hall.documents.rules import APPROVED, DEAD, DRAFTED
from hall.exchange.rules import ABOUT, NOT_SENT, needed_fields
from hall.kernel.refusal import Refusal
from hall.keys.views import known_card, known_halls
from hall.people.views import person
from hall.storage.work import Reading

_STATES = {
    "missing": "缺", "received": "已收", "verified": "已核验", "waived": "免交", "promised": "承诺后补",
    "not_needed": "不需要",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToSend:
    """One paper of the case that goes along; `path` is its place in the package."""

    path: str
    title: str
    number: str
    printed_at: str
    content: Content


@dataclass(frozen=True, slots=True)
class Ready:
    """What a package will hold.

    Attributes:
        to: key of the receiving hall, `to_name` its name.
        fields: codes of the data that go along.
        data: the data as JSON.
    """

    case_id: str
    to: str
    to_name: str
    papers: tuple[ToSend, ...]
    fields: tuple[str, ...]
    data: str


def ready(reading: Reading, *, case_id: str, to: str, fields: Sequence[str] = (), numbers: Sequence[str] = ()) -> Ready:
    """Return what goes into a package of a case.

    Args:
        reading: the look at the data.
        case_id: the case.
        to: name of the receiving hall, or its key.
        fields: codes of the data that go along; what the form demands where none are named.
        numbers: of the papers that go along, or the ends of them; those of the case that count where none are named.

    Raises:
        Refusal: `exchange.no_hall` (name, known), `exchange.several_halls` (name), `exchange.no_recipient`,
            `exchange.field` (field, known), `exchange.no_paper` (number), `exchange.no_papers`.
    """
    hall_id = find_hall(reading, name=to)
    card = known_card(reading, hall_id=hall_id)
    if card is None or not card.recipient:
        raise Refusal("exchange.no_recipient")
    row = reading.session.get_one(Case, case_id)
    codes = needed_fields(matter_of(reading, row).fields, fields)
    papers = _papers(reading, case_id, numbers)
    if not papers:
        raise Refusal("exchange.no_papers")
    return Ready(case_id, hall_id, card.name, papers, codes, data_of(reading, case_id=case_id, fields=codes))


def find_hall(reading: Reading, *, name: str) -> str:
    """Return the key of a known hall by its key, its name or a part of it.

    Raises:
        Refusal: `exchange.no_hall` (name, known), `exchange.several_halls` (name).
    """
    wanted, known = name.strip(), known_halls(reading)
    exact = [card for card in known if wanted in (card.hall_id, card.name)]
    found = exact or [card for card in known if wanted and wanted in card.name]
    if not found:
        raise Refusal("exchange.no_hall", name=wanted, known="、".join(card.name for card in known) or "（没有）")
    if len(found) > 1:
        raise Refusal("exchange.several_halls", name=wanted)
    return found[0].hall_id


def data_of(reading: Reading, *, case_id: str, fields: Sequence[str]) -> str:
    """Return the data of a case with these fields and no others."""
    file = case(reading, case_id=case_id)
    applicant = person(reading, person_id=file.card.person_id)
    about = {code: getattr(applicant, code) for code in ABOUT if code in fields}
    if "id_number" in about:
        about["id_kind"] = applicant.id_kind
    tables = codes_of(reading)
    form = [
        {"id": field.id, "name": field.name, "value": (value := file.form[field.id]),
         "text": said(value, labels(field, tables))}
        for field in file.matter.fields
        if field.id in fields and field.id in file.form
    ]  # fmt: skip
    plain: Mapping[str, Any] = {
        "format": "hall-package-data/1",
        "case": file.card.number,
        "matter": {"code": file.card.matter_code, "name": file.matter.name},
        "accepted_at": reading.local(file.card.accepted_at).isoformat() if file.card.accepted_at else "",
        "promised_until": reading.local(file.card.promised_due).date().isoformat() if file.card.promised_due else "",
        "applicant": about,
        "form": form,
        "materials": [
            {"name": line.name, "state": _STATES.get(line.state, line.state), "originals": line.originals,
             "copies": line.copies}
            for line in file.materials
        ],
    }  # fmt: skip
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _papers(reading: Reading, case_id: str, numbers: Sequence[str]) -> tuple[ToSend, ...]:
    theirs = select(Document).where(Document.subject_id == case_id, Document.state.not_in((*DEAD, DRAFTED, APPROVED)))
    rows = list(reading.session.scalars(theirs.order_by(Document.issued_at, Document.id)))
    for number in numbers:
        if not any(row.number.endswith(number) for row in rows):
            raise Refusal("exchange.no_paper", number=number)
    chosen = [row for row in rows if (_named(row, numbers) if numbers else row.kind not in NOT_SENT)]
    return tuple(
        ToSend(
            f"papers/{place:02d}-{row.kind}.pdf",
            KINDS[row.kind].title,
            (content := from_json(row.content)).number,
            f"{reading.local(row.issued_at):%Y-%m-%d %H:%M}",
            content,
        )
        for place, row in enumerate(chosen, start=1)
    )


def _named(row: Document, numbers: Sequence[str]) -> bool:
    return any(row.number.endswith(number) for number in numbers)
