"""What can be done with a first-contact sheet, by its state and by who looks at it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hall.service import Hall, contacts, contacts_promises, contacts_views
from ui.counter.acts import Act, Values, choice, day, line, plain, staff, text_of, words
from ui.shared.fields.plain import PlainField
from ui.shared.goods import listed
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
        return (_assign(sheet), *_judge(sheet))
    if card.state in ("answered", "referred", "followup") and owing:
        return (_close(sheet),) if card.replied else (_reply(sheet),)
    if card.state in ("open", "handed") and mine:
        leader = (_escalate(sheet),) if card.state == "open" else ()
        return (_answer(sheet), _hand_over(sheet), _promise(sheet), _refer(sheet), *leader)
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
    fields = (
        staff("to", tr("To whom")),
        line("materials", tr("Materials that go along"), required=False, help_=tr("Such as: form 1, photo 2")),
        words("note", tr("Note for the colleague"), required=False),
    )

    def run(hall: Hall, values: Values) -> object:
        to, materials, note = (text_of(values, each.id) for each in fields)
        return hall.do(contacts.hand_over, sheet_id=sheet.card.id, to=to, materials=listed(materials), note=note)

    done = tr("Handed over. It stays yours until the colleague signs.")
    return Act("hand_over", tr("Hand it to a colleague"), run, fields, done=done, seldom=True)


def _promise(sheet: Sheet) -> Act:
    fields = (words("words", tr("What you find out")), day("due_on", tr("Until which day")))

    def run(hall: Hall, values: Values) -> object:
        due_on = date.fromisoformat(text_of(values, "due_on"))
        return hall.do(contacts.promise, sheet_id=sheet.card.id, words=text_of(values, "words"), due_on=due_on)

    return Act("promise", tr("I find out for you"), run, fields, done=tr("Promised. The slip is printed."), seldom=True)


def _judge(sheet: Sheet) -> tuple[Act, ...]:
    """Return what a leader may say of a decline that had no ground."""
    declined = [over for over in sheet.hand_overs if over.outcome == "declined"]
    return tuple(
        Act(
            "judge_decline", tr("{name} had no ground to send it back", name=over.receiver_name),
            plain(contacts.judge_decline, hand_over_id=over.id), done=tr("On record as shirking."), seldom=True,
        )
        for over in declined
    )  # fmt: skip


def acts_of_promise(promise: contacts_promises.PromiseCard, me: str) -> tuple[Act, ...]:
    """Return what a person can do with a promise; a leader may give it to somebody else."""
    if promise.kept_at is not None:
        return ()
    return (*((_keep(promise),) if promise.owner == me else ()), _assign_promise(promise))


def _keep(promise: contacts_promises.PromiseCard) -> Act:
    fields = (choice("way", tr("How"), WAYS), words("words", tr("What the resident was told")))

    def run(hall: Hall, values: Values) -> object:
        way, said = text_of(values, "way"), text_of(values, "words")
        return hall.do(contacts.keep_promise, promise_id=promise.id, way=way, words=said)

    done = tr("Kept. The resident knows.")
    return Act("keep_promise", tr("The resident has been told"), run, fields, done=done, start={"way": "phone"})


def _assign_promise(promise: contacts_promises.PromiseCard) -> Act:
    fields = (staff("to", tr("Who keeps it")),)

    def run(hall: Hall, values: Values) -> object:
        return hall.do(contacts.assign_promise, promise_id=promise.id, to=text_of(values, "to"))

    return Act("assign_promise", tr("Give it to a colleague"), run, fields, done=tr("The colleague keeps it now."))


def _refer(sheet: Sheet) -> Act:
    fields = (
        line("office", tr("Office")),
        line("address", tr("Address")),
        line("phone", tr("Phone")),
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
