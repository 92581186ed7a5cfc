"""First contact: registering who was asked, answering, linking, showing the way, replying to the resident."""

from sqlalchemy import select

from hall.contacts import papers, rules, views
from hall.contacts.handing import (
    assign,
    decline,
    escalate,
    hand_over,
    hand_over_all,
    judge_decline,
    remind_receiver,
    sign_for,
    time_out,
)
from hall.contacts.looking import phone_on
from hall.contacts.model import ContactSheet
from hall.contacts.promising import assign_promise, keep_promise, promise
from hall.contacts.record import JOURNAL, end_hand_over, happened, locked, note
from hall.documents.actions import issue, take_number
from hall.documents.views import documents_of
from hall.kernel.ids import new_id
from hall.kernel.names import read_name
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.people.rules import read_phone
from hall.people.views import person
from hall.security.model import Staff
from hall.storage import settings
from hall.storage.action import action
from hall.storage.place import HallFacts
from hall.storage.work import Work

__all__ = [
    "answer", "answer_at_once", "assign", "assign_promise", "case_done", "close", "decline", "escalate", "hand_over",
    "hand_over_all", "judge_decline", "keep_promise", "link_case", "open_sheet", "phone_on", "print_sheet", "promise",
    "refer_out", "remind_receiver", "reply", "sign_for", "time_out",
]  # fmt: skip


@action
def open_sheet(
    work: Work,
    *,
    matter_text: str,
    way: str = "walk_in",
    belonging: str = "",
    person_id: str | None = None,
    name: str = "",
    phone: str = "",
    ticket_id: str | None = None,
) -> str:
    """Register a question; whoever is signed in is the first contact for good. Answers with the sheet's key.

    Args:
        work: the open transaction.
        matter_text: what the resident wants, in their words.
        way: `walk_in`, `phone`, `letter` or `net`.
        belonging: A, B, C or D where it is clear already.
        person_id: the resident in the register; then name and phone may be empty.
        name: the resident's name; somebody may stay nameless.
        phone: under which the reply reaches them.
        ticket_id: the ticket that the resident holds.

    Raises:
        Refusal: `contacts.nobody`, `contacts.way`, `contacts.belonging`, `contacts.matter_missing`; what `read_name`
            and `read_phone` say.
    """
    opened = rules.open_sheet(first_contact=work.actor.staff_id, way=way, belonging=belonging)
    if not matter_text.strip():
        raise Refusal("contacts.matter_missing")
    known = person(work, person_id=person_id) if person_id else None
    row = ContactSheet(
        id=new_id(),
        hall_id=work.place.hall_id,
        number=take_number(work, "contact_sheet"),
        opened_at=work.now,
        way=way,
        person_id=person_id,
        name=read_name(name).text if name.strip() else known.name if known else "",
        phone=read_phone(phone) or (known.phone if known else ""),
        matter_text=matter_text.strip(),
        ticket_id=ticket_id,
    )
    JOURNAL.begin(work, row, opened)
    work.touched(Topic.CONTACTS)
    return row.id


@action
def answer(work: Work, *, sheet_id: str, words: str) -> None:
    """Answer on the spot, or say what came of the work that was handed over.

    In person and on the phone the resident hears it; whoever wrote still has to be told.

    Raises:
        Refusal: `contacts.words_missing`, `contacts.not_responsible`, `contacts.now_…`.
    """
    row = locked(work, sheet_id)
    said = note(work, row, "answer", words, way=row.way)
    told = row.way in rules.IN_PERSON
    happened(work, row, rules.answer(JOURNAL.of(row), by=work.actor.staff_id, note_id=said.id, told=told))


@action
def answer_at_once(
    work: Work,
    *,
    matter_text: str,
    words: str,
    way: str = "walk_in",
    ticket_id: str = "",
    person_id: str = "",
    name: str = "",
    phone: str = "",
) -> str:
    """Register a question, answer it and close the sheet in one go; answers with the sheet's key.

    Args:
        work: the open transaction.
        matter_text: what the resident wants, in their words.
        words: the answer, as it was given.
        way: `walk_in`, `phone`, `letter` or `net`; the answer goes the same way.
        ticket_id: the ticket that the resident holds.
        person_id: the resident in the register.
        name: the resident's name.
        phone: their phone.

    Raises:
        Refusal: what `open_sheet` says; `contacts.words_missing`.
    """
    sheet_id = open_sheet(
        work, matter_text=matter_text, way=way, belonging="A", person_id=person_id or None, name=name, phone=phone,
        ticket_id=ticket_id or None,
    )  # fmt: skip
    answer(work, sheet_id=sheet_id, words=words)
    if way not in rules.IN_PERSON:
        reply(work, sheet_id=sheet_id, way=way, words=words)
    close(work, sheet_id=sheet_id)
    return sheet_id


@action
def link_case(work: Work, *, sheet_id: str, case_id: str) -> None:
    """Tie the case to the sheet from which it came.

    Raises:
        Refusal: `contacts.not_responsible`, `contacts.now_…`.
    """
    row = locked(work, sheet_id)
    happened(work, row, rules.link_case(JOURNAL.of(row), by=work.actor.staff_id, case_id=case_id))


@action
def refer_out(work: Work, *, sheet_id: str, office: str, address: str, phone: str, words: str = "") -> str:
    """Name the competent office outside the hall and print the slip; answers with the document's key.

    Raises:
        Refusal: `contacts.office_missing`, `contacts.address_missing`, `contacts.phone_missing`,
            `contacts.not_responsible`, `contacts.now_…`.
    """
    row = locked(work, sheet_id)
    where = {"office": office, "address": address, "phone": phone}
    said = note(work, row, "referral", words or office, way=row.way, **where)
    happened(work, row, rules.refer_out(JOURNAL.of(row), by=work.actor.staff_id, note_id=said.id, **where))
    work.session.flush()
    file = views.sheet(work, sheet_id=sheet_id)
    slip = papers.referral_slip(
        settings.read(work.session, HallFacts), file, number=take_number(work, "referral_slip"), day=work.today
    )
    return issue(work, slip, subject_id=row.id)


@action
def reply(work: Work, *, sheet_id: str, way: str, words: str) -> None:
    """Record that the resident has been told: when (now), how and in which words.

    Raises:
        Refusal: `contacts.words_missing`, `contacts.way`, `contacts.not_owing`, `contacts.now_…`.
    """
    row = locked(work, sheet_id)
    said = note(work, row, "reply", words, way=way)
    told = rules.reply(JOURNAL.of(row), by=work.actor.staff_id, note_id=said.id, way=way, words=words)
    happened(work, row, told)


@action
def close(work: Work, *, sheet_id: str) -> None:
    """End the sheet; a recorded reply to the resident is needed.

    Raises:
        Refusal: `contacts.reply_first`, `contacts.not_owing`, `contacts.now_…`.
    """
    row = locked(work, sheet_id)
    happened(work, row, rules.close(JOURNAL.of(row), by=work.actor.staff_id))


@action
def print_sheet(work: Work, *, sheet_id: str) -> str:
    """Print the sheet in its three parts as it stands now; answers with the document's key."""
    row = locked(work, sheet_id)
    before = sum(paper.kind == "contact_sheet" for paper in documents_of(work, subject_id=sheet_id))
    file = views.sheet(work, sheet_id=sheet_id)
    first = work.session.get(Staff, row.first_contact)
    content = papers.contact_sheet(
        settings.read(work.session, HallFacts),
        file,
        # A later state of the same sheet is a paper of its own, under the sheet's number.
        number=f"{row.number}-{before + 1}" if before else row.number,
        zone=work.place.zone,
        who=person(work, person_id=file.person_id) if file.person_id else None,
        staff_number=first.number if first else "",
    )
    work.concerns(row.id)
    return issue(work, content, subject_id=row.id)


@action
def case_done(work: Work, *, case_id: str) -> None:
    """The case of a sheet has ended: the first contact owes the resident the reply. Called by the cases room."""
    linked = select(ContactSheet).where(ContactSheet.case_id == case_id).with_for_update()
    for row in work.session.scalars(linked):
        if row.state in (rules.LINKED, rules.HANDED, rules.HANDOVER_PENDING, rules.ESCALATED):
            end_hand_over(work, row, "done")
            happened(work, row, rules.finish_case(JOURNAL.of(row)))
