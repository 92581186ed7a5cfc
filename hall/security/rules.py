"""Who may do what, and what a password must be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hall.kernel.refusal import Refusal

ROLES = ("guide", "clerk", "reviewer", "leader", "seal_keeper", "supervisor", "grid_officer", "admin")
DEVICE_KINDS = ("kiosk", "counter", "display", "guide", "rating", "supervisor", "admin")

_EVERYBODY = frozenset({"security.sign_out", "security.change_password"})
_AT_ANY_DEVICE = frozenset(
    {"security.sign_in", "documents.claim_job", "documents.report_sent", "documents.report_spoiled"}
)

_FIRST_CONTACT = frozenset(
    {
        "people.register", "people.correct",
        "contacts.open_sheet", "contacts.answer", "contacts.link_case", "contacts.hand_over", "contacts.hand_over_all",
        "contacts.sign_for", "contacts.decline", "contacts.escalate", "contacts.refer_out", "contacts.reply",
        "contacts.close", "contacts.print_sheet", "cases.refuse_certificate",
        "documents.reprint", "documents.confirm_printed",
    }
)  # fmt: skip
_COUNTER_WORK = frozenset(
    {
        "posts.open_counter", "posts.pause_counter", "posts.close_counter",
        "queue.take_ticket", "queue.call_next", "queue.call_ticket", "queue.recall", "queue.arrive", "queue.miss",
        "queue.requeue", "queue.transfer", "queue.hold", "queue.resume", "queue.finish", "queue.finish_and_call_next",
        "cases.open_case", "cases.save_form", "cases.check_material", "cases.submit", "cases.accept",
        "cases.finish_at_once", "cases.print_acceptance", "cases.give_notice", "cases.supplement",
        "cases.propose_refusal", "cases.withdraw", "cases.abort", "cases.begin_step", "cases.complete_step",
        "cases.forward", "cases.record_receipt", "cases.record_return", "cases.record_result", "cases.pause",
        "cases.resume", "cases.propose_extension", "cases.decide", "cases.make_ready", "cases.notify",
        "cases.deliver", "cases.archive",
    }
)  # fmt: skip
_OF_CLERKS = _FIRST_CONTACT | _COUNTER_WORK
_OF_LEADERS = frozenset(
    {
        "contacts.assign", "cases.review_refusal", "cases.approve_extension", "cases.reassign",
        "cases.insist_on_notice", "cases.recount", "documents.void",
    }
)  # fmt: skip

OF_THE_HALL_ITSELF = frozenset(
    {
        "queue.recall_by_itself", "queue.miss_by_itself", "queue.expire_line", "contacts.remind_receiver",
        "contacts.time_out", "contacts.case_done", "cases.turn_yellow", "cases.turn_red", "cases.deem_accepted",
        "cases.lapse_by_itself",
    }
)  # fmt: skip
"""What no person does: acts that fall due, and what follows from another action."""

ROLE_MAY: dict[str, frozenset[str]] = {
    "guide": _EVERYBODY | _FIRST_CONTACT | frozenset({"queue.take_ticket", "queue.requeue", "queue.transfer"}),
    "clerk": _EVERYBODY | _OF_CLERKS,
    "reviewer": _EVERYBODY | _OF_CLERKS | frozenset({"cases.review_refusal"}),
    "leader": _EVERYBODY | _OF_CLERKS | _OF_LEADERS,
    "seal_keeper": _EVERYBODY,
    "supervisor": _EVERYBODY,
    "grid_officer": _EVERYBODY | _FIRST_CONTACT,
    "admin": _EVERYBODY
    | frozenset(
        {
            "security.add_staff", "security.reset_password", "security.set_policy",
            "security.add_device",
            "posts.add_counter", "posts.set_services", "catalogue.import_catalogue",
            "catalogue.switch_matter",
        }
    ),
}  # fmt: skip
"""What each role may do, by the names of the actions (separation of duties: GB/T 22239, access control)."""

DEVICE_MAY: dict[str, frozenset[str]] = {
    "kiosk": _AT_ANY_DEVICE | frozenset({"queue.take_ticket", "people.register"}),
    "display": _AT_ANY_DEVICE,
} | {kind: _AT_ANY_DEVICE for kind in DEVICE_KINDS if kind not in {"kiosk", "display"}}
"""What a device may do with nobody signed in."""


@dataclass(frozen=True)
class SignInPolicy:
    """Password and lock rules; defaults from domain practice for GB/T 22239 level 2.

    Attributes:
        shortest: characters of a password.
        kinds: how many of lower case, upper case, digits and signs it mixes.
        failures: wrong passwords before the lock.
        locked_minutes: minutes of the lock.
    """

    shortest: int = 8
    kinds: int = 3
    failures: int = 5
    locked_minutes: int = 10


def allowed(roles: Iterable[str], device_kind: str) -> frozenset[str]:
    """Return the names of the actions that a person with these roles may do at a device of this kind."""
    return DEVICE_MAY[device_kind].union(*(ROLE_MAY[role] for role in roles))


def check_password(password: str, policy: SignInPolicy) -> None:
    """Refuse a password that is too short or too plain (`security.weak_password`)."""
    kinds = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
    mixed = sum(bool(re.search(kind, password)) for kind in kinds)
    if len(password) < policy.shortest or mixed < policy.kinds:
        raise Refusal("security.weak_password", shortest=policy.shortest, kinds=policy.kinds)


def check_roles(roles: Iterable[str]) -> None:
    """Refuse an unknown role (`security.unknown_role`)."""
    for role in roles:
        if role not in ROLE_MAY:
            raise Refusal("security.unknown_role", role=role)
