"""Step four: everything at a glance, and the one decision that fits."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from ui.counter import agency_acts, case_acts, intake_acts, own_data_acts, template_acts
from ui.counter.act_panel import ActPanel, AskMore
from ui.counter.acts import Act, Values, allowed
from ui.counter.checklist import asked_for, missing
from ui.counter.facts_view import FactsView
from ui.counter.form_page import said
from ui.counter.helpers import helpers_for
from ui.counter.matters import remark_of
from ui.counter.page import Page
from ui.counter.steps import Step
from ui.counter.visit import Case, Visit
from ui.shared.case_words import limits, stage
from ui.shared.i18n import tr
from ui.shared.runner import Runner
from ui.shared.theme import GRID

Local = Callable[[datetime], datetime]
_AT_INTAKE = ("draft", "checking", "notified")
_TO_FORM = "to_form"


class AcceptPage(Page):
    """Shows the case and what to do: accept, finish, say what is missing, or propose a no."""

    def __init__(self, runner: Runner, more: AskMore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._case: Case | None = None
        self.facts = FactsView(self)
        self.acts = ActPanel(more, self)
        self.acts.act_requested.connect(self._on_act)
        self.acts.asking_changed.connect(self._on_asking)
        self.body.setSpacing(3 * GRID)
        self.body.addWidget(self.facts)
        self.body.addStretch(1)
        self.column.insertWidget(1, self.acts)

    def show_visit(self, visit: Visit) -> None:
        """Show the case as it stands."""
        case = visit.case
        self._case = case
        if case is None:
            return
        at_intake = case.card.stage in _AT_INTAKE
        unfilled = bool(visit.problems) and at_intake
        zone = visit.looked_at.tzinfo
        self.facts.show_facts(facts_of(case, visit, lambda at: at.astimezone(zone)))
        self.say_next("")
        self.leading.hide()
        self.hint.hide()
        acts = intake_acts.intake_acts(case, unfilled=unfilled) if at_intake else (
            *case_acts.acts_of(case), *agency_acts.offered(case, visit.today)
        )  # fmt: skip
        helpers = helpers_for(visit.book, visit.today, {}, by_number=False)
        first = (_to_form(),) if unfilled else ()
        own = (own_data_acts.act_of(case.card.person_id, here=True, case_id=case.card.id),)
        papers = template_acts.acts_of(case.card.id, visit.templates, allowed(own, "privacy", visit.may))
        self.acts.show_acts((*first, *allowed((*acts, *papers), "cases", visit.may)), helpers)

    def take_focus(self) -> None:
        """Put the keyboard on the decision."""
        self.acts.take_focus()

    def go_on(self) -> None:
        """Go back to the form while it is not in order."""
        self.step_wanted.emit(Step.FORM)

    def _on_act(self, act: Act, values: Values) -> None:
        if act.name == _TO_FORM:
            self.go_on()
            return
        self._runner.run(
            self,
            lambda hall: act.run(hall, values),
            lambda _answer: self.acts.put_away(),
            said=act.done,
        )

    def _on_asking(self, asking: bool) -> None:
        """Questions get the room of the facts."""
        self.scroller.setVisible(not asking)
        self.column.setStretch(0, 0 if asking else 1)
        self.column.setStretch(1, 1 if asking else 0)


def _to_form() -> Act:
    """Return the way back to a form that is not in order; what is missing can still be said without it."""
    return Act(
        _TO_FORM, tr("Back to the form"), lambda _hall, _values: None, explained=tr("The form is not complete yet.")
    )


def facts_of(case: Case, visit: Visit, local: Local) -> Sequence[tuple[str, str]]:
    """Return what the clerk reads before deciding."""
    person = visit.person
    age = person.age(visit.today) if person else None
    who = tr("{name}, {age} years", name=person.name, age=age) if person and age is not None else (
        person.name if person else case.card.applicant
    )  # fmt: skip
    started = case.card.accepted_at is not None
    return (
        (tr("Applicant"), who),
        (tr("Matter"), case.matter.name),
        (tr("Case number"), case.card.number),
        (tr("State"), stage(case.card)),
        (tr("Materials"), materials_of(case)),
        (tr("Form"), form_of(visit)),
        (tr("Time limit"), limits(case.card, local) if started else promise_of(case)),
        (tr("Decided by"), case.matter.decided_by),
        (tr("Fee"), case.matter.fee),
    )


def promise_of(case: Case) -> str:
    """Return how long it will take, before there is a date."""
    words = remark_of(case.matter)
    promised = case.matter.limits.promised.value or case.matter.limits.statutory.value
    return tr("within {limit} after acceptance", limit=words) if promised else words


def materials_of(case: Case) -> str:
    """Return how the materials stand, in one sentence."""
    gone = missing(case)
    asked = asked_for(case)
    here = sum(line.state == "verified" for line in asked)
    shared = sum(line.waived_for == "shared" for line in asked)
    on_file = sum(line.waived_for == "on_file" for line in asked)
    parts = [tr("{count} checked", count=here)] if here else []
    parts += [tr("{count} on file, not needed", count=on_file)] if on_file else []
    parts += [tr("{count} shared, not needed", count=shared)] if shared else []
    names = tr(", ").join(line.name for line in gone)
    parts += [tr("{count} missing: {names}", count=len(gone), names=names)] if gone else []
    return tr("; ").join(parts) or tr("none needed")


def form_of(visit: Visit) -> str:
    """Return whether the form is in order, else what is wrong first."""
    problems = said(visit.problems)
    if not problems:
        return tr("in order")
    first = next(iter(problems.values()))
    return tr("{count} to look at; {first}", count=len(problems), first=first)
