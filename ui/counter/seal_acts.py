"""What a clerk does about the seal of a result: verify it, ask for it, and hand the sealed paper over."""

from collections.abc import Sequence

from hall.service import Hall, cases, seals, seals_views
from ui.counter.acts import Act, Values, line, text_of, words
from ui.counter.visit import Case
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice
from ui.shared.i18n import tr

Entry = seals_views.Entry
Use = seals_views.UseCard


def acts_of(case: Case, entries: Sequence[Entry]) -> tuple[Act, ...]:
    """Return what can be done about the seals of a case: what it waits for first, another paper last."""
    verify = (_verify(case),) if _to_verify(case) else ()
    return (*verify, *((_ask(case),) if case.card.seal == "missing" else ()), _other_paper(case, entries))


def next_at_counter(case: Case, may: frozenset[str]) -> Act | None:
    """Return what this clerk does next while the resident waits for a sealed paper, None where others are to act."""
    if not (case.seals or case.card.seal) or case.card.stage not in ("ready", "notified_pickup"):
        return None
    if case.card.seal == "missing":
        act: Act | None = _ask(case)
    elif case.card.seal:
        act = _verify(case) if _to_verify(case) else None
    else:
        act = _hand_over(case)
    return act if act is not None and act.needs in may else None


def waits_for(case: Case) -> str:
    """Return in one sentence whose turn it is with the seal, empty where nothing is waited for."""
    use = next((each for each in case.seals if each.turn), None)
    if use is None or not case.card.seal:
        return ""
    if use.turn == "verify":
        return tr("The paper waits until somebody has compared it with the file.")
    if use.turn == "approve":
        return tr("The paper waits for the signature of {names}.", names=use.turn_names)
    return tr("The paper waits for the seal: {names}.", names=use.turn_names or tr("the keeper of the seal"))


def _to_verify(case: Case) -> tuple[Use, ...]:
    return tuple(use for use in case.seals if use.turn == "verify")


def _verify(case: Case) -> Act:
    """Return the signature that paper and file agree; an outside paper was also read page by page."""
    uses = _to_verify(case)
    outside = any(use.outside for use in uses)
    seen = any(material.originals for material in case.materials)

    def run(hall: Hall, _values: Values) -> None:
        for use in uses:
            hall.do(seals.verify, use_id=use.id, filled_in=use.outside, originals=seen)

    names = tr(", ").join(use.paper_name for use in uses)
    said = tr("You sign that every page is filled in and true: {names}.", names=names)
    return Act(
        "verify", tr("Verified, on to the leader"), run, needs="seals.verify",
        explained=said if outside else tr("You sign that the paper says what the file says: {names}.", names=names),
        done=tr("Verified. Now the leader signs, then it is sealed."),
    )  # fmt: skip


def _ask(case: Case) -> Act:
    return Act(
        "request_seal", tr("Ask for the seal"),
        lambda hall, _values: hall.do(cases.request_seal, case_id=case.card.id),
        needs="cases.request_seal", done=tr("Asked for. Verify the paper next."),
    )  # fmt: skip


def _hand_over(case: Case) -> Act:
    return Act(
        "deliver", tr("Sealed: hand it over"),
        lambda hall, _values: hall.do(cases.deliver, case_id=case.card.id, way="direct"),
        needs="cases.deliver", done=tr("Handed over. The case is done."),
    )  # fmt: skip


def _other_paper(case: Case, entries: Sequence[Entry]) -> Act:
    """Return the wish for a seal on an outside paper of the same case."""
    own = tuple(Choice(entry.code, entry.name) for entry in entries if entry.code != "own-decision")
    fields = (
        line("paper_name", tr("What it says on the paper")),
        PlainField("list_code", tr("Entry of the list"), "choice", required=True, options=own),
        PlainField("pages", tr("Pages of one copy"), "number", required=True),
        PlainField("copies", tr("Copies to seal"), "number", required=True),
        words("reason", tr("What it is for, and for whom")),
    )

    def run(hall: Hall, values: Values) -> object:
        return hall.do(
            seals.request,
            case_id=case.card.id,
            person_id=case.card.person_id,
            paper_name=text_of(values, "paper_name"),
            list_code=text_of(values, "list_code"),
            reason=text_of(values, "reason"),
            pages=int(text_of(values, "pages") or 0),
            copies=int(text_of(values, "copies") or 0),
        )

    return Act(
        "request", tr("Seal another paper…"), run, fields, needs="seals.request", seldom=True,
        start={"pages": 1, "copies": 1},
        explained=tr("Never a blank one: look at every page first."), done=tr("Asked for. Verify the paper next."),
    )  # fmt: skip
