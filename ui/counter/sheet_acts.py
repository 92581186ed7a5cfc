"""What can be done with a first-contact sheet, by its state and by who looks at it."""

from collections.abc import Callable
from typing import Any

from hall.service import Hall, contacts, contacts_views
from ui.counter.acts import Act, Values, choice, line, plain, staff, text_of, words
from ui.shared.fields.plain import PlainField
from ui.shared.i18n import mark, tr

Sheet = contacts_views.SheetFile
WAYS = {"walk_in": mark("In person"), "phone": mark("By phone"), "letter": mark("By letter"), "net": mark("Online")}


def acts_of(sheet: Sheet, me: str) -> tuple[Act, ...]:
    """Return what a person can do with a sheet, the likeliest first."""
    card = sheet.card
    if card.state == "handover_pending" and card.receiver == me:
        return (_sign(sheet), _decline(sheet))
    mine = card.responsible == me
    owing = me in (card.responsible, card.first_contact)
    if card.state == "escalated":
        return (_assign(sheet),)
    if card.state in ("answered", "referred", "followup") and owing:
        return (_close(sheet),) if card.replied else (_reply(sheet),)
    if card.state in ("open", "handed") and mine:
        leader = (_escalate(sheet),) if card.state == "open" else ()
        return (_answer(sheet), _hand_over(sheet), _refer(sheet), *leader)
    if card.state == "handover_pending" and mine:
        return (_escalate(sheet),)
    return (_hand_over(sheet),) if card.state == "linked" and mine else ()


def _sign(sheet: Sheet) -> Act:
    return Act(
        "sign_for", tr("Sign for it"), _plain(sheet, "sign_for"),
        explained=tr("From now on the work is yours; whoever was asked first still owes the resident the answer."),
        done=tr("Signed for. It is yours now."),
    )  # fmt: skip


def _decline(sheet: Sheet) -> Act:
    return _asking(
        sheet, "decline", tr("Send it back"), (words("reason", tr("Why it is not yours, and whose it is")),),
        tr("Sent back to whoever was asked first."), seldom=True,
    )  # fmt: skip


def _assign(sheet: Sheet) -> Act:
    fields = (staff("to", tr("Who does it")), words("words", tr("Note for the colleague"), required=False))
    return _asking(sheet, "assign", tr("Name who does it"), fields, tr("The colleague has it and cannot decline."))


def _close(sheet: Sheet) -> Act:
    return Act("close", tr("Close the sheet"), _plain(sheet, "close"), done=tr("Closed."))


def _reply(sheet: Sheet) -> Act:
    fields = (choice("way", tr("How"), WAYS), words("words", tr("What the resident was told")))

    def run(hall: Hall, values: Values) -> object:
        hall.do(contacts.reply, sheet_id=sheet.card.id, way=text_of(values, "way"), words=text_of(values, "words"))
        return hall.do(contacts.close, sheet_id=sheet.card.id)

    done = tr("On record. The sheet is closed.")
    return Act("reply", tr("The resident has been told"), run, fields, done=done, start={"way": "phone"})


def _answer(sheet: Sheet) -> Act:
    return _asking(sheet, "answer", tr("Write the answer down"), (words("words", tr("Answer")),), tr("On record."))


def _hand_over(sheet: Sheet) -> Act:
    fields = (staff("to", tr("To whom")), words("note", tr("Note for the colleague"), required=False))
    done = tr("Handed over. It stays yours until the colleague signs.")
    return _asking(sheet, "hand_over", tr("Hand it to a colleague"), fields, done, seldom=True)


def _refer(sheet: Sheet) -> Act:
    fields = (
        line("office", tr("Office")),
        line("address", tr("Address"), required=False),
        line("phone", tr("Phone"), required=False),
        words("words", tr("What to bring, whom to ask"), required=False),
    )
    return _asking(sheet, "refer_out", tr("Show where to go"), fields, tr("The slip is printed."), seldom=True)


def _escalate(sheet: Sheet) -> Act:
    fields = (words("words", tr("What is unclear")),)
    return _asking(sheet, "escalate", tr("Ask the leader"), fields, tr("The leader has been asked."), seldom=True)


def _asking(
    sheet: Sheet, name: str, text: str, fields: tuple[PlainField, ...], done: str, *, seldom: bool = False
) -> Act:
    action: Any = getattr(contacts, name)

    def run(hall: Hall, values: Values) -> object:
        return hall.do(action, sheet_id=sheet.card.id, **{field.id: text_of(values, field.id) for field in fields})

    return Act(name, text, run, fields, done=done, seldom=seldom)


def _plain(sheet: Sheet, name: str) -> Callable[[Hall, Values], object]:
    return plain(getattr(contacts, name), sheet_id=sheet.card.id)
