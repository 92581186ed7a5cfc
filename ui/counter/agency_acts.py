"""What can be done with an agent's errand: the mandate, its way up and back, the visit, in words and questions."""

from collections.abc import Callable
from datetime import date, timedelta

from hall.service import Hall, agency, agency_rules, agency_views, originals
from ui.counter.acts import Act, Values, choice, day, line, plain, staff, text_of, words, yes_no
from ui.counter.visit import Case
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice
from ui.shared.grades import GRADES
from ui.shared.i18n import mark, tr

Errand = agency_views.ErrandFile
USUAL_DAYS = 30
POWERS = {
    "submit": mark("Hand in the materials"),
    "supplement": mark("Bring what is asked for besides"),
    "collect": mark("Fetch the result"),
    "sign": mark("Sign for the resident"),
}
IDENTITY_WAYS = {
    "card": mark("Identity card read"),
    "face": mark("Face compared"),
    "looked_at": mark("Document looked at"),
}
OUTCOMES = {"approved": mark("Approved"), "denied": mark("Not approved")}
ENDINGS = {
    "withdrawn": mark("The resident takes the mandate back"),
    "expired": mark("The mandate is over"),
    "died": mark("The resident has died"),
    "impossible": mark("It cannot be done for somebody else"),
}
_ABOVE = ("accepted", "deciding", "at_upper", "supplement")


def acts_of(errand: Errand) -> tuple[Act, ...]:
    """Return what can be done with an errand, the likeliest first."""
    return tuple(_MAKERS[name](errand) for name in errand.acts)


def offered(case: Case, today: date) -> tuple[Act, ...]:
    """Return the mandate for a case that still goes to an upper level, where the resident need not come in person."""
    above = any(not step.held_here for step in case.matter.steps[case.card.step - 1 :])
    if case.card.stage not in _ABOVE or not above or case.matter.in_person_only:
        return ()
    return (entrust(today, case_id=case.card.id, ticket_id=case.card.ticket_id or ""),)


def entrust(today: date, *, person_id: str = "", case_id: str = "", ticket_id: str = "") -> Act:
    """Return the taking of a mandate, for a case or for what a resident says in words."""
    ticks = tuple(Choice(code, tr(text)) for code, text in POWERS.items())
    fields = (
        *(() if case_id else (line("words", tr("What is to be done")),)),
        PlainField("powers", tr("What the agent may do"), "choices", required=True, options=ticks),
        day("until", tr("Last day of the mandate")),
        choice("identity_way", tr("How the identity was verified"), IDENTITY_WAYS),
        staff("agent", tr("Who does it, if not you"), required=False),
    )

    def run(hall: Hall, values: Values) -> object:
        return hall.do(
            agency.entrust, person_id=person_id, case_id=case_id, ticket_id=ticket_id, words=text_of(values, "words"),
            powers=tuple(values.get("powers") or ()), until=date.fromisoformat(text_of(values, "until")),
            identity_way=text_of(values, "identity_way"), agent=text_of(values, "agent"),
        )  # fmt: skip

    last = (today + timedelta(days=USUAL_DAYS)).isoformat()
    return Act(
        "entrust", tr("Take a mandate: we go for the resident"), run, fields,
        explained=tr("The help is free; the mandate is printed, and the resident signs it."),
        needs="agency.entrust", done=tr("The mandate is printed. It is in your list of errands."), seldom=bool(case_id),
        start={"powers": list(agency_rules.USUAL_POWERS), "until": last, "identity_way": "card"},
    )  # fmt: skip


def _items(*, required: bool) -> PlainField:
    columns = (
        PlainField("name", tr("Material"), "text", required=True),
        PlainField("originals", tr("Originals"), "number"),
        PlainField("copies", tr("Copies"), "number"),
    )
    help_ = tr("Count them together. An identity card is only shown and goes back at once.")
    return PlainField("items", tr("What goes along"), "table", required=required, columns=columns, help=help_)


def _log(errand: Errand) -> Act:
    fields = (
        line("place", tr("Where it goes")),
        _items(required=False),
        PlainField("fee", tr("Fee, paid by the resident"), "money", help=tr("Empty for none.")),
        PlainField("promised", tr("To be done by"), "date"),
    )

    def run(hall: Hall, values: Values) -> object:
        promised = text_of(values, "promised")
        return hall.do(
            agency.log, agency_id=errand.card.id, items=values.get("items") or (), place=text_of(values, "place"),
            fee=text_of(values, "fee"), promised=date.fromisoformat(promised) if promised else None,
        )  # fmt: skip

    done = tr("Logged. Both sign the list of what goes along.")
    return Act("log", tr("List what goes along"), run, fields, done=done, start={"place": errand.card.place})


def _submit(errand: Errand) -> Act:
    again = errand.card.state == agency_rules.SUPPLEMENT
    here = any(card.left for card in errand.originals)
    fields = (
        line("receipt_number", tr("Their receipt number")),
        *((_items(required=False),) if again else ()),
        *((yes_no("originals", tr("The originals stay there")),) if here or again else ()),
        *((yes_no("signs", tr("You sign for the resident")),) if "sign" in errand.card.powers else ()),
    )

    def run(hall: Hall, values: Values) -> object:
        return hall.do(
            agency.submit, agency_id=errand.card.id, receipt_number=text_of(values, "receipt_number"),
            items=values.get("items") or (), signs=bool(values.get("signs")),
            originals=bool(values.get("originals", True)),
        )  # fmt: skip

    text = tr("Handed in again") if again else tr("Handed in")
    return Act("submit", text, run, fields, done=tr("Noted."), start={"originals": True, "signs": False})


def _ask_supplement(errand: Errand) -> Act:
    return _asking(errand, "ask_supplement", tr("They ask for more"), (words("words", tr("What they want")),))


def _record_result(errand: Errand) -> Act:
    up = any(item.up for item in errand.items)
    may = "collect" in errand.card.powers
    fields = (
        choice("outcome", tr("Their answer"), OUTCOMES),
        words("words", tr("In their words"), required=False),
        *((yes_no("collected", tr("You have the result")),) if may else ()),
        *((yes_no("originals_back", tr("The originals are back too")),) if up else ()),
    )

    def run(hall: Hall, values: Values) -> object:
        return hall.do(
            agency.record_result, agency_id=errand.card.id, outcome=text_of(values, "outcome"),
            words=text_of(values, "words"), collected=bool(values.get("collected")),
            originals_back=bool(values.get("originals_back")),
        )  # fmt: skip

    start = {"outcome": "approved", "collected": may, "originals_back": up}
    return Act("record_result", tr("Note their answer"), run, fields, done=tr("Noted. Now tell the resident."),
               start=start)  # fmt: skip


def _deliver(errand: Errand) -> Act:
    return Act(
        "deliver", tr("Hand over the result"), plain(agency.deliver, agency_id=errand.card.id),
        explained=tr("With every original that is here; the resident signs the form."),
        done=tr("Handed over. Let the resident sign the form."),
    )  # fmt: skip


def _visit(errand: Errand) -> Act:
    grades = {str(grade): text for grade, text in GRADES.items()}
    fields = (choice("grade", tr("The resident says"), grades), words("words", tr("In their words"), required=False))

    def run(hall: Hall, values: Values) -> object:
        grade = int(text_of(values, "grade") or 0)
        return hall.do(agency.visit, agency_id=errand.card.id, grade=grade, words=text_of(values, "words"))

    return Act("visit", tr("Ask how it was"), run, fields, done=tr("Noted."))


def _end(errand: Errand) -> Act:
    fields = (choice("reason", tr("Why"), ENDINGS), words("words", tr("In other words"), required=False))
    act = _asking(errand, "end", tr("End it early"), fields)
    over = errand.card.over
    return Act(act.name, act.text, act.run, fields, done=tr("Ended. Hand the originals back."), seldom=not over,
               start={"reason": "expired" if over else "withdrawn"})  # fmt: skip


def _take_back(errand: Errand) -> Act:
    return Act("take_back", tr("The originals are back from above"),
               plain(agency.take_back, agency_id=errand.card.id), done=tr("Noted."))  # fmt: skip


def _hand_back(errand: Errand) -> Act:
    return Act(
        "hand_back", tr("Originals handed back to the resident"),
        plain(originals.hand_back, mandate_id=errand.card.id), needs="originals.hand_back", done=tr("Noted."),
    )  # fmt: skip


def _close(errand: Errand) -> Act:
    return Act("close", tr("File it"), plain(agency.close, agency_id=errand.card.id), done=tr("Filed."))


def _asking(errand: Errand, name: str, text: str, fields: tuple[PlainField, ...]) -> Act:
    """Return an act whose answers are the action's arguments."""
    action = getattr(agency, name)

    def run(hall: Hall, values: Values) -> object:
        given = {field.id: text_of(values, field.id) for field in fields}
        return hall.do(action, agency_id=errand.card.id, **given)

    return Act(name, text, run, fields, done=tr("Noted."))


_MAKERS: dict[str, Callable[[Errand], Act]] = {
    "log": _log,
    "submit": _submit,
    "ask_supplement": _ask_supplement,
    "record_result": _record_result,
    "deliver": _deliver,
    "visit": _visit,
    "end": _end,
    "take_back": _take_back,
    "hand_back": _hand_back,
    "close": _close,
}
