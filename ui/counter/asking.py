"""The first step of a visit: who asks, what for, and how it goes on; nobody leaves with nothing in hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hall.kernel.masks import mask_number
from hall.kernel.refusal import Refusal
from hall.service import Hall, cases, catalogue_views, contacts, contacts_views, people, people_rules, people_views
from ui.counter.matters import Matter
from ui.counter.prefill import prefilled
from ui.shared.goods import listed

Person = people_views.PersonCard
NO_DOCUMENT = "none"
OWN, ANSWER, HAND, REFER, PROMISE, LEADER = "own", "answer", "hand", "refer", "promise", "leader"
"""The ways in which a question goes on: A is worked here, B and C go to a colleague, D elsewhere or to a leader."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever stands at the counter, as typed; `person_id` while it is somebody known, unchanged."""

    person_id: str | None = None
    name: str = ""
    id_kind: str = "resident_card"
    id_number: str = ""
    phone: str = ""

    @classmethod
    def known(cls, person: Person) -> "Who":
        """Return somebody out of the register."""
        return cls(person.id, person.name, person.id_kind, person.id_number, person.phone)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question at the counter.

    Attributes:
        who: the resident; only a case needs a name.
        words: what they want, in their words.
        ticket_id: their ticket.
        sheet_id: the sheet on which the question stands already, for example one that the guide's desk opened.
        sign_first: a colleague handed that sheet over, and it waits for the signature.
        way: how it was asked; only somebody with a ticket stands here for sure.
        opened: the sheet that was opened for it, so that a second try after a refusal opens no other.
    """

    who: Who
    words: str
    ticket_id: str
    sheet_id: str | None = None
    sign_first: bool = False
    way: str = "walk_in"
    opened: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the clerk has written about how a question goes on; each way has its own parts.

    Attributes:
        words: the answer, the promise, what is unclear, what to bring.
        to: key of the colleague; `materials` what goes along, as typed; `note` a word to them.
        office: where to go instead, with `address` and `phone`.
        due_on: the last day of a promise, as typed.
        certificate: what the community must not issue; `institution` demanded it, and gets a `letter` on wish.
    """

    words: str = ""
    to: str = ""
    materials: str = ""
    note: str = ""
    office: str = ""
    address: str = ""
    phone: str = ""
    due_on: str = ""
    certificate: str = ""
    institution: str = ""
    letter: bool = False


def identity_refusal(who: Who, today: date) -> Refusal | None:
    """Return what is wrong with a document's number, None for nothing, also while none is typed."""
    if not who.id_number.strip():
        return None
    try:
        people_rules.read_identity(people_rules.IdentityKind(who.id_kind), who.id_number, today)
    except Refusal as refusal:
        return refusal
    return None


def kind_for(number: str, kind: str) -> str:
    """Return the kind of document that a number tells by its look, else the one that is chosen."""
    guessed = people_rules.kind_of(number)
    plain = kind in ("", "resident_card", "hk_macao_taiwan_permit", NO_DOCUMENT)
    return guessed.value if guessed is not None and plain else kind


def part_of(refusal: Refusal) -> str:
    """Return which part of the person a refusal speaks of: `name`, `id_number`, `phone`, or nothing of it."""
    code = refusal.code
    if code.startswith("people.name"):
        return "name"
    if code == "people.phone":
        return "phone"
    return "id_number" if code.startswith("people.") else ""


def people_like(hall: Hall, text: str) -> tuple[Person, ...]:
    """Return known persons by part of a name or the end of a number; too little text finds nobody."""
    wanted = text.strip()
    if len(wanted) < (4 if wanted.isascii() else 2):
        return ()
    return hall.see(people_views.find, text=wanted)


def short_identity(person: Person) -> str:
    """Return name and number as a list may show them."""
    return f"{person.masked}　{mask_number(person.id_number)}".rstrip()


def open_a_case(hall: Hall, asked: Asked, matter: Matter) -> str:
    """Register who asks, open the sheet and the case, with what is known already; answers with the case's key.

    Raises:
        Refusal: what the single actions say; what was done before stays and is found again.
    """
    person_id = _registered(hall, asked.who)
    sheet_id = _sheet(hall, replace(asked, words=asked.words or matter.name), "A", person_id)
    return hall.do(
        cases.open_case,
        matter_code=matter.code,
        person_id=person_id,
        form=prefilled(matter, hall.see(people_views.person, person_id=person_id)),
        contact_id=sheet_id,
        ticket_id=asked.ticket_id,
    )


def record(hall: Hall, asked: Asked, way: str, answers: Answers, *, at_once: bool = False) -> None:
    """Put on record how a question goes on.

    Args:
        hall: the hall.
        asked: the question.
        way: one of the ways below.
        answers: what was written about it.
        at_once: whether the visit ends with it, so that an answered question is closed as well.

    Raises:
        Refusal: what the single actions say; a sheet that was opened before stays and is found in `asked.opened`.
    """
    _WAYS[way](hall, asked, answers, at_once)


def _answer(hall: Hall, asked: Asked, answers: Answers, at_once: bool) -> None:
    if at_once and asked.sheet_id is None and not asked.opened:
        hall.do(
            contacts.answer_at_once,
            matter_text=asked.words,
            words=answers.words,
            way=asked.way,
            ticket_id=asked.ticket_id,
            person_id=_known(hall, asked.who) or "",
            name=asked.who.name,
            phone=asked.who.phone,
        )
        return
    sheet_id = _sheet(hall, asked, "")
    hall.do(contacts.answer, sheet_id=sheet_id, words=answers.words)
    _close(hall, sheet_id, at_once)


def _hand(hall: Hall, asked: Asked, answers: Answers, _at_once: bool) -> None:
    """Hand the question to a colleague with a list of what goes along; their post says whether it is B or C."""
    sheet_id, materials = _sheet(hall, asked, ""), listed(answers.materials)
    hall.do(contacts.hand_over, sheet_id=sheet_id, to=answers.to, materials=materials, note=answers.note)


def _refer(hall: Hall, asked: Asked, answers: Answers, at_once: bool) -> None:
    """Print where to go: the slip of the office, or the notice that no community issues this certificate."""
    sheet_id = _sheet(hall, asked, "D")
    if not answers.certificate:
        where = {"office": answers.office, "address": answers.address, "phone": answers.phone}
        hall.do(contacts.refer_out, sheet_id=sheet_id, words=answers.words, **where)
        return
    hall.do(
        cases.refuse_certificate,
        name=answers.certificate,
        contact_id=sheet_id,
        institution=answers.institution,
        letter=answers.letter,
    )
    hall.do(contacts.answer, sheet_id=sheet_id, words=answers.words)
    _close(hall, sheet_id, at_once)


def _promise(hall: Hall, asked: Asked, answers: Answers, _at_once: bool) -> None:
    """Promise to find it out, with a slip in the resident's hand."""
    sheet_id = _sheet(hall, asked, "")
    hall.do(contacts.promise, words=answers.words, due_on=date.fromisoformat(answers.due_on), sheet_id=sheet_id)


def _ask_leader(hall: Hall, asked: Asked, answers: Answers, _at_once: bool) -> None:
    """Ask the leader whose it is; the resident gets the answer from whoever was asked first."""
    hall.do(contacts.escalate, sheet_id=_sheet(hall, asked, "D"), words=answers.words)


_WAYS = {ANSWER: _answer, HAND: _hand, REFER: _refer, PROMISE: _promise, LEADER: _ask_leader}


def _close(hall: Hall, sheet_id: str, at_once: bool) -> None:
    """Close what the resident has heard; whoever wrote a letter is still to be told."""
    if at_once and hall.see(contacts_views.sheet, sheet_id=sheet_id).card.replied:
        hall.do(contacts.close, sheet_id=sheet_id)


def forbidden(
    cards: Sequence[catalogue_views.CertificateCard], words: str
) -> tuple[catalogue_views.CertificateCard, ...]:
    """Return the certificates that must not be issued and that the resident's words name."""
    wanted = words.strip().removesuffix("证明")
    if len(wanted) < 2:
        return ()
    return tuple(card for card in cards if not card.allowed and (wanted in card.name or card.name in words))


def _registered(hall: Hall, who: Who) -> str:
    if who.person_id is not None:
        _keep_phone(hall, who)
        return who.person_id
    kind = who.id_kind if who.id_number.strip() else NO_DOCUMENT
    return hall.do(people.register, name=who.name, id_kind=kind, id_number=who.id_number, phone=who.phone)


def _keep_phone(hall: Hall, who: Who) -> None:
    """Keep a phone number that was typed for somebody known."""
    known = hall.see(people_views.person, person_id=who.person_id or "")
    if who.phone.strip() and people_rules.read_phone(who.phone) != known.phone:
        hall.do(people.correct, person_id=known.id, phone=who.phone, address=known.address)


def _known(hall: Hall, who: Who) -> str | None:
    """Return the person's key where there is one; who only asks need not be registered."""
    if who.person_id is not None or who.id_number.strip():
        return _registered(hall, who)
    return None


def _sheet(hall: Hall, asked: Asked, belonging: str, person_id: str | None = None) -> str:
    """Return the sheet on which the question stands, signed for or newly opened."""
    if asked.sheet_id is not None:
        if asked.sign_first:
            hall.do(contacts.sign_for, sheet_id=asked.sheet_id)
        return asked.sheet_id
    if not asked.opened:
        sheet_id = hall.do(
            contacts.open_sheet,
            matter_text=asked.words,
            way=asked.way,
            belonging=belonging,
            person_id=person_id or _known(hall, asked.who),
            name=asked.who.name,
            phone=asked.who.phone,
            ticket_id=asked.ticket_id or None,
        )
        asked.opened.append(sheet_id)
    return asked.opened[0]
