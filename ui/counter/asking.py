"""The first step of a visit: who asks, what for, and how it goes on; nobody leaves with nothing in hand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hall.kernel.masks import mask_number
from hall.kernel.refusal import Refusal
from hall.service import Hall, cases, catalogue_views, contacts, people, people_rules, people_views
from ui.counter.matters import Matter
from ui.counter.prefill import prefilled

Person = people_views.PersonCard
NO_DOCUMENT = "none"


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
    """

    who: Who
    words: str
    ticket_id: str
    sheet_id: str | None = None
    sign_first: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """Where to go instead: office, address and phone, or a certificate that the community must not issue."""

    office: str
    address: str = ""
    phone: str = ""
    words: str = ""
    certificate: str = ""


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


def open_a_case(hall: Hall, asked: Asked, matter: Matter, today: date) -> str:
    """Register who asks, open the sheet and the case, with what is known already; answers with the case's key.

    Raises:
        Refusal: what the single actions say; what was done before stays and is found again.
    """
    person_id = _registered(hall, asked.who)
    sheet_id = _sheet(hall, replace(asked, words=asked.words or matter.name), person_id, "A")
    return hall.do(
        cases.open_case,
        matter_code=matter.code,
        person_id=person_id,
        form=prefilled(matter, hall.see(people_views.person, person_id=person_id), today),
        contact_id=sheet_id,
        ticket_id=asked.ticket_id,
    )


def answer_now(hall: Hall, asked: Asked, words: str) -> None:
    """Answer on the spot; the words stay on the sheet."""
    hall.do(contacts.answer, sheet_id=_sheet(hall, asked, _known(hall, asked.who), ""), words=words)


def hand_to(
    hall: Hall, asked: Asked, to: str, materials: Mapping[str, int], note: str, *, same_department: bool
) -> None:
    """Hand the question to a colleague, with a list of what goes along."""
    belonging = "B" if same_department else "C"
    sheet_id = _sheet(hall, asked, _known(hall, asked.who), belonging)
    hall.do(contacts.hand_over, sheet_id=sheet_id, to=to, materials=materials, note=note, belonging=belonging)


def show_the_way(hall: Hall, asked: Asked, way: Way) -> None:
    """Print where to go: the slip of the office, or the notice that no community issues this certificate."""
    sheet_id = _sheet(hall, asked, _known(hall, asked.who), "D")
    if way.certificate:
        hall.do(cases.refuse_certificate, name=way.certificate, contact_id=sheet_id)
        hall.do(contacts.answer, sheet_id=sheet_id, words=way.words or way.office)
        return
    hall.do(
        contacts.refer_out,
        sheet_id=sheet_id,
        office=way.office,
        address=way.address,
        phone=way.phone,
        words=way.words,
    )


def ask_leader(hall: Hall, asked: Asked, words: str) -> None:
    """Ask the leader whose it is; the resident gets the answer from whoever was asked first."""
    hall.do(contacts.escalate, sheet_id=_sheet(hall, asked, _known(hall, asked.who), "D"), words=words)


def forbidden(
    cards: Sequence[catalogue_views.CertificateCard], words: str
) -> tuple[catalogue_views.CertificateCard, ...]:
    """Return the certificates that must not be issued and that the resident's words name."""
    wanted = words.strip().removesuffix("证明")
    if len(wanted) < 2:
        return ()
    return tuple(card for card in cards if not card.allowed and (wanted in card.name or card.name in words))


def listed(text: str) -> dict[str, int]:
    """Return the materials that a line names, each with its number: 申请表 2、照片 gives two and one."""
    found: dict[str, int] = {}
    for part in re.split(r"[、,，;；\n]", text):
        name, number = re.fullmatch(r"\s*(.*?)\s*[×x*]?\s*(\d{0,3})\s*[份张个本]?\s*", part).groups()  # type: ignore[union-attr]
        if name:
            found[name] = found.get(name, 0) + int(number or 1)
    return found


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


def _sheet(hall: Hall, asked: Asked, person_id: str | None, belonging: str) -> str:
    if asked.sheet_id is not None:
        if asked.sign_first:
            hall.do(contacts.sign_for, sheet_id=asked.sheet_id)
        return asked.sheet_id
    return hall.do(
        contacts.open_sheet,
        matter_text=asked.words,
        belonging=belonging,
        person_id=person_id,
        name=asked.who.name,
        phone=asked.who.phone,
        ticket_id=asked.ticket_id,
    )
