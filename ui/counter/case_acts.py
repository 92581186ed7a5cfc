"""What can be done with a case: the core says what is possible, here stand the words and the questions."""

from collections.abc import Callable, Mapping
from typing import Any

from hall.service import Hall, cases
from ui.counter.acts import Act, Values, choice, line, rows, staff, text_of, words, yes_no
from ui.counter.intake_acts import asking, at_once, insist, refuse, release, withdraw
from ui.counter.visit import Case
from ui.shared.fields.plain import PlainField
from ui.shared.i18n import mark, tr

PAUSES = {
    "inspection": mark("On-site inspection"),
    "posting": mark("Public posting"),
    "assessment": mark("Assessment"),
    "appraisal": mark("Appraisal"),
    "hearing": mark("Hearing"),
}
DELIVERIES = {
    "direct": mark("Handed over"),
    "post": mark("By post"),
    "electronic": mark("Electronically"),
    "left": mark("Left in front of a witness"),
    "passed_on": mark("Passed on"),
}
OUTCOMES = {"passed": mark("Goes on to the next step"), "approved": mark("Approved"), "denied": mark("Not approved")}
ABORTS = {"died": mark("The applicant has died"), "moved_away": mark("Moved away"), "duplicate": mark("A duplicate")}


def _seen(case: Case) -> dict[str, Any]:
    """Return the case as it was seen: an act on an older state than the present one is refused."""
    return {"case_id": case.card.id, "version": case.card.version}


def acts_of(case: Case) -> tuple[Act, ...]:
    """Return what can be done with a case, the likeliest first; filling it in has pages of its own."""
    return tuple(_MAKERS[name](case) for name in case.acts if name in _MAKERS)


def _supplement(case: Case) -> Act:
    return Act(
        "supplement", tr("What was missing has come"), at_once(case, "supplement"),
        done=tr("Taken in. Check the materials, then accept."),
    )  # fmt: skip


def _begin(case: Case) -> Act:
    return Act(
        "begin_step", tr("Begin: {step}", step=case.card.step_action), at_once(case, "begin_step"), done=tr("Begun.")
    )


def _complete(case: Case) -> Act:
    return asking(
        case, "complete_step", tr("This step is done"), (words("words", tr("What was found"), required=False),),
        tr("Step done."),
    )  # fmt: skip


def _forward(case: Case) -> Act:
    return Act(
        "forward", tr("Send up to: {place}", place=case.card.step_place), at_once(case, "forward"),
        explained=tr("Send it the usual way as well; here it is put on record."),
        done=tr("Sent up. Note their receipt number when it comes."),
    )  # fmt: skip


def _receipt(case: Case) -> Act:
    return asking(
        case, "record_receipt", tr("Note their receipt number"), (line("receipt_number", tr("Receipt number")),),
        tr("Noted."), seldom=any(each.receipt_number for each in case.forwardings[-1:]),
    )  # fmt: skip


def _result(case: Case) -> Act:
    fields = (choice("outcome", tr("Their answer"), OUTCOMES), words("words", tr("In their words"), required=False))
    return asking(case, "record_result", tr("Note their answer"), fields, tr("Noted."))


def _returned(case: Case, *, insisting: bool = False) -> Act:
    columns = (
        PlainField("name", tr("Material"), "text", required=True),
        PlainField("problem", tr("What is wrong"), "text", required=True),
        PlainField("requirement", tr("What is wanted"), "text", required=True),
    )
    fields = (
        rows("items", tr("What they want, item by item"), columns),
        yes_no("upper_new", tr("Something they did not ask for before")),
        choice("who", tr("Who brings it"), {"resident": mark("The resident"), "hall": mark("The hall itself")}),
        words("words", tr("In their words"), required=False),
    )

    def run(hall: Hall, values: Values) -> object:
        items = [{**row, "key": _key(case, row)} for row in values.get("items") or []]
        return hall.do(
            cases.record_return, items=items, words=text_of(values, "words"), **_seen(case),
            upper_new=bool(values.get("upper_new")), ask_resident=values.get("who") != "hall",
        )  # fmt: skip

    def order(hall: Hall, values: Values) -> object:
        items = [{**row, "key": _key(case, row)} for row in values.get("items") or []]
        return hall.do(
            cases.insist_on_return, items=items, words=text_of(values, "words"), **_seen(case),
            upper_new=bool(values.get("upper_new")),
        )  # fmt: skip

    done = tr("Noted. The list for the resident is printed.")
    if insisting:
        asked = (*fields[:2], words("words", tr("The leader's reason")))
        return Act("insist_on_return", tr("Send the resident once more"), order, asked, done=done, seldom=True)
    return Act("record_return", tr("They sent it back"), run, fields, done=done, seldom=True, start={"who": "resident"})


def _key(case: Case, row: Mapping[str, Any]) -> str:
    """Return the key of the material that a row names, else a key of its own."""
    name = str(row.get("name") or "")
    return next((line.material_id for line in case.materials if line.name == name), f"upper-{name}")


def _decide(case: Case) -> Act:
    return asking(
        case, "decide", tr("Approve"), (words("words", tr("Note on the decision"), required=False),),
        tr("Approved. Now the result is made."),
    )  # fmt: skip


def _ready(case: Case) -> Act:
    done = tr("The result is ready. Tell the resident.")
    return Act("make_ready", tr("Make the result"), at_once(case, "make_ready"), done=done)


def _notify(case: Case) -> Act:
    return Act(
        "notify", tr("Tell the resident it is ready"), at_once(case, "notify"),
        explained=tr("Phone, and print the notice for whoever fetches it."), done=tr("Noted that the resident knows."),
    )  # fmt: skip


def _deliver(case: Case) -> Act:
    fields = (
        choice("way", tr("How"), DELIVERIES),
        line("receiver", tr("Who took it, if not the applicant"), required=False),
        line("relation", tr("Relation"), required=False),
        line("reason", tr("Why somebody else took it, or why it was left"), required=False),
        line("witness", tr("Witness"), required=False),
    )
    act = asking(case, "deliver", tr("Hand over the result"), fields, tr("Handed over. The case is done."))
    return Act(act.name, act.text, act.run, fields, done=act.done, start={"way": "direct"})


def _pause(case: Case) -> Act:
    known = {reason.value: PAUSES[reason.value] for reason in case.matter.pause_reasons}
    fields = (
        choice("reason", tr("What for"), known),
        line("needs", tr("How long it takes"), help_=tr("For example 7 days; the resident is told in writing.")),
        line("basis", tr("Rule and article"), required=False),
    )
    done = tr("The clock stands. The notice is printed.")
    return asking(case, "pause", tr("Stop the clock"), fields, done, seldom=True)


def _resume(case: Case) -> Act:
    return Act("resume", tr("Let the clock run again"), at_once(case, "resume"), done=tr("The clock runs."))


def _extend(case: Case) -> Act:
    fields = (PlainField("days", tr("Days"), "number", required=True), words("reason", tr("Reason")))

    def run(hall: Hall, values: Values) -> object:
        days = values.get("days")
        return hall.do(
            cases.propose_extension, **_seen(case), days=days if isinstance(days, int) else 0,
            reason=text_of(values, "reason"),
        )  # fmt: skip

    done = tr("The leader has been asked.")
    return Act("propose_extension", tr("Ask for more time"), run, fields, done=done, seldom=True)


def _review(case: Case) -> Act:
    fields = (
        choice("agree", tr("Decision"), {"yes": mark("Agree, it is refused"), "no": mark("Overrule, work on")}),
        words("words", tr("Note for the clerk"), required=False),
    )

    def run(hall: Hall, values: Values) -> object:
        agree = values.get("agree") == "yes"
        return hall.do(cases.review_refusal, **_seen(case), agree=agree, words=text_of(values, "words"))

    return Act("review_refusal", tr("Review the refusal"), run, fields, done=tr("Reviewed."))


def _approve_extension(case: Case) -> Act:
    fields = (choice("agree", tr("Decision"), {"yes": mark("Grant it"), "no": mark("Leave the limit as it is")}),)

    def run(hall: Hall, values: Values) -> object:
        return hall.do(cases.approve_extension, **_seen(case), agree=values.get("agree") == "yes")

    return Act("approve_extension", tr("Decide on more time"), run, fields, done=tr("Decided."))


def _escalate(case: Case) -> Act:
    fields = (words("words", tr("To whom, and why")),)
    return asking(
        case, "escalate_refusal", tr("Ask the leader above"), fields, tr("The leader above has one working day."),
        seldom=True,
    )  # fmt: skip


def _sign_notice(case: Case) -> Act:
    return Act(
        "sign_notice", tr("The resident has signed the notice"), at_once(case, "sign_notice"), done=tr("Noted."),
        seldom=True,
    )  # fmt: skip


def _hand_back(case: Case) -> Act:
    fields = (
        line("receiver", tr("Who took it, if not the applicant"), required=False),
        line("relation", tr("Relation"), required=False),
    )
    done = tr("Handed back. The resident signs the list.")
    return asking(case, "hand_back_materials", tr("Hand the materials back"), fields, done, seldom=True)


def _abort(case: Case) -> Act:
    fields = (choice("reason", tr("Why"), ABORTS),)
    return asking(case, "abort", tr("End the case"), fields, tr("Ended."), seldom=True)


def _reassign(case: Case) -> Act:
    fields = (staff("to", tr("To whom")),)
    return asking(case, "reassign", tr("Give it to a colleague"), fields, tr("The colleague has it."), seldom=True)


def _explain_slip(case: Case) -> Act:
    return _slip(case, "explain_slip", tr("Answer the supervision slip"), tr("Explanation"),
                 tr("Answered. The slip is printed."))  # fmt: skip


def _rectify_slip(case: Case) -> Act:
    return _slip(case, "rectify_slip", tr("Say what was put right"), tr("What was done"),
                 tr("On record. The supervisor closes the slip."))  # fmt: skip


def _slip(case: Case, name: str, text: str, question: str, done: str) -> Act:
    """Return an act on the slip of a case that waits for it; what the supervisor wrote stands above the question."""
    slip = next(each for each in case.slips if each.waits_for == name)
    action: Any = getattr(cases, name)

    def run(hall: Hall, values: Values) -> object:
        return hall.do(action, slip_id=slip.id, words=text_of(values, "words"))

    told = tr("Slip {number}, level {level}", number=slip.number, level=slip.level)
    late = tr("{days} working days over the promise", days=slip.overdue_days) if slip.overdue_days else ""
    said = [told, late, *(each.words for each in slip.words if each.purpose == "pressed")]
    explained = tr(", ").join(filter(None, said))
    return Act(name, text, run, (words("words", question),), explained=explained, done=done)


_MAKERS: dict[str, Callable[[Case], Act]] = {
    "explain_slip": _explain_slip,
    "rectify_slip": _rectify_slip,
    "supplement": _supplement,
    "begin_step": _begin,
    "complete_step": _complete,
    "forward": _forward,
    "record_result": _result,
    "record_receipt": _receipt,
    "record_return": _returned,
    "insist_on_return": lambda case: _returned(case, insisting=True),
    "insist_on_notice": insist,
    "release_notice": release,
    "approve_extension": _approve_extension,
    "escalate_refusal": _escalate,
    "sign_notice": _sign_notice,
    "hand_back_materials": _hand_back,
    "decide": _decide,
    "make_ready": _ready,
    "notify": _notify,
    "deliver": _deliver,
    "review_refusal": _review,
    "resume": _resume,
    "pause": _pause,
    "propose_refusal": refuse,
    "propose_extension": _extend,
    "withdraw": withdraw,
    "reassign": _reassign,
    "abort": _abort,
}
