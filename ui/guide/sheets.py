"""First-contact sheets (首问单) at the guide's desk: whoever asks the guide leaves with an answer or with a name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from hall.kernel.refusal import Refusal
from hall.service import Hall, contacts, contacts_views

Office = contacts_views.OfficeCard
SheetWork = Callable[[Hall], str]
"""Puts a sheet on record and answers with its key."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question at the desk.

    Attributes:
        words: what the resident wants, in their words.
        way: `walk_in`, `phone`, `letter` or `net`; the answer goes the same way.
        ticket_id: the ticket that they hold, if they hold one; `person_id` whose it is.
    """

    words: str
    name: str = ""
    phone: str = ""
    way: str = "walk_in"
    ticket_id: str | None = None
    person_id: str | None = None


def missing(asked: Asked, needed: str, code: str) -> Refusal | None:
    """Return what keeps a sheet from being written, before anything of it stands on record; None for nothing.

    Args:
        asked: the question.
        needed: the words without which the way chosen is none.
        code: of the refusal when they are not there.
    """
    if not asked.words:
        return Refusal("contacts.matter_missing")
    return None if needed else Refusal(code)


def answer_at_once(hall: Hall, asked: Asked, words: str) -> str:
    """Answer on the spot: registered, answered and closed in one go; answers with the sheet's key.

    Raises:
        Refusal: what `contacts.answer_at_once` says; then nothing stands on record.
    """
    return hall.do(
        contacts.answer_at_once,
        matter_text=asked.words,
        words=words,
        way=asked.way,
        ticket_id=asked.ticket_id or "",
        person_id=asked.person_id or "",
        name=asked.name,
        phone=asked.phone,
    )


def hand_to(hall: Hall, asked: Asked, to: str, materials: Mapping[str, int], note: str) -> str:
    """Hand the question to a colleague with what goes along; they have to sign for it, and B or C is what they are."""
    sheet_id = _open(hall, asked, "")
    hall.do(contacts.hand_over, sheet_id=sheet_id, to=to, materials=materials, note=note)
    return sheet_id


def show_the_way(hall: Hall, asked: Asked, where: Office, words: str) -> str:
    """Print where to go; whoever was shown the way is asked later whether it was right."""
    sheet_id = _open(hall, asked, "D")
    hall.do(
        contacts.refer_out,
        sheet_id=sheet_id,
        office=where.office,
        address=where.address,
        phone=where.phone,
        words=words,
    )
    return sheet_id


def promise(hall: Hall, asked: Asked, words: str, due_on: date) -> str:
    """Promise to find it out (我帮您问), with a slip in the resident's hand."""
    sheet_id = _open(hall, asked, "")
    hall.do(contacts.promise, words=words, due_on=due_on, sheet_id=sheet_id)
    return sheet_id


def ask_leader(hall: Hall, asked: Asked, words: str) -> str:
    """Ask the leader whose it is; the guide owes the resident the answer."""
    sheet_id = _open(hall, asked, "D")
    hall.do(contacts.escalate, sheet_id=sheet_id, words=words)
    return sheet_id


def tell(hall: Hall, sheet_id: str, way: str, words: str) -> str:
    """Record that the resident was told, and close the sheet."""
    hall.do(contacts.reply, sheet_id=sheet_id, way=way, words=words)
    hall.do(contacts.close, sheet_id=sheet_id)
    return sheet_id


def answer_later(hall: Hall, card: contacts_views.SheetCard, way: str, words: str) -> str:
    """Answer a sheet that lay open, or tell the resident what came of it; the last word closes it."""
    if card.state in ("open", "handed"):
        hall.do(contacts.answer, sheet_id=card.id, words=words)
        if card.first_contact != card.responsible:
            return card.id  # whoever was asked first tells the resident
    if not card.replied:
        hall.do(contacts.reply, sheet_id=card.id, way=way, words=words)
    hall.do(contacts.close, sheet_id=card.id)
    return card.id


def _open(hall: Hall, asked: Asked, belonging: str) -> str:
    return hall.do(
        contacts.open_sheet,
        matter_text=asked.words,
        way=asked.way,
        belonging=belonging,
        person_id=asked.person_id,
        name=asked.name,
        phone=asked.phone,
        ticket_id=asked.ticket_id,
    )
