"""Who may do what, and what a password must be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from hall.kernel.allowed import Between
from hall.kernel.refusal import Refusal

ROLES = ("guide", "clerk", "reviewer", "leader", "seal_keeper", "supervisor", "grid_officer", "admin")
DEVICE_KINDS = ("kiosk", "counter", "display", "guide", "rating", "supervisor", "admin")

_EVERYBODY = frozenset({"security.sign_out", "security.change_password"})
_AT_ANY_DEVICE = frozenset(
    {"security.sign_in", "documents.claim_job", "documents.report_sent", "documents.report_spoiled"}
)

_CALLS_STAFF = frozenset({"posts.call_for_help", "posts.withdraw_help"})

_FOLLOWS_RATINGS = frozenset(
    {
        "ratings.contact", "ratings.find", "ratings.rectify", "ratings.feed_back", "ratings.revisit", "ratings.appeal",
        "ratings.review", "ratings.close",
    }
)  # fmt: skip

_FIRST_CONTACT = frozenset(
    {
        "people.register", "people.correct", "posts.answer_help",
        "contacts.open_sheet", "contacts.answer", "contacts.link_case", "contacts.hand_over", "contacts.hand_over_all",
        "contacts.sign_for", "contacts.decline", "contacts.escalate", "contacts.refer_out", "contacts.reply",
        "contacts.close", "contacts.print_sheet", "cases.refuse_certificate",
        "documents.reprint", "documents.confirm_printed",
    }
)  # fmt: skip
_COUNTER_WORK = frozenset(
    {
        "posts.open_counter", "posts.pause_counter", "posts.close_counter", "posts.work_in_back_office",
        "queue.take_ticket", "queue.call_next", "queue.call_ticket", "queue.recall", "queue.arrive", "queue.miss",
        "queue.requeue", "queue.transfer", "queue.hold", "queue.resume", "queue.finish", "queue.finish_and_call_next",
        "queue.serve_without_ticket", "queue.next_matter", "queue.undo",
        "cases.open_case", "cases.save_form", "cases.check_material", "cases.submit", "cases.accept",
        "cases.finish_at_once", "cases.print_acceptance", "cases.give_notice", "cases.supplement",
        "cases.propose_refusal", "cases.withdraw", "cases.abort", "cases.begin_step", "cases.complete_step",
        "cases.forward", "cases.record_receipt", "cases.record_return", "cases.record_result", "cases.pause",
        "cases.resume", "cases.propose_extension", "cases.decide", "cases.make_ready", "cases.notify",
        "cases.deliver", "cases.archive",
        "screens.show_text",
    }
)  # fmt: skip
_GUIDE_WORK = frozenset(
    {
        "queue.take_ticket", "queue.requeue", "queue.transfer", "queue.raise_priority", "screens.announce",
        "appointments.book", "appointments.cancel", "appointments.check_in", "appointments.print_slip",
        "books.print_book", "books.enter_leaf", "books.void_leaf",
    }
)  # fmt: skip
_OF_CLERKS = _FIRST_CONTACT | _COUNTER_WORK | _GUIDE_WORK
_OF_LEADERS = _FOLLOWS_RATINGS | frozenset(
    {
        "ratings.assign",
        "contacts.assign", "cases.review_refusal", "cases.approve_extension", "cases.reassign",
        "cases.insist_on_notice", "cases.recount", "documents.void",
    }
)  # fmt: skip

OF_THE_HALL_ITSELF = frozenset(
    {
        "queue.recall_by_itself", "queue.miss_by_itself", "queue.expire_line", "contacts.remind_receiver",
        "contacts.time_out", "contacts.case_done", "cases.turn_yellow", "cases.turn_red", "cases.deem_accepted",
        "cases.lapse_by_itself", "appointments.lapse_by_itself",
        "screens.forget_text", "queue.learn_pace", "ratings.turn_late",
    }
)  # fmt: skip
"""What no person does: acts that fall due, and what follows from another action."""

ROLE_MAY: dict[str, frozenset[str]] = {
    "guide": _EVERYBODY | _FIRST_CONTACT | _GUIDE_WORK,
    "clerk": _EVERYBODY | _OF_CLERKS,
    "reviewer": _EVERYBODY | _OF_CLERKS | frozenset({"cases.review_refusal"}),
    "leader": _EVERYBODY | _OF_CLERKS | _OF_LEADERS,
    "seal_keeper": _EVERYBODY,
    "supervisor": _EVERYBODY | _FOLLOWS_RATINGS | frozenset({"posts.answer_help"}),
    "grid_officer": _EVERYBODY | _FIRST_CONTACT,
    "admin": _EVERYBODY
    | frozenset(
        {
            "security.add_staff", "security.reset_password", "security.set_policy",
            "security.set_policies",
            "security.add_device",
            "posts.add_counter", "posts.set_services", "catalogue.import_catalogue",
            "appointments.import_row",
            "catalogue.switch_matter",
        }
    ),
}  # fmt: skip
"""What each role may do, by the names of the actions (separation of duties: GB/T 22239, access control)."""

DEVICE_MAY: dict[str, frozenset[str]] = {
    "kiosk": _AT_ANY_DEVICE
    | _CALLS_STAFF
    | frozenset({"queue.take_ticket", "people.register", "people.identify"})
    | frozenset({"ratings.rate_by_code", "appointments.book", "appointments.cancel", "appointments.check_in"}),
    "display": _AT_ANY_DEVICE,
    "rating": _AT_ANY_DEVICE | frozenset({"ratings.rate"}),
} | {kind: _AT_ANY_DEVICE for kind in DEVICE_KINDS if kind not in {"kiosk", "display", "rating"}}
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

    shortest: Annotated[int, Between(8, 64)] = 8
    kinds: Annotated[int, Between(2, 4)] = 3
    failures: Annotated[int, Between(3, 20)] = 5
    locked_minutes: Annotated[int, Between(1, 1440)] = 10


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
