"""The one table of grants: which kind of device may select, insert, update or delete in which table of the hall.

A letter stands for a whole table; a small one for the columns that `COLUMNS` names. PostgreSQL lets nobody lock a row
(`SELECT … FOR UPDATE`) who may update no column of it: where a machine has to lock and not to write, it is given a
column that means nothing there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

KINDS: Final = ("kiosk", "display", "rating", "guide", "counter", "supervisor", "admin", "host")
"""The kinds of devices, and the host's own service, which does what falls due and makes the copies."""

TABLE: Final = """
table                 kiosk      display    rating     guide      counter    supervisor admin      host
agency_errand         .          .          .          SU         SIU        SIU        S          SIUD
agency_event          .          .          .          SI         SI         SI         .          SI
agency_item           .          .          .          .          SIU        SIU        .          SIUD
agency_note           .          .          .          .          SI         SI         .          SIUD
announcement          .          s          .          SI         I          I          .          SIUD
appointment           SIu        .          .          SIU        SIU        SIU        SI         SIUD
appointment_event     I          .          .          SI         SI         SI         I          SI
appointment_slot      SIu        .          .          SIU        SIU        SIU        SIu        SIUD
archive_package       .          .          .          .          SI         SI         .          SIUD
audit_anchor          .          .          .          .          SI         SI         S          SI
audit_entry           I          .          I          I          sI         SI         SI         SI
audit_follower        .          .          .          .          .          S          S          SIUD
audit_head            SIU        .          SIU        SIU        SIU        SIU        SIU        SIUD
blank                 .          .          .          SU         SIU        SIU        .          SIUD
blank_count           .          .          .          I          SI         SI         .          SIUD
blank_event           .          .          .          SI         SI         SI         .          SI
blank_packet          .          .          .          .          SI         SI         .          SIUD
case_delivery         .          .          .          S          SI         SI         .          SIUD
case_event            .          .          .          SI         SI         SI         .          SI
case_file             s          .          .          Su         SIU        SIU        S          SIUD
case_forwarding       .          .          .          .          SIU        SIU        .          SIUD
case_material         .          .          .          .          SIU        SIU        .          SIUD
case_note             .          .          .          .          SI         SI         .          SIUD
case_notice           .          .          .          .          SIU        SIU        .          SIUD
case_notice_wish      .          .          .          .          SIU        SIU        .          SIUD
case_outside_paper    .          .          .          .          SI         SI         .          SIUD
case_refusal          .          .          .          SI         SIU        SIU        .          SIUD
case_refusal_audit    .          .          .          .          SIU        SIU        .          SIUD
case_violation        .          .          .          .          SIU        SIU        .          SIUD
certificate_rule      .          .          .          S          S          S          SID        SIUD
closed_day            .          .          .          .          SIU        SIU        .          SIUD
contact_event         .          .          .          SI         SI         SI         s          SI
contact_hand_over     .          .          .          SIU        SIU        SIU        .          SIUD
contact_note          .          .          .          SI         SI         SI         .          SIUD
contact_promise       .          .          .          SIU        SIU        SIU        S          SIUD
contact_promise_event .          .          .          SI         SI         SI         .          SI
contact_sheet         .          .          .          SIU        SIU        SIU        S          SIUD
contact_violation     .          .          .          .          SI         SI         .          SIUD
counter               S          S          S          SU         SU         SU         SIU        SIUD
counter_text          .          .          S          .          SIUD       SIUD       .          SIUD
department            .          .          .          S          S          S          SID        SIUD
device                su         s          s          s          s          s          SIU        SIUD
device_guesses        .          .          .          SIU        SIU        SIU        SIU        SIUD
disclosure            .          .          .          .          SI         SI         .          SIUD
document              SIu        .          .          SIU        SIU        SIU        SU         SIUD
document_event        I          .          .          SI         SI         SI         SI         SI
document_note         .          .          .          .          SI         SI         .          SIUD
due_act               SIuD       .          SIuD       SIUD       SIUD       SIUD       SIUD       SIUD
duty_day              .          .          .          S          SIu        SIu        SIu        SIUD
duty_item             .          .          .          SIU        SIU        SIU        .          SIUD
duty_list             .          .          .          SIU        SIU        SIU        .          SIUD
duty_list_event       .          .          .          SI         SI         SI         .          SI
erasure               .          .          .          .          .          S          S          SIUD
erasure_run           .          .          .          .          SU         SU         SI         SIUD
exchange_answer       .          .          .          .          SI         SI         .          SIUD
exchange_event        .          .          .          .          SI         SI         .          SI
exchange_package      .          .          .          .          SIU        SIU        s          SIUD
former_password       .          .          .          SID        SID        SID        SID        SIUD
hall_key              .          .          .          S          SI         SI         SIU        SIUD
hall_pace             S          S          .          S          SIU        SIU        .          SIUD
help_call             SIu        .          .          SU         SU         SU         .          SIUD
holiday_edition       S          .          S          S          S          S          SIU        SIUD
known_hall            .          .          .          S          S          S          SIU        SIUD
legal_hold            .          .          .          .          SIU        SIU        SIU        SIUD
matter_note           .          .          .          S          SIUD       SIUD       .          SIUD
matter_version        S          .          .          S          Su         Su         SIU        SIUD
number_gap            .          .          .          .          .          .          .          SIUD
number_series         SIU        .          .          SIU        SIU        SIU        SIU        SIUD
original              .          .          .          SU         SIU        SIU        S          SIUD
original_event        .          .          .          .          SI         SI         .          SI
original_note         .          .          .          .          SI         SI         .          SIUD
person                SIu        .          .          SIU        SIU        SIU        SIU        SIUD
person_consent        .          .          .          SIU        SIU        SIU        s          SIUD
person_document       .          .          .          SIU        SIU        SIU        SIU        SIUD
person_fact           .          .          .          SIU        SIU        SIU        SIU        SIUD
person_fragment       I          .          .          SID        SID        SID        SID        SIUD
person_reuse          .          .          .          .          SI         SI         s          SIUD
post_absence          .          .          .          SIU        SIU        SIU        .          SIUD
post_pair             .          .          .          S          S          S          SIUD       SIUD
print_job             SIU        .          .          SIU        SIU        SIU        SU         SIUD
rating                SIU        .          SIU        .          SU         SU         s          SIUD
rating_event          I          .          I          .          SI         SI         s          SI
rating_note           .          .          .          .          SI         SI         .          SIUD
request               SI         .          SI         SI         SI         SI         SI         SI
restoring             .          .          .          .          .          S          S          SIUD
revision              .          .          .          .          .          .          .          .
revocation_list       .          .          .          S          S          S          SIU        SIUD
seal                  .          .          .          .          SIU        SIU        I          SIUD
seal_event            .          .          .          .          SI         SI         I          SI
seal_note             .          .          .          .          SI         SI         .          SIUD
seal_use              .          .          .          SI         SIU        SIU        s          SIUD
seal_use_event        .          .          .          SI         SI         SI         .          SI
sealing               S          s          s          S          S          S          S          SIUD
service               S          S          S          S          S          S          SID        SIUD
service_pace          S          S          .          S          SID        SID        .          SIUD
setting               S          S          S          S          S          S          SIUD       SIUD
sign_in               .          .          .          SIu        SIu        SIu        SIu        SIUD
staff                 .          .          s          Su         Su         Su         SIU        SIUD
staff_key             .          .          .          S          S          S          SIU        SIUD
supervision_event     .          .          .          .          SI         SI         .          SI
supervision_note      .          .          .          S          SI         SI         .          SIUD
supervision_slip      .          .          .          S          SIU        SIU        S          SIUD
ticket                SIu        s          Su         SIU        SIU        SIU        s          SIUD
ticket_book           .          .          .          SI         SI         SI         .          SIUD
ticket_book_leaf      .          .          .          SIU        SIU        SIU        .          SIUD
ticket_event          I          .          .          SI         SI         SI         .          SI
unknown_number        .          .          .          SIUD       SIUD       SIUD       SIUD       SIUD
wait_forecast         I          .          .          I          SI         SI         .          SIUD
"""
"""`.` is nothing. Nobody but the owner of the tables changes or deletes a row of the record, of a journal or a request;
`revision` is for the hall on one PC."""

DESKS: Final = ("guide", "counter", "supervisor", "admin")
"""Kinds of devices at which somebody signs in."""

_DEVICE: Final = ("id", "kind", "name", "counter_id", "active", "retired_at", "retired_why")
_OF_A_SIGN_IN: Final = ("password_hash", "failures", "locked_until", "must_change", "password_at")

COLUMNS: Final[dict[tuple[str, str, str], tuple[str, ...]]] = {
    ("display", "ticket", "s"): (
        "id", "day", "number", "series", "seq", "service", "state", "priority", "calls", "silent", "minutes",
        "counter_id", "target_counter_id", "target_staff_id", "last_call_at", "queued_at", "score", "served_at",
        "worked_seconds",
    ),
    ("display", "announcement", "s"): ("id", "at", "text"),
    ("rating", "staff", "s"): ("id", "number", "name"),
    ("rating", "ticket", "u"): ("hall_id",),
    ("rating", "due_act", "u"): ("due_at",),
    ("kiosk", "due_act", "u"): ("due_at",),
    ("kiosk", "ticket", "u"): ("hall_id",),
    ("kiosk", "appointment_slot", "u"): ("hall_id",),
    ("kiosk", "device", "u"): ("retired_why",),
    ("kiosk", "appointment", "u"): ("version", "state", "ticket_id", "settled_at"),
    ("kiosk", "document", "u"): ("version", "state", "out"),
    ("kiosk", "help_call", "u"): ("withdrawn_at",),
    ("kiosk", "case_file", "s"): (
        "id", "matter_version_id", "status_code", "stage", "handler", "steps", "step", "back_to", "submitted_at",
        "notices", "supplement_due", "accepted_at", "deemed", "tolerant_until", "promised_due", "statutory_due",
        "yellow_from", "provisional", "statutory_provisional", "paused_on", "pause_reason", "extension_asked",
        "extended", "decision", "light", "red_days", "notice_asked", "escalated", "silent",
    ),
    ("kiosk", "person", "u"): (
        "name", "id_kind", "id_number", "id_mark", "id_tail_mark", "sex", "birth", "phone", "phone_mark",
        "phone_tail_mark",
    ),
    ("guide", "case_file", "u"): ("version", "handler"),
    **{(kind, "duty_day", "u"): ("on_duty",) for kind in ("counter", "supervisor", "admin")},
    ("counter", "audit_entry", "s"): ("at", "staff_id", "action", "subjects", "detail", "outcome"),
    **{(kind, "matter_version", "u"): ("hall_id",) for kind in ("counter", "supervisor")},
    ("admin", "appointment_slot", "u"): ("hall_id",),
    ("admin", "ticket", "s"): ("id", "day", "number", "state", "person_id", "note"),
    ("admin", "contact_event", "s"): ("subject_id", "at"),
    ("admin", "rating", "s"): ("id", "day", "ticket_id", "grade", "state", "asked_at"),
    ("admin", "rating_event", "s"): ("subject_id", "at"),
    ("admin", "exchange_package", "s"): ("id", "number", "case_id", "state", "recorded_at", "answered_at"),
    **{("admin", table, "s"): ("person_id",) for table in ("person_consent", "person_reuse", "seal_use")},
    **{(kind, "device", "s"): _DEVICE for kind in ("kiosk", "display", "rating", "guide", "counter", "supervisor")},
    **{(kind, "staff", "u"): _OF_A_SIGN_IN for kind in ("guide", "counter", "supervisor")},
    **{(kind, "sign_in", "u"): ("ended_at", "ended_why", "locked_at") for kind in DESKS},
    **{(kind, "sealing", "s"): ("key_id",) for kind in ("display", "rating")},
}  # fmt: skip

SEES_SETTINGS_OF: Final = {
    "display": ("HallFacts", "DisplayPolicy", "VoicePolicy", "QueuePolicy", "ClipboardPolicy"),
    "rating": ("HallFacts", "FacingPolicy", "RatingPolicy", "QueuePolicy", "ClipboardPolicy"),
}
"""Kinds that see the settings of these policies alone; the others see all."""

HOST: Final = "host"


@dataclass(frozen=True, slots=True)
class Right:
    """One right of one kind on one table.

    Attributes:
        letter: S, I, U or D.
        columns: to which it is limited; empty for the whole table.
    """

    table: str
    letter: str
    columns: tuple[str, ...] = ()


def rights(kind: str) -> Iterator[Right]:
    """Yield what a kind may do, by table."""
    for table, letters in _column_of(kind).items():
        for letter in letters:
            yield Right(table, letter.upper(), COLUMNS[kind, table, letter] if letter.islower() else ())


def tables() -> tuple[str, ...]:
    """Return the tables that the table of grants knows."""
    return tuple(_column_of(HOST))


def may(kind: str, table: str, letter: str) -> bool:
    """Tell whether a kind may do something to a table, or to some of its columns."""
    return letter in _column_of(kind)[table].upper()


def _column_of(kind: str) -> dict[str, str]:
    place = KINDS.index(kind) + 1
    rows = (line.split() for line in TABLE.strip().splitlines()[1:])
    return {row[0]: row[place].strip(".") for row in rows}
