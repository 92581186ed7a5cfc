"""The decisions at the counter: accept, finish, say what is missing, propose a no."""

from collections.abc import Callable
from typing import Any

from hall.service import Hall, cases
from ui.counter.acts import Act, Values, choice, line, plain, text_of, words
from ui.counter.visit import Case
from ui.shared.fields.plain import PlainField
from ui.shared.i18n import mark, tr

GROUNDS = {
    "not_competent": mark("Not ours to decide"),
    "not_needed": mark("No permission is needed"),
    "not_eligible": mark("Conditions are not met"),
    "duplicate": mark("Applied for twice"),
}
EXEMPTIONS = {
    "law_changed": mark("The rules changed"),
    "resident_changed": mark("The resident changed the application"),
    "upper_new": mark("The upper level asks for something new"),
    "shared_data_failed": mark("Shared data could not be reached"),
}


def intake_acts(case: Case) -> tuple[Act, ...]:
    """Return the decisions at the counter, the one that fits first.

    What is missing comes before acceptance, so that the resident hears everything at once.
    """
    missing = [material for material in case.materials if material.state == "missing"]
    made = {name: make(case) for name, make in _INTAKE.items()}
    immediate = case.matter.case_type.value == "immediate"
    yes = (made["finish_at_once"],) if immediate else (made["accept"],)
    later = (made["promise"],) if case.matter.tolerant_acceptance and not immediate else ()
    if missing:
        return (made["give_notice"], *later, made["propose_refusal"], made["withdraw"])
    return (*yes, made["propose_refusal"], made["withdraw"])


def _handed_in(hall: Hall, case: Case) -> None:
    """See to it that the application counts as handed in."""
    if case.card.stage == "draft":
        hall.do(cases.submit, case_id=case.card.id)
    elif case.card.stage == "notified":
        hall.do(cases.supplement, case_id=case.card.id)


def _after_intake(case: Case, action: Any, **fixed: Any) -> Callable[[Hall, Values], object]:  # noqa: ANN401
    """Return a run that hands the application in first."""

    def run(hall: Hall, values: Values) -> object:
        _handed_in(hall, case)
        return hall.do(action, case_id=case.card.id, **fixed, **{key: text_of(values, key) for key in values})

    return run


def _finish(case: Case) -> Act:
    return Act(
        "finish_at_once",
        tr("Finish on the spot"),
        _after_intake(case, cases.finish_at_once) if case.card.stage == "notified" else at_once(case, "finish_at_once"),
        explained=tr("Accepted, decided and handed over in one go; the result is printed."),
        done=tr("Done. The resident can take the result along."),
    )


def _accept(case: Case) -> Act:
    return Act(
        "accept",
        tr("Accept"),
        _after_intake(case, cases.accept),
        explained=tr("Prints the acceptance notice and the list of what was handed in; the time limit begins."),
        done=tr("Accepted. Hand over the notice and the list."),
    )


def _promise(case: Case) -> Act:
    missing = [material.material_id for material in case.materials if material.state == "missing"]
    return Act(
        "accept",
        tr("Accept, the rest comes later"),
        _after_intake(case, cases.accept, promised=missing),
        explained=tr("The resident promises in writing to bring what is missing."),
        done=tr("Accepted. What is missing has a date on the notice."),
        seldom=True,
    )


def _notice(case: Case) -> Act:
    again = bool(case.notices)
    fields = (
        (choice("exemption", tr("Why was it not said the first time"), EXEMPTIONS, required=False),
         line("exemption_note", tr("How so"), required=False)) if again else ()
    )  # fmt: skip
    return Act(
        "give_notice",
        tr("Print what is missing"),
        _after_intake(case, cases.give_notice),
        fields,
        explained=tr("One notice with everything that is missing; the resident comes back only once."),
        done=tr("The notice is out. Read it through with the resident."),
    )


def refuse(case: Case) -> Act:
    """Return the proposal not to accept, or not to approve what was accepted."""
    accepting = case.card.accepted_at is None
    ground = (choice("ground", tr("Ground"), GROUNDS),) if accepting else (words("found", tr("What was found")),)
    fields = (
        *ground,
        words("reason", tr("Reason, as the resident will read it")),
        line("basis", tr("Rule and article")),
        line("office", tr("Where to go instead"), required=False, help_=tr("Office, address and phone")),
    )
    return Act(
        "propose_refusal",
        tr("Do not accept") if accepting else tr("Do not approve"),
        _after_intake(case, cases.propose_refusal),
        fields,
        explained=tr("A leader reviews every no before the resident gets it in writing."),
        done=tr("Handed to the leader for review."),
        seldom=True,
        start={"basis": case.matter.legal_basis[0] if case.matter.legal_basis else ""},
    )


def withdraw(case: Case) -> Act:
    """Return the applicant's taking back of the application."""
    return asking(
        case, "withdraw", tr("The resident withdraws"), (words("reason", tr("What the resident says")),),
        tr("Withdrawn. Hand back what was handed in."), seldom=True,
    )  # fmt: skip


def asking(case: Case, name: str, text: str, fields: tuple[PlainField, ...], done: str, *, seldom: bool = False) -> Act:
    """Return an act whose answers are the action's arguments."""
    action = getattr(cases, name)

    def run(hall: Hall, values: Values) -> object:
        return hall.do(action, case_id=case.card.id, **{field.id: text_of(values, field.id) for field in fields})

    return Act(name, text, run, fields, done=done, seldom=seldom)


def at_once(case: Case, name: str) -> Callable[[Hall, Values], object]:
    """Return a run of one of the core's actions that asks nothing."""
    return plain(getattr(cases, name), case_id=case.card.id)


_INTAKE: dict[str, Callable[[Case], Act]] = {
    "finish_at_once": _finish,
    "accept": _accept,
    "promise": _promise,
    "give_notice": _notice,
    "propose_refusal": refuse,
    "withdraw": withdraw,
}
