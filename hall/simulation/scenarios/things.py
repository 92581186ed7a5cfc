"""The kinds of things that scenarios speak of: under which word, in which table, and what their states are called."""

from dataclasses import dataclass
from typing import Any, Final

from hall.agency import rules as agency
from hall.agency.model import Errand
from hall.cases import duty_rules, refusal_rules, supervision_rules
from hall.cases.duty_model import DutyList
from hall.cases.model import Case, RefusalProposal, Violation
from hall.cases.supervision_model import SupervisionSlip
from hall.contacts import promise_rules
from hall.contacts.model import ContactSheet, Promise
from hall.originals import rules as originals
from hall.originals.model import Original
from hall.queue.model import Ticket
from hall.seals import rules as seals
from hall.seals.entries import seal_word
from hall.seals.model import SealUse
from hall.simulation.scenarios.words import CASE_STAGES, SHEET_STATES, TICKET_STATES, Words

CASE, SHEET, TICKET = "办件", "首问单", "票"
USE, ERRAND, ORIGINAL = "用印", "代办", "原件"
LIST, PROMISE, SLIP = "交接单", "承诺", "督办单"
PROPOSAL, BREACH = "报备", "违规记录"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing.

    Attributes:
        argument: by which actions receive its key.
        table: where it stands.
        words: its states; none where only its case tells of it.
        state: the column of its state.
        newest: the column that says when it came about, where it comes about by itself; then the newest is meant
            unless a step names another.
    """

    argument: str
    table: Any
    words: Words
    state: str = "state"
    newest: str = ""


_SEALS: Final = (
    seals.REQUESTED, seals.VERIFIED, seals.APPROVED, seals.SEALED, seals.LOGGED, seals.REJECTED, seals.VOIDED
)  # fmt: skip
USE_STATES: Final[Words] = {seal_word("states", code): code for code in _SEALS}
ERRAND_STATES: Final[Words] = {
    "已委托": agency.ENTRUSTED,
    "已受理": agency.LOGGED,
    "已报送": agency.SUBMITTED,
    "要补件": agency.SUPPLEMENT,
    "有结果": agency.RESULT,
    "已送达": agency.DELIVERED,
    "已回访": agency.VISITED,
    "已终止": agency.ENDED,
    "已归档": agency.CLOSED,
}
ORIGINAL_STATES: Final[Words] = {"在托盘": originals.TRAY, "已收存": originals.KEPT, "已退还": originals.OUT}
LIST_STATES: Final[Words] = {
    "等签收": duty_rules.OFFERED,
    "已签收": duty_rules.SIGNED,
    "已撤回": duty_rules.WITHDRAWN,
    "已收回": duty_rules.TAKEN_BACK,
}
PROMISE_STATES: Final[Words] = {"未兑现": promise_rules.OPEN, "已兑现": promise_rules.KEPT}
SLIP_STATES: Final[Words] = {
    "等说明": supervision_rules.ISSUED,
    "等整改": supervision_rules.EXPLAINED,
    "等销号": supervision_rules.RECTIFIED,
    "已销号": supervision_rules.CLOSED,
}
PROPOSAL_STATES: Final[Words] = {
    "等审核": refusal_rules.WAITING,
    "已上报分管领导": refusal_rules.ESCALATED,
    "已同意": refusal_rules.AGREED,
    "未同意": refusal_rules.OVERRULED,
    "已存档": refusal_rules.FILED,
    "已抽查": refusal_rules.AUDITED,
    "已作罢": refusal_rules.DROPPED,
}
KINDS: Final[dict[str, Kind]] = {
    CASE: Kind("case_id", Case, CASE_STAGES, state="stage"),
    SHEET: Kind("sheet_id", ContactSheet, SHEET_STATES),
    TICKET: Kind("ticket_id", Ticket, TICKET_STATES),
    USE: Kind("use_id", SealUse, USE_STATES, newest="requested_at"),
    ERRAND: Kind("agency_id", Errand, ERRAND_STATES),
    ORIGINAL: Kind("original_id", Original, ORIGINAL_STATES, newest="taken_at"),
    LIST: Kind("list_id", DutyList, LIST_STATES),
    PROMISE: Kind("promise_id", Promise, PROMISE_STATES),
    SLIP: Kind("slip_id", SupervisionSlip, SLIP_STATES, newest="issued_at"),
    PROPOSAL: Kind("proposal_id", RefusalProposal, PROPOSAL_STATES, state="outcome", newest="proposed_at"),
    BREACH: Kind("violation_id", Violation, {}, state="verdict", newest="at"),
}
