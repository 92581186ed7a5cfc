"""Who may do what, and what a password must be."""

import hashlib
import re
from collections.abc import Iterable
from itertools import count

from hall.kernel.refusal import Refusal
from hall.security.policy import POWERS
from hall.security.policy import SignInPolicy as SignInPolicy

ROLES = ("guide", "clerk", "reviewer", "leader", "seal_keeper", "supervisor", "grid_officer", "admin")
DEVICE_KINDS = ("kiosk", "counter", "display", "guide", "rating", "supervisor", "admin")
DEVICE_NAMES = {
    "kiosk": "取号机", "display": "叫号大屏", "guide": "导服台", "supervisor": "督办电脑", "admin": "管理电脑",
}  # fmt: skip
"""What people call a device that has no number, where it is only named by its kind."""

_LONGEST_NAME = 40
"""Leaves room for a number in the column."""

ENDS = ("", "switched", "taken_over", "left", "retired")
"""Why a sign-in ended: in the usual way, by a colleague's, by one's own elsewhere, by leaving, with the device."""

BEFORE_A_NEW_PASSWORD = frozenset({"security.sign_out", "security.change_password"})
BEHIND_THE_LOCK = frozenset({"security.sign_out", "security.unlock"})

_EVERYBODY = BEFORE_A_NEW_PASSWORD | BEHIND_THE_LOCK | frozenset({"security.lock"})
_AT_A_PRINTER = frozenset(
    {
        "audit.note_clock",
        "documents.claim_job",
        "documents.take_up",
        "documents.report_handing",
        "documents.report_sent",
        "documents.report_spoiled",
        "documents.report_doubt",
    }
)
_AT_ANY_DESK = _AT_A_PRINTER | frozenset({"security.sign_in", "security.ask_challenge"})

_CALLS_STAFF = frozenset({"posts.call_for_help", "posts.withdraw_help"})

_FOLLOWS_RATINGS = frozenset(
    {
        "ratings.contact", "ratings.find", "ratings.rectify", "ratings.feed_back", "ratings.revisit", "ratings.appeal",
        "ratings.review", "ratings.close",
    }
)  # fmt: skip

_FIRST_CONTACT = frozenset(
    {
        "people.register", "people.reveal", "people.correct", "people.consent", "people.withdraw_consent",
        "people.dispute",
        "posts.answer_help",
        "contacts.open_sheet", "contacts.answer", "contacts.link_case", "contacts.hand_over", "contacts.hand_over_all",
        "contacts.sign_for", "contacts.decline", "contacts.escalate", "contacts.refer_out", "contacts.reply",
        "contacts.close", "contacts.print_sheet", "contacts.answer_at_once", "contacts.promise",
        "contacts.keep_promise", "cases.refuse_certificate",
        "documents.reprint", "documents.confirm_printed", "documents.came_out", "documents.not_out",
        "stock.spoil", "stock.give_back", "stock.count",
        "cases.leave_post", "cases.sign_list", "cases.take_back",
        "leaflets.print_leaflet", "privacy.hand_out",
    }
)  # fmt: skip
_COUNTER_WORK = frozenset(
    {
        "posts.open_counter", "posts.pause_counter", "posts.close_counter", "posts.work_in_back_office",
        "queue.take_ticket", "queue.call_next", "queue.call_ticket", "queue.recall", "queue.arrive", "queue.miss",
        "queue.requeue", "queue.transfer", "queue.hold", "queue.resume", "queue.finish", "queue.finish_and_call_next",
        "queue.serve_without_ticket", "queue.next_matter", "queue.undo",
        "cases.take_consent", "cases.take_consent_back",
        "cases.correct_on_spot", "cases.sign_notice", "cases.hand_back_materials",
        "cases.open_case", "cases.save_form", "cases.check_material", "cases.submit", "cases.accept",
        "cases.finish_at_once", "cases.print_acceptance", "cases.give_notice", "cases.supplement",
        "cases.propose_refusal", "cases.withdraw", "cases.abort", "cases.begin_step", "cases.complete_step",
        "cases.forward", "cases.record_receipt", "cases.record_return", "cases.record_result", "cases.pause",
        "cases.resume", "cases.propose_extension", "cases.decide", "cases.make_ready", "cases.notify",
        "cases.record_outside_paper",
        "cases.deliver", "cases.archive", "cases.explain_slip", "cases.rectify_slip", "cases.print_slip",
        "cases.request_seal", "seals.request",
        "screens.show_text",
        "originals.check_in", "originals.check_out", "originals.hand_back", "originals.keep", "originals.note_left",
        "agency.entrust", "agency.log", "agency.submit", "agency.ask_supplement", "agency.record_result",
        "agency.take_back", "agency.deliver", "agency.visit", "agency.end", "agency.close",
        "exchange.make", "exchange.open_package", "exchange.answer", "exchange.close",
        "templates.draw_up", "privacy.print_own_data",
    }
)  # fmt: skip
_GUIDE_WORK = frozenset(
    {
        "queue.take_ticket", "queue.requeue", "queue.transfer", "queue.raise_priority", "screens.announce",
        "appointments.book", "appointments.cancel", "appointments.check_in", "appointments.print_slip",
        "books.print_book", "books.enter_leaf", "books.void_leaf",
    }
)  # fmt: skip
_SECOND_PAIR_OF_EYES = frozenset({"documents.approve", "documents.send_back", "documents.reprint_original"})
_WRITES_NOTES = frozenset({"catalogue.note_step", "catalogue.withdraw_note"})
_OF_CLERKS = _FIRST_CONTACT | _COUNTER_WORK | _GUIDE_WORK
_OF_LEADERS = _FOLLOWS_RATINGS | _WRITES_NOTES | _SECOND_PAIR_OF_EYES | frozenset(
    {
        "audit.note_export", "cases.redirect_list", "posts.set_duty", "statistics.close_day", "dossier.open_dossier",
        "archive.sign_package",
        "privacy.agree_to_clear", "privacy.hold", "privacy.release", "privacy.hand_out", "privacy.note_export",
        "ratings.assign", "people.import_rows",
        "contacts.assign", "contacts.assign_promise", "contacts.judge_decline",
        "cases.review_refusal", "cases.approve_extension", "cases.reassign",
        "cases.release_notice", "cases.insist_on_return", "cases.escalate_refusal", "cases.correct_refusal",
        "cases.draw_sample", "cases.audit_refusal", "cases.judge_violation",
        "cases.insist_on_notice", "cases.recount", "cases.recount_all", "cases.press", "cases.close_slip",
        "documents.void", "documents.revoke", "documents.hand_over",
        "stock.receive", "stock.load", "stock.void", "stock.destroy", "stock.transfer",
    }
)  # fmt: skip

OF_THE_HALL_ITSELF = frozenset(
    {
        "queue.recall_by_itself", "queue.miss_by_itself", "queue.expire_line", "queue.expire_left_behind",
        "contacts.remind_receiver",
        "cases.remind_list", "cases.escalate_list", "statistics.keep_day",
        "contacts.time_out", "contacts.case_done", "cases.turn_yellow", "cases.turn_red",
        "cases.issue_slip", "cases.raise_slip", "cases.recount_by_itself",
        "cases.deem_accepted",
        "cases.escalate_silence", "cases.remind_of_review",
        "cases.lapse_by_itself", "appointments.lapse_by_itself",
        "agency.turn_late", "agency.expire_by_itself", "screens.forget_text", "queue.learn_pace", "ratings.turn_late",
        "keys.make", "keys.note_recovery_sheet", "statistics.set_anchor",
        "backup.note_moved", "backup.note_restored",
    }
)  # fmt: skip
"""What no person does: acts that fall due, and what follows from another action."""

NEVER_DUE = frozenset(
    {
        "cases.issue_slip", "contacts.case_done", "keys.make", "keys.note_recovery_sheet",
        "backup.note_moved", "backup.note_restored",
    }
)  # fmt: skip
"""Of these what follows from another action or is done at the host: found among what is due, somebody planted it."""

_SIGNS_FOR_SEALS = frozenset({"seals.verify", "seals.reject", "seals.print_form"})
_APPROVES_SEALS = _SIGNS_FOR_SEALS | frozenset(
    {
        "seals.approve", "seals.void", "seals.log", "seals.add_seal", "seals.hand_over_seal", "seals.report_lost",
        "seals.destroy_seal", "seals.print_register",
    }
)  # fmt: skip
_KEEPS_SEALS = frozenset(
    {
        "seals.request", "seals.reject", "seals.seal", "seals.log", "seals.void", "seals.hand_over_seal",
        "seals.take_over_seal", "seals.report_lost", "seals.print_form", "seals.print_register",
        "documents.reprint", "documents.confirm_printed", "documents.came_out", "documents.not_out",
        "stock.receive", "stock.load", "stock.give_back", "stock.spoil", "stock.destroy", "stock.count",
    }
)  # fmt: skip
NOT_FOR_TEMPORARY_STAFF = _APPROVES_SEALS | _KEEPS_SEALS - {
    "seals.request",
    "documents.reprint",
    "documents.confirm_printed",
    "documents.came_out",
    "documents.not_out",
    "stock.spoil",
    "stock.give_back",
    "stock.count",
}
"""What temporary staff (临聘人员) may not do whatever their role: sign for the hall, and hold its seal."""

ROLE_MAY: dict[str, frozenset[str]] = {
    "guide": _EVERYBODY | _FIRST_CONTACT | _GUIDE_WORK,
    "clerk": _EVERYBODY | _OF_CLERKS | _SIGNS_FOR_SEALS,
    "reviewer": _EVERYBODY | _OF_CLERKS | _SIGNS_FOR_SEALS | _WRITES_NOTES | _SECOND_PAIR_OF_EYES
    | frozenset({"cases.review_refusal", "cases.escalate_refusal"}),
    "leader": _EVERYBODY | _OF_CLERKS | _OF_LEADERS | _APPROVES_SEALS,
    "seal_keeper": _EVERYBODY | _KEEPS_SEALS,
    "supervisor": _EVERYBODY
    | frozenset({"cases.draw_sample", "cases.audit_refusal", "cases.judge_violation", "cases.correct_refusal"})
    | _FOLLOWS_RATINGS | frozenset({"cases.press", "cases.close_slip", "cases.print_slip"})
    | frozenset({"posts.answer_help", "dossier.open_dossier", "people.reveal", "audit.note_export"}),
    "grid_officer": _EVERYBODY | _FIRST_CONTACT | frozenset({"agency.visit"}),
    "admin": _EVERYBODY
    | frozenset(
        {
            "security.add_staff", "security.reset_password", "security.set_policy",
            "security.set_policies",
            "security.add_device", "security.retire_device", "security.leave", "security.come_back",
            "security.set_roles", "security.add_key", "security.revoke_keys",
            "posts.add_counter", "posts.set_services", "catalogue.import_catalogue", "seals.add_seal",
            "posts.set_post", "posts.drop_post", "posts.set_duty", "posts.import_row",
            "appointments.import_row", "people.import_rows", "workdays.import_holidays",
            "catalogue.switch_matter",
            "keys.rotate", "keys.withdraw", "keys.import_hall", "keys.import_revocations",
            "documents.publish_revocations",
            "privacy.ask_to_clear", "privacy.clear", "privacy.hold", "privacy.release", "privacy.note_export",
            "audit.note_export",
        }
    ),
}  # fmt: skip
"""What each role may do, by the names of the actions (separation of duties: GB/T 22239, access control)."""

NOBODY_SITS_AT = frozenset({"kiosk", "display", "rating"})
"""Kinds of devices at which nobody signs in; they know nothing of staff."""

RUNS_DUE_ACTS = frozenset({"counter", "supervisor"})
"""Kinds of devices whose windows, besides the host, run what the hall owes by itself: that touches cases and papers."""

DEVICE_MAY: dict[str, frozenset[str]] = {
    "kiosk": _AT_A_PRINTER
    | _CALLS_STAFF
    | frozenset({"queue.take_ticket", "people.identify"})
    | frozenset({"ratings.rate_by_code", "appointments.book", "appointments.cancel", "appointments.check_in"}),
    "display": frozenset(),
    "rating": frozenset({"ratings.rate"}),
} | {kind: _AT_ANY_DESK for kind in DEVICE_KINDS if kind not in NOBODY_SITS_AT}
"""What a device may do with nobody signed in."""

OF_PERSONS: frozenset[str] = frozenset().union(*ROLE_MAY.values(), *DEVICE_MAY.values())
"""What falls due never: somebody at a device does it, and answers for it."""

_AT_THE_FRONT = ("guide", "grid_officer")
_WITH_CASES = (*_AT_THE_FRONT, "clerk", "reviewer", "leader", "seal_keeper", "supervisor")
ROLES_AT: dict[str, tuple[str, ...]] = {
    "guide": _AT_THE_FRONT, "counter": _WITH_CASES, "supervisor": _WITH_CASES, "admin": ("admin",),
}  # fmt: skip
"""Whose work can be done at which kind of device, whoever signs in: it may touch the tables of no more."""


def allowed(roles: Iterable[str], device_kind: str, *, temporary: bool = False) -> frozenset[str]:
    """Return the names of the actions that a person with these roles may do at a device of this kind."""
    held: frozenset[str] = frozenset().union(*(ROLE_MAY[role] for role in roles))
    may = DEVICE_MAY[device_kind] | (held & possible_at(device_kind))
    return may - NOT_FOR_TEMPORARY_STAFF if temporary else may


def possible_at(device_kind: str) -> frozenset[str]:
    """Return the names of all actions that anybody may do at a device of this kind."""
    work = (ROLE_MAY[role] for role in ROLES_AT.get(device_kind, ()))
    return DEVICE_MAY[device_kind].union(*work)


def check_password(password: str, policy: SignInPolicy) -> None:
    """Refuse a password that is too short or too plain (`security.weak_password`)."""
    kinds = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
    mixed = sum(bool(re.search(kind, password)) for kind in kinds)
    if len(password) < policy.shortest or mixed < policy.kinds:
        raise Refusal("security.weak_password", shortest=policy.shortest, kinds=policy.kinds)


def device_name(name: str) -> str:
    """Return what people call a device, by the name under which it stands in the books."""
    return DEVICE_NAMES.get(name, name)


def free_name(name: str, in_use: Iterable[str], *, at_counter: bool) -> str:
    """Return a name by which people can tell a device from those in use: the second 取号机 is 取号机 2.

    At a counter, where a number behind the name would be a counter's, it is 3 号窗口（第 2 台）.
    """
    name, taken = device_name(name), set(map(device_name, in_use))
    if name not in taken:
        return name
    pattern = "{name}（第 {place} 台）" if at_counter else "{name} {place}"
    names = (pattern.format(name=name[:_LONGEST_NAME], place=place) for place in count(2))
    return next(each for each in names if each not in taken)


def check_powers(roles: Iterable[str], policy: SignInPolicy) -> None:
    """Refuse roles that oversee each other in one person (`security.powers_apart`)."""
    held = set(roles)
    if policy.powers_apart and any(held.issuperset(pair) for pair in POWERS):
        raise Refusal("security.powers_apart")


def check_roles(roles: Iterable[str]) -> None:
    """Refuse an unknown role (`security.unknown_role`)."""
    for role in roles:
        if role not in ROLE_MAY:
            raise Refusal("security.unknown_role", role=role)


def secret_hash(secret: str) -> str:
    """Return what is kept of a device's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
