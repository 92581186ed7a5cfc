"""Making, opening, answering and closing packages."""

from collections.abc import Mapping, Sequence
from typing import Any

from hall.cases.model import Case
from hall.cases.record import matter_of
from hall.exchange import rules
from hall.exchange.model import ExchangeAnswer, ExchangePackage
from hall.exchange.opening import opened
from hall.exchange.parcel import ANSWER, PAPERS, Party, Said, Unsealed, clean
from hall.exchange.record import JOURNAL, carry, carry_back, happened, locked
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.keys.rules import sheet_message, sheet_text
from hall.keys.signing import sign
from hall.keys.views import known_card
from hall.security.model import Staff
from hall.storage import settings
from hall.storage.action import action
from hall.storage.journal import Event
from hall.storage.numbers import next_number
from hall.storage.place import HallFacts
from hall.storage.work import Work


@action
def make(
    work: Work,
    *,
    case_id: str,
    to: str,
    purpose: str,
    parts: Sequence[Mapping[str, Any]],
    fields: Sequence[str],
    words: str = "",
    basis: str = "",
) -> str:
    """Sign the list of a package and put it on record; answers with its key. `views.sealed` closes it.

    Where the case waits to be sent to another body, or lies there, the package carries that step.

    Args:
        work: the open transaction.
        case_id: the case.
        to: key of the receiving hall.
        purpose: one of `rules.PURPOSES`.
        parts: the files, each as the fields of `rules.Part`.
        fields: codes of the data that go along; they stand in the audit record.
        words: more about the purpose.
        basis: the law that allows it; the matter's own where none is named.

    Raises:
        Refusal: `exchange.purpose` (known), `exchange.basis`, `exchange.no_recipient`.
    """
    case = work.session.get_one(Case, case_id)
    matter = matter_of(work, case)
    named = basis.strip() or next(iter(matter.legal_basis), "")
    rules.check_purpose(purpose, named)
    said = Said(
        id=new_id(),
        role=PAPERS,
        sender=_ourselves(work),
        receiver=_partner(work, to),
        made_at=work.now,
        number=_number(work),
        parts=tuple(rules.Part(**part) for part in parts),
        case_number=case.number,
        matter_name=matter.name,
        purpose=purpose,
        words=clean(words.strip())[: rules.LONGEST_WORDS],
        basis=clean(named),
        contact=_contact(work),
    )
    forwarding_id = carry(work, case) if purpose == rules.FORWARD else None
    _record(work, said, _signed(work, said), direction="out", case_id=case_id, forwarding_id=forwarding_id)
    work.concerns(case_id, to, f"purpose:{purpose}", *(f"field:{field}" for field in fields))
    return said.id


@action
def open_package(work: Work, *, sealed: bytes, again: bool = False) -> str:
    """Open a package for this hall, or an answer to one of its own; answers with the key of the package.

    Args:
        work: the open transaction.
        sealed: the file.
        again: open one that was opened before; that is on record too.

    Raises:
        Refusal: what `opening.opened` says; `exchange.opened_before` (number, day) for one that came already,
            `exchange.twice` (number) for another one under the same key; `exchange.not_asked` for an answer to nothing.
    """
    parcel = opened(work, sealed=sealed)
    return (
        _take_answer(work, parcel, again=again) if parcel.said.role == ANSWER else _take_in(work, parcel, again=again)
    )


@action
def answer(work: Work, *, package_id: str, outcome: str, words: str = "", receipt_number: str = "") -> str:
    """Answer a package that came in; answers with the key of the answer. `views.answer_sealed` closes it.

    Args:
        work: the open transaction.
        package_id: the package.
        outcome: `received`, `returned` or `done`.
        words: what the sender should know; needed for one that goes back.
        receipt_number: under which it is registered here; needed for one that was received.

    Raises:
        Refusal: `exchange.not_theirs`, `exchange.no_recipient`, what `rules.answer` says.
    """
    row = locked(work, package_id)
    if row.direction != "in":
        raise Refusal("exchange.not_theirs")
    said = Said(
        id=new_id(),
        role=ANSWER,
        sender=_ourselves(work),
        receiver=_partner(work, row.partner),
        made_at=work.now,
        number=row.number,
        re=row.id,
        contact=_contact(work),
        outcome=outcome,
        receipt_number=clean(receipt_number.strip()),
        answer=clean(words.strip())[: rules.LONGEST_WORDS],
    )
    _answered(work, row, said, _signed(work, said))
    return said.id


@action
def close(work: Work, *, package_id: str, reason: str = "") -> None:
    """Close a package that went out; one without its last answer needs a reason.

    Raises:
        Refusal: what `rules.close` says.
    """
    row = locked(work, package_id)
    closed = rules.close(JOURNAL.of(row), direction=row.direction, reason=reason)
    if reason.strip():
        row.answer = "\n".join(filter(None, (row.answer, reason.strip()[: rules.LONGEST_WORDS])))
    happened(work, row, closed)


def _take_in(work: Work, parcel: Unsealed, *, again: bool) -> str:
    said = parcel.said
    row = work.session.get(ExchangePackage, said.id, with_for_update=True)
    if row is None:
        manifest = sheet_text(parcel.sheet.body, parcel.sheet.signatures)
        _record(work, said, manifest, direction="in", case_id=None, forwarding_id=None)
        return said.id
    if row.direction != "in" or row.manifest != sheet_text(parcel.sheet.body, parcel.sheet.signatures):
        raise Refusal("exchange.twice", number=said.number)
    if not again:
        raise Refusal("exchange.opened_before", number=row.number, day=f"{work.local(row.recorded_at):%Y-%m-%d %H:%M}")
    happened(work, row, Event("opened_again"))
    work.concerns(row.id)
    return row.id


def _take_answer(work: Work, parcel: Unsealed, *, again: bool) -> str:
    said = parcel.said
    row = work.session.get(ExchangePackage, said.re, with_for_update=True)
    if row is None or row.direction != "out" or row.partner != said.sender.hall_id:
        raise Refusal("exchange.not_asked", name=said.sender.name)
    known = work.session.get(ExchangeAnswer, said.id)
    if known is not None:
        if again and known.package_id == row.id:
            return row.id
        raise Refusal("exchange.opened_before", number=row.number, day=f"{work.local(known.at):%Y-%m-%d %H:%M}")
    _answered(work, row, said, sheet_text(parcel.sheet.body, parcel.sheet.signatures))
    carry_back(work, row, said.outcome, said.receipt_number)
    return row.id


def _answered(work: Work, row: ExchangePackage, said: Said, manifest: str) -> None:
    """Put an answer on record, given here or received."""
    decided = rules.answer(
        JOURNAL.of(row),
        outcome=said.outcome,
        receipt_number=said.receipt_number,
        words=said.answer,
        answer_id=said.id,
    )
    kept = ExchangeAnswer(
        id=said.id,
        package_id=row.id,
        at=work.now,
        staff_id=work.actor.staff_id,
        outcome=said.outcome,
        receipt_number=said.receipt_number,
        words=said.answer,
        manifest=manifest,
    )
    work.session.add(kept)
    row.receipt_number = said.receipt_number or row.receipt_number
    row.answer = said.answer
    happened(work, row, decided)
    work.concerns(row.id)


def _record(
    work: Work, said: Said, manifest: str, *, direction: str, case_id: str | None, forwarding_id: str | None
) -> None:
    partner = said.receiver if direction == "out" else said.sender
    row = ExchangePackage(
        id=said.id,
        hall_id=work.place.hall_id,
        number=said.number,
        direction=direction,
        partner=partner.hall_id,
        partner_name=partner.name,
        case_id=case_id,
        case_number=said.case_number,
        matter_name=said.matter_name,
        purpose=said.purpose,
        words=said.words,
        basis=said.basis,
        papers=len(said.parts),
        made_at=said.made_at,
        recorded_at=work.now,
        recorded_by=work.actor.staff_id,
        manifest=manifest,
        forwarding_id=forwarding_id,
        receipt_number="",
        answer="",
    )
    JOURNAL.begin(work, row, Event(rules.MADE if direction == "out" else rules.OPENED))
    work.concerns(row.id)
    work.touched(Topic.DOCUMENTS)


def _signed(work: Work, said: Said) -> str:
    body = said.body()
    key, signature = sign(work, sheet_message(body))
    return sheet_text(body, {key: signature})


def _ourselves(work: Work) -> Party:
    return Party(work.place.hall_id, settings.read(work.session, HallFacts).name)


def _partner(work: Work, hall_id: str) -> Party:
    card = known_card(work, hall_id=hall_id)
    if card is None or not card.recipient:
        raise Refusal("exchange.no_recipient")
    return Party(hall_id, card.name)


def _number(work: Work) -> str:
    facts = settings.read(work.session, HallFacts)
    before = f"{facts.region}-{facts.code}-JH-{work.today.year}-"
    return f"{before}{next_number(work.session, f'exchange/{before}'):05d}"


def _contact(work: Work) -> str:
    """Return whom to ask: the colleague and the hall's telephone."""
    staff = work.session.get(Staff, work.actor.staff_id) if work.actor.staff_id else None
    return " ".join(filter(None, (staff.name if staff else "", settings.read(work.session, HallFacts).phone)))
