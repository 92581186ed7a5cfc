"""The decisions at the counter: accept, finish, say what is missing, propose a no."""

from collections.abc import Callable, Mapping
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
KINDS = {
    "acceptance": mark("It is not accepted"),
    "incomplete": mark("Still incomplete after the notice"),
    "approval": mark("It is not approved"),
    "delay": mark("It cannot be done in time"),
    "return": mark("The application goes back"),
}
EXEMPTIONS = {
    "law_changed": mark("The rules changed"),
    "resident_changed": mark("The resident changed the application"),
    "upper_new": mark("The upper level asks for something new"),
    "shared_data_failed": mark("Shared data could not be reached"),
}


def intake_acts(case: Case, *, unfilled: bool = False) -> tuple[Act, ...]:
    """Return the decisions at the counter, the one that fits first.

    What is missing comes before acceptance, so that the resident hears everything at once.

    Args:
        case: as it stands.
        unfilled: whether the form is not in order: then nothing is accepted, and the notice names its gaps too.
    """
    missing = [material for material in case.materials if material.state == "missing"]
    made = {name: make(case) for name, make in _INTAKE.items()}
    immediate = case.matter.case_type.value == "immediate"
    yes = (made["finish_at_once"],) if immediate else (made["accept"],)
    later = (made["promise"],) if case.matter.tolerant_acceptance and not immediate and not unfilled else ()
    rest = (made["propose_refusal"], made["correct_on_spot"], made["withdraw"])
    if missing or unfilled:
        return (*_notices(case, made), *later, *rest)
    return (*yes, *rest)


def _notices(case: Case, made: Mapping[str, Act]) -> tuple[Act, ...]:
    """Return which notice can go out; what only a leader lets go out is asked of a leader."""
    if case.card.stage != "checking":
        return (made["give_notice"],)
    return tuple(made[name] for name in case.acts if name in ("give_notice", "insist_on_notice", "release_notice"))


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
    sealed = any(paper.kind.value == "certificate" for paper in case.matter.papers)
    return Act(
        "finish_at_once",
        tr("Finish on the spot"),
        _after_intake(case, cases.finish_at_once) if case.card.stage == "notified" else at_once(case, "finish_at_once"),
        explained=tr("Accepted, decided and printed in one go; the certificate is handed over with its seal.")
        if sealed
        else tr("Accepted, decided and handed over in one go; the result is printed."),
        done=tr("Printed. The resident gets the certificate once it is sealed.")
        if sealed
        else tr("Done. The resident can take the result along."),
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


def _correct(case: Case) -> Act:
    return Act(
        "correct_on_spot",
        tr("Put right on the spot"),
        _after_intake(case, cases.correct_on_spot),
        (words("what", tr("What was put right")),),
        explained=tr("For a slip that the resident corrects here and now; it is no supplement."),
        done=tr("On record. Go on checking."),
        seldom=True,
    )


def _exemption() -> tuple[PlainField, ...]:
    return (
        choice("exemption", tr("Why was it not said the first time"), EXEMPTIONS, required=False),
        line("exemption_note", tr("How so"), required=False),
    )


def insist(case: Case) -> Act:
    """Return the leader's order that a notice goes out which a clerk may not give."""
    return Act(
        "insist_on_notice",
        tr("Let another notice go out"),
        _after_intake(case, cases.insist_on_notice),
        (words("words", tr("The leader's reason"), required=False), *_exemption()),
        explained=tr("A breach of whoever gave the first notice, unless one of the four causes excuses it."),
        done=tr("The notice is out. Read it through with the resident."),
        seldom=True,
    )


def release(case: Case) -> Act:
    """Return the leader's answer to a second notice that a clerk has asked for."""
    fields = (
        choice("agree", tr("Decision"), {"yes": mark("Let it go out"), "no": mark("The resident is not asked again")}),
        words("words", tr("Note for the clerk"), required=False),
    )

    def run(hall: Hall, values: Values) -> object:
        agree = values.get("agree") == "yes"
        return hall.do(cases.release_notice, case_id=case.card.id, agree=agree, words=text_of(values, "words"))

    wish = next((each for each in case.wishes if each.outcome == "waiting"), None)
    asked = tr(", ").join(str(item["name"]) for item in wish.items) if wish else ""
    said = (
        tr("{who} asks for: {what}. {why}", who=wish.asked_by_name, what=asked, why=wish.exemption_note) if wish else ""
    )
    return Act("release_notice", tr("Decide on the second notice"), run, fields, explained=said, done=tr("Decided."))


def _notice(case: Case) -> Act:
    again = bool(case.notices)
    fields = _exemption() if again else ()
    return Act(
        "give_notice",
        tr("Print what is missing"),
        _after_intake(case, cases.give_notice),
        fields,
        explained=tr("One notice with everything that is missing; the resident comes back only once."),
        done=tr("Done. Something new goes out only when the leader has released it.")
        if again
        else tr("The notice is out. Read it through with the resident."),
    )


def refuse(case: Case) -> Act:
    """Return the proposal not to accept, or not to approve what was accepted."""
    accepting = case.card.accepted_at is None
    ground = (
        (choice("ground", tr("Ground"), GROUNDS, required=False),)
        if accepting
        else (words("found", tr("What was found")),)
    )
    fields = (
        choice("kind", tr("What is proposed"), _kinds(case)),
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
        start={
            "kind": next(iter(_kinds(case))),
            "basis": case.matter.legal_basis[0] if case.matter.legal_basis else "",
        },
    )


def _kinds(case: Case) -> Mapping[str, str]:
    """Return which no can be proposed where the case stands, the likeliest first."""
    if case.card.accepted_at is None:
        return _named("acceptance", *(("incomplete",) if case.notices else ()), "return")
    if case.card.stage in ("at_upper", "supplement"):
        return _named("delay" if case.card.stage == "at_upper" else "return")
    return _named("approval", "delay", "return")


def _named(*kinds: str) -> Mapping[str, str]:
    return {kind: KINDS[kind] for kind in kinds}


def withdraw(case: Case) -> Act:
    """Return the applicant's taking back of the application."""
    return asking(
        case, "withdraw", tr("The resident withdraws"), (words("reason", tr("What the resident says")),),
        tr("Withdrawn. Hand back what was handed in."), seldom=True,
    )  # fmt: skip


def asking(case: Case, name: str, text: str, fields: tuple[PlainField, ...], done: str, *, seldom: bool = False) -> Act:
    """Return an act whose answers are the action's arguments; it is refused where a colleague was faster."""
    action = getattr(cases, name)

    def run(hall: Hall, values: Values) -> object:
        answers = {field.id: text_of(values, field.id) for field in fields}
        return hall.do(action, case_id=case.card.id, version=case.card.version, **answers)

    return Act(name, text, run, fields, done=done, seldom=seldom)


def at_once(case: Case, name: str) -> Callable[[Hall, Values], object]:
    """Return a run of one of the core's actions that asks nothing; it is refused where a colleague was faster."""
    return plain(getattr(cases, name), case_id=case.card.id, version=case.card.version)


_INTAKE: dict[str, Callable[[Case], Act]] = {
    "finish_at_once": _finish,
    "accept": _accept,
    "promise": _promise,
    "give_notice": _notice,
    "correct_on_spot": _correct,
    "insist_on_notice": insist,
    "release_notice": release,
    "propose_refusal": refuse,
    "withdraw": withdraw,
}
