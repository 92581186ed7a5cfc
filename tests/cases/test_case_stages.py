"""Every stage is tried for every event: what the table does not name is refused with the sentence of the stage."""

from collections.abc import Callable
from typing import Final

from hall.cases import life, refusal_rules, rules, term_rules
from hall.storage.journal import Event
from tests.cases.stages import DUES, HERE, LEGAL, OTHER, START, outcome

_STAGE_NAMES: Final = {
    "DRAFT", "CHECKING", "NOTIFIED", "REFUSAL_PROPOSED", "REFUSED", "ACCEPTED", "DECIDING", "AT_UPPER", "SUPPLEMENT",
    "PAUSED", "DECIDED_YES", "DECIDED_NO", "READY", "NOTIFIED_PICKUP", "CLOSED", "ARCHIVED", "WITHDRAWN", "ABORTED",
}  # fmt: skip


def test_no_event_comes_from_a_stage_that_the_table_does_not_name() -> None:
    moves: dict[str, Callable[[life.CaseState], Event]] = {
        "submitted": rules.submit,
        "accepted": lambda s: rules.accept(s, dues=DUES),
        "corrected": lambda s: rules.correct_on_spot(s, note_id="c"),
        "notice_given": lambda s: rules.give_notice(s, notice_id="n", due_at=START),
        "notice_asked": lambda s: rules.ask_for_notice(s, wish_id="w"),
        "notice_signed": lambda s: rules.sign_notice(s, notice_id="n"),
        "silence_escalated": rules.escalate_silence,
        "supplemented": lambda s: rules.supplement(s, dues=DUES),
        "refusal_escalated": lambda s: refusal_rules.escalate_refusal(s, by="b", proposed_by="a"),
        "refusal_late": refusal_rules.turn_late,
        "refusal_overruled": lambda s: refusal_rules.review_refusal(
            s, agree=False, by="b", proposed_by="a", words="可以办"
        ),
        "receipt_recorded": lambda s: rules.record_receipt(s, forwarding_id="f"),
        "returned": lambda s: rules.record_return(s, forwarding_id="f", items=1, on=START.date()),
        "returned_to_hall": lambda s: rules.return_to_hall(s, forwarding_id="f", items=1),
        "result_recorded": lambda s: rules.record_result(s, forwarding_id="f", outcome="passed"),
        "paused": lambda s: term_rules.pause(s, reason="posting", allowed=("posting",), on=START.date()),
        "resumed": lambda s: term_rules.resume(s, on=START.date(), dues=DUES),
        "readied": rules.make_ready,
        "notified": rules.notify,
        "delivered": lambda s: rules.deliver(s, delivery_id="d", way="direct"),
        "handed_back": lambda s: rules.hand_back(s, lines=1),
        "paper_taken_back": lambda s: rules.take_paper_back(s, unfounded=True),
        **OTHER,
    }
    stages = {value for name, value in vars(life).items() if name in _STAGE_NAMES}
    for kind, move in moves.items():
        came = {stage: outcome(move, life.CaseState(stage, "a", len(HERE))) for stage in stages}
        assert {stage for stage, event in came.items() if isinstance(event, Event)} == LEGAL[kind] & stages, kind
        for stage in stages - LEGAL[kind]:
            assert came[stage] == f"cases.now_{stage}", kind
