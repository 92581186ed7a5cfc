"""Papers that wait for a leader before they go out, and those that are out: read, approved, revoked, reprinted."""

from datetime import datetime

from hall.service import Hall, Reading, cases_views, documents, documents_register
from ui.shared.folder import File, Folder, Link, chosen
from ui.shared.i18n import mark, tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.step import Step, Values, choice, said, words

Card = documents_register.PaperCard
_STATES = {
    "sent": (mark("in the printer"), Light.YELLOW),
    "printed": (mark("printed"), Light.GREEN),
    "handed_over": (mark("with the resident"), Light.GREEN),
    "revoked": (mark("revoked"), Light.RED),
}
_WHY_REVOKED = {
    "wrong": mark("It was written wrongly"),
    "unfounded": mark("What it rests on is not true"),
    "altered": mark("The facts have changed"),
    "other": mark("Something else"),
}
_WHY_AGAIN = {
    "lost": mark("Lost"),
    "spoiled": mark("Jammed, smeared or blank"),
    "unreadable": mark("Hard to read"),
    "other": mark("Something else"),
}
_ENDED = ("closed", "archived", "withdrawn", "aborted")


# -- drafts


def draft_row(reading: Reading, card: Card, office: Office) -> Row:
    """Return a draft as a row: what it is, for whom, who drew it up and since when it waits."""
    case = cases_views.card_of(reading, case_id=card.subject_id)
    text = tr("{who}　{what}", who=case.applicant, what=card.title) if case else card.title
    below = f"{card.by_name}　{office.local(card.at):%m-%d %H:%M}"
    return Row(card.id, text, tr("Paper"), Light.YELLOW, below)


def draft_file(reading: Reading, card: Card, office: Office) -> File:
    """Return a draft in full, with what it says and the answers that the reader may give."""
    case = cases_views.card_of(reading, case_id=card.subject_id)
    own = office.person is not None and card.by == office.person.id
    facts = (
        tr("Drawn up by {name} on {at}", name=card.by_name, at=f"{office.local(card.at):%m-%d %H:%M}"),
        tr("Number {number}", number=card.number),
        tr("For {who}: {matter}", who=case.applicant, matter=case.matter_name) if case else "",
        tr("You have drawn it up yourself: somebody else approves it.") if own else
        tr("Once approved it is printed at the desk where it was drawn up."),
        tr("What it says:"),
        *documents_register.lines_of(reading, document_id=card.id),
    )  # fmt: skip
    return File(card.id, f"draft {card.version}", tr("Paper: {title}", title=card.title), Light.YELLOW,
                tr("Waits for approval"), facts, links=_case(case),
                steps=_answers(card, office.may, own=own))  # fmt: skip


def _answers(card: Card, may: frozenset[str], *, own: bool) -> tuple[Step, ...]:
    def approve(hall: Hall, _values: Values) -> object:
        return hall.do(documents.approve, document_id=card.id)

    def send_back(hall: Hall, values: Values) -> object:
        return hall.do(documents.send_back, document_id=card.id, words=said(values))

    yes = Step("approve", tr("Approve: let the paper go out"), (), approve,
               tr("Approved; it is printed where it was drawn up."))  # fmt: skip
    no = Step("send_back", tr("Send it back"), (words(tr("What has to be otherwise")),), send_back,
              tr("Sent back; the clerk reads why and draws it up anew."))  # fmt: skip
    return _allowed((no,) if own else (yes, no), may)


# -- papers that are out


def look(reading: Reading, office: Office, key: str, span: tuple[datetime, datetime]) -> Folder:
    """Return the numbered pages that came out between two instants, the latest first, and one of them in full."""
    cards = documents_register.originals(reading, since=span[0], until=span[1])
    wanted = chosen([card.id for card in cards], key)
    one = next((card for card in cards if card.id == wanted), None)
    return Folder(
        tr("{name}　{count}", name=tr("Papers that are out"), count=len(cards)),
        tuple(_row(card, office) for card in cards),
        _file(reading, one, office) if one else None,
        tr("Nothing is on record here."),
    )


def _row(card: Card, office: Office) -> Row:
    word, light = _standing(card)
    return Row(card.id, card.title, word, light, f"{card.number}　{office.local(card.at):%m-%d}")


def _standing(card: Card) -> tuple[str, Light]:
    word, light = _STATES["handed_over" if card.handed_over and card.state == "printed" else card.state]
    return tr(word), light


def _file(reading: Reading, card: Card, office: Office) -> File:
    case = cases_views.card_of(reading, case_id=card.subject_id)
    word, light = _standing(card)
    notes = documents_register.said_of(reading, document_id=card.id)
    revoked = next((note for note in reversed(notes) if note.purpose == "revoked"), None)
    facts = (
        tr("Drawn up by {name} on {at}", name=card.by_name, at=f"{office.local(card.at):%Y-%m-%d}"),
        tr("For {who}: {matter}", who=case.applicant, matter=case.matter_name) if case else "",
        tr("Printed again {count} times; only the last sheet counts.", count=card.reprints) if card.reprints else "",
        tr("Revoked by {name} on {at}", name=revoked.by_name, at=f"{office.local(revoked.at):%Y-%m-%d}")
        if revoked else "",
        tr("What it says:"),
        *documents_register.lines_of(reading, document_id=card.id),
    )  # fmt: skip
    return File(card.id, f"paper {card.version}", tr("{title}　{number}", title=card.title, number=card.number), light,
                word, facts, said=revoked.words if revoked else "", links=_case(case),
                steps=_after(card, office.may))  # fmt: skip


def _after(card: Card, may: frozenset[str]) -> tuple[Step, ...]:
    """Return what can be done with a paper that is out: a second sheet, or its revocation."""
    if card.state == "revoked":
        return ()

    def again(hall: Hall, values: Values) -> object:
        return hall.do(documents.reprint_original, document_id=card.id, reason=said(values, "why"))

    def revoke(hall: Hall, values: Values) -> object:
        return hall.do(documents.revoke, document_id=card.id, reason=said(values, "why"), words=said(values))

    sheet = Step("reprint_original", tr("Print the original again"), (choice("why", tr("Why again"), _WHY_AGAIN),),
                 again, tr("It is printed here, marked as a reprint; the sheet before counts no more."))  # fmt: skip
    asked = (choice("why", tr("Why it is revoked"), _WHY_REVOKED), words(tr("What was found")))
    fall = Step("revoke", tr("Revoke it"), asked, revoke,
                tr("Revoked; whoever checks its code reads that it holds no more."))  # fmt: skip
    return _allowed((sheet, fall) if card.out or card.handed_over else (sheet,), may)


def _case(case: cases_views.CaseCard | None) -> tuple[Link, ...]:
    """Return the way to the case while it is among the open ones."""
    if case is None or case.stage in _ENDED:
        return ()
    return (Link(tr("The whole case"), "cases", "all", case.id),)


def _allowed(steps: tuple[Step, ...], may: frozenset[str]) -> tuple[Step, ...]:
    return tuple(step for step in steps if f"documents.{step.name}" in may)
