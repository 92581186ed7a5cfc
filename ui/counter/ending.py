"""The end of a matter at the counter: papers are confirmed, the sheet is closed, the ticket is finished or goes on."""

from hall.service import Hall, cases_views, contacts, contacts_views, documents, queue
from ui.counter.key_work import Form, save_form
from ui.counter.visit import Visit
from ui.shared.i18n import tr

NEXT = "next"
"""Instead of a ticket's key: whose turn it is."""


def finish(hall: Hall, ticket_id: str, outcome: str, visit: Visit | None, unsaved: Form | None, whom: str) -> str:
    """Let the resident go, then call; answers with the key of the ticket that was called, empty for none.

    Args:
        hall: the hall.
        ticket_id: the ticket that is served.
        outcome: how it ends, by the codes of the queue.
        visit: what has come of it.
        unsaved: the form that is being filled in.
        whom: the key of the ticket to call then, NEXT for whose turn it is, empty for nobody.
    """
    settle(hall, visit, unsaved)
    if whom == NEXT:
        return hall.do(queue.finish_and_call_next, ticket_id=ticket_id, outcome=outcome) or ""
    hall.do(queue.finish, ticket_id=ticket_id, outcome=outcome)
    return call(hall, whom)


def go_on(hall: Hall, ticket_id: str, visit: Visit, unsaved: Form | None) -> None:
    """End one matter and begin another of the same resident under the same number."""
    settle(hall, visit, unsaved)
    hall.do(queue.next_matter, ticket_id=ticket_id)


def hold(hall: Hall, ticket_id: str, reason: str, unsaved: Form | None, whom: str) -> str:
    """Let the resident wait aside, then call; answers as `finish` does."""
    save_form(hall, unsaved)
    hall.do(queue.hold, ticket_id=ticket_id, reason=reason)
    return call(hall, whom)


def miss(hall: Hall, ticket_id: str, whom: str) -> str:
    """Give up calling somebody, then call; answers as `finish` does."""
    hall.do(queue.miss, ticket_id=ticket_id)
    return call(hall, whom)


def call(hall: Hall, whom: str) -> str:
    """Call a ticket, or whose turn it is; answers with its key, empty when nobody waits or nobody is wanted."""
    if whom == NEXT:
        return hall.do(queue.call_next) or ""
    if whom:
        hall.do(queue.call_ticket, ticket_id=whom)
    return whom


def settle(hall: Hall, visit: Visit | None, unsaved: Form | None) -> None:
    """Write down what is typed, confirm the papers that are in hand, and close what was answered."""
    save_form(hall, unsaved)
    for paper in visit.papers if visit else ():
        if paper.state == "sent" and paper.original:
            hall.do(documents.confirm_printed, document_id=paper.id)
    if visit is not None and visit.sheet is not None:
        _close_sheet(hall, visit.sheet, visit.case, visit.me)


def _close_sheet(hall: Hall, sheet: contacts_views.SheetCard, case: cases_views.CaseFile | None, me: str) -> None:
    """Close the sheet of a resident who has heard the answer at this counter."""
    if me not in (sheet.first_contact, sheet.responsible):
        return
    if sheet.state == "followup" and case is not None:
        said = tr("Done at the counter: {matter}", matter=case.matter.name)
        hall.do(contacts.reply, sheet_id=sheet.id, way="walk_in", words=said)
        hall.do(contacts.close, sheet_id=sheet.id)
    elif sheet.state == "answered" and sheet.replied:
        hall.do(contacts.close, sheet_id=sheet.id)
