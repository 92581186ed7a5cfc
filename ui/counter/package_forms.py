"""What is asked when papers go to another hall and when an answer goes back, and what stands on a package."""

from PySide6.QtWidgets import QWidget

from hall.service import exchange_rules
from ui.counter.acts import choice, line, words
from ui.counter.package_work import Arrived, Card, Sending
from ui.shared.fields.form import DynamicForm
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice
from ui.shared.i18n import mark, tr
from ui.shared.theme import scaled

PURPOSES = {
    "forward": mark("For the level above to deal with"),
    "agency": mark("Errands for the resident"),
    "transfer": mark("Passed on to who is in charge"),
    "verify": mark("To have something verified"),
    "consult": mark("To ask for an opinion"),
}
OUTCOMES = {
    exchange_rules.RECEIVED: mark("Received, and registered here"),
    exchange_rules.RETURNED: mark("Sent back, with the reason"),
    exchange_rules.DONE: mark("Dealt with"),
}
SEND_HEIGHT, ANSWER_HEIGHT = 384, 264


def send_form(found: Sending, parent: QWidget) -> DynamicForm:
    """Return the questions on a package: for whom, what for, which papers."""
    halls = tuple(Choice(key, name) for key, name in found.halls)
    papers = tuple(Choice(number, text) for number, text, _usual in found.papers)
    form = DynamicForm(
        (
            PlainField("to", tr("Receiving hall"), "choice", required=True, options=halls),
            choice("purpose", tr("Purpose of the package"), PURPOSES),
            PlainField("papers", tr("Papers that go along"), "choices", required=True, options=papers),
            line("words", tr("More about it"), required=False),
            line("basis", tr("Law that allows it"), required=False, help_=tr("Left empty: that of the matter.")),
        ),
        parent,
    )
    form.setMinimumHeight(scaled(SEND_HEIGHT))
    usual = [number for number, _text, along in found.papers if along]
    form.set_values({"to": halls[0].code if len(halls) == 1 else None, "purpose": "forward", "papers": usual})
    return form


def answer_form(card: Card, parent: QWidget) -> DynamicForm:
    """Return the questions on an answer; what was said already is not asked again."""
    left = {code: text for code, text in OUTCOMES.items() if exchange_rules.OUTCOMES[code] != card.outcome}
    form = DynamicForm(
        (
            choice("outcome", tr("Answer"), left),
            line("receipt_number", tr("Receipt number here"), required=False, help_=tr("Needed when received.")),
            words("words", tr("What they should know"), required=False, help_=tr("Needed when it goes back.")),
        ),
        parent,
    )
    form.setMinimumHeight(scaled(ANSWER_HEIGHT))
    form.set_values({"outcome": next(iter(left))})
    return form


def facts_of(arrived: Arrived) -> list[tuple[str, str]]:
    """Return what stands on a package, or what an answer says."""
    card = arrived.card
    return [
        (tr("Package"), card.number),
        (tr("Matter"), card.matter_name),
        (tr("Case number"), card.case_number),
        *(_asked_of_us(card) if card.direction == "in" else _answered(card)),
        (tr("Whom to ask"), arrived.contact),
    ]


def _asked_of_us(card: Card) -> tuple[tuple[str, str], ...]:
    purpose = "：".join(filter(None, (card.purpose, card.words)))
    return (tr("Purpose of the package"), purpose), (tr("Law that allows it"), card.basis)


def _answered(card: Card) -> tuple[tuple[str, str], ...]:
    return (
        (tr("Answer"), card.outcome),
        (tr("Their number"), card.receipt_number),
        (tr("What they say"), card.answer),
    )
