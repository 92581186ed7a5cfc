"""Which rows the machines that anybody can touch see, and which a desk writes: conditions of row-level security.

A kiosk sees a person, an appointment, a case or an older ticket only where it says the key, the status code or the mark
of the number for which somebody asks (`hall.storage.showing`); a screen at a counter sees that counter alone.
"""

from typing import Final, NamedTuple

from hall.storage.showing import COUNTS_ALONE


class Rows(NamedTuple):
    """Rows of one table for one kind of device, as conditions.

    Attributes:
        seen: which it sees, and changes or deletes where its grants allow that.
        added: which it may add.
        changed: which it may change, where those are fewer.
        becomes: what they have to be afterwards, where that is something else.
    """

    seen: str
    added: str = "false"
    changed: str = ""
    becomes: str = ""


_SHOWN: Final = "ANY ((SELECT hall_shown())::text[])"
_HOLDERS: Final = "ANY ((SELECT hall_holders())::text[])"
_BOOKED: Final = "ANY ((SELECT hall_booked())::text[])"
_MINE: Final = "'pc_' || right(device_id, 12) = current_user::text"
_HERE: Final = "counter_id = (SELECT d.counter_id FROM device d WHERE 'pc_' || right(d.id, 12) = current_user::text)"
_SITTING: Final = (
    "SELECT s.staff_id FROM sign_in s WHERE s.ended_at IS NULL AND 'pc_' || right(s.device_id, 12) = session_user::text"
)
_OPEN: Final = "state IN ('waiting', 'calling', 'serving', 'held', 'missed')"
_ITS_PAPER: Final = (
    "EXISTS (SELECT FROM print_job j WHERE j.document_id = {} AND 'pc_' || right(j.device_id, 12) = current_user::text)"
)
_ITS_NUMBERS: Final = (
    "starts_with(series, 'ticket/') OR starts_with(series, 'appointment_slip/') OR position('-YY-' IN series) > 0"
)
_OF_ITS_LISTS: Final = "series IN ('people/import', 'keys', 'revocation_list')"
_IT_OWES: Final = (
    "action IN ('appointments.lapse_by_itself', 'queue.expire_line', 'queue.expire_left_behind', 'queue.learn_pace',"
    " 'ratings.turn_late')"
)
_NO_STEP_OF_A_CASE: Final = (
    "NOT starts_with(action, 'cases.')"
    " OR action IN ('cases.remind_list', 'cases.escalate_list', 'cases.recount_by_itself')"
)
"""Who takes in no case neither plants nor stops what the hall does with it when its time has come."""
_A_RATING_LATE: Final = "action = 'ratings.turn_late'"
_OF_A_TICKET_SHOWN: Final = f"ticket_id IN (SELECT t.id FROM ticket t WHERE t.status_code = {_SHOWN})"
_FIRST_OR_OF: Final = "seq = 1 OR subject_id IN (SELECT id FROM {})"
_DESKS: Final = ("guide", "counter", "supervisor")

NARROW: Final[dict[str, dict[str, Rows]]] = {
    "person": {"kiosk": Rows(f"id = {_HOLDERS} OR id = {_BOOKED}", f"id_mark = {_SHOWN}")},
    "person_fragment": {"kiosk": Rows("false", f"person_id = {_HOLDERS}")},
    "appointment": {
        "kiosk": Rows(
            f"id = {_SHOWN} OR code = {_SHOWN} OR person_id = {_HOLDERS}"
            f" OR (person_id IS NULL AND phone_mark = {_SHOWN})",
            "state = 'booked'",
        ),
    },
    "appointment_event": {"kiosk": Rows("false", _FIRST_OR_OF.format("appointment"))},
    "ticket": {
        "kiosk": Rows(f"{_OPEN} OR id = {_SHOWN} OR status_code = {_SHOWN}", "state = 'waiting'"),
        "rating": Rows(_HERE),
    },
    "ticket_event": {"kiosk": Rows("false", "seq = 1")},
    "case_file": {"kiosk": Rows(f"status_code = {_SHOWN}")},
    "document": {"kiosk": Rows(_ITS_PAPER.format("document.id"), "kind IN ('queue_ticket', 'appointment_slip')")},
    "document_event": {"kiosk": Rows("false", f"seq = 1 OR {_ITS_PAPER.format('subject_id')}")},
    "print_job": {"kiosk": Rows(_MINE, _MINE)},
    "rating": {"kiosk": Rows(_OF_A_TICKET_SHOWN, _OF_A_TICKET_SHOWN), "rating": Rows(_HERE, _HERE)},
    "rating_event": {kind: Rows("false", _FIRST_OR_OF.format("rating")) for kind in ("kiosk", "rating")},
    "counter_text": {"rating": Rows(_HERE)},
    "help_call": {"kiosk": Rows(_MINE, _MINE)},
    "device": {"kiosk": Rows("true", changed="'pc_' || right(id, 12) = current_user::text")},
    "number_series": {
        "kiosk": Rows(_ITS_NUMBERS, _ITS_NUMBERS),
        "admin": Rows(_OF_ITS_LISTS, _OF_ITS_LISTS),
    },
    "due_act": {
        "kiosk": Rows(f"subject_id = {_SHOWN} OR starts_with(subject_id, 'queue/')", _IT_OWES),
        "rating": Rows(_A_RATING_LATE, _A_RATING_LATE),
        **{kind: Rows("true", _NO_STEP_OF_A_CASE, _NO_STEP_OF_A_CASE) for kind in ("guide", "admin")},
    },
    "sign_in": {
        kind: Rows("true", _MINE, "ended_at IS NULL", f"{_MINE} OR ended_at IS NOT NULL") for kind in (*_DESKS, "admin")
    },
    "former_password": {kind: Rows(f"staff_id IN ({_SITTING})", f"staff_id IN ({_SITTING})") for kind in _DESKS},
    "device_guesses": {kind: Rows(_MINE, _MINE) for kind in _DESKS},
    "unknown_number": {kind: Rows(_MINE, _MINE) for kind in _DESKS},
}

MOST_SHOWN: Final = 16
"""So many keys, codes and marks are asked for at a time; an action names a few."""

_FOR_A_KIOSK: Final = ("hall_shown", "hall_holders", "hall_booked")
_BODY: Final = {
    "hall_shown": "SELECT (array_remove(string_to_array(current_setting('hall.shown', true), ' '), ''))"
    f"[:{MOST_SHOWN}]",
    "hall_holders": "SELECT array(SELECT id FROM person WHERE id_mark = ANY (hall_shown()))",
    "hall_booked": "SELECT array(SELECT person_id FROM appointment WHERE id = ANY (hall_shown())"
    " OR code = ANY (hall_shown()))",
}


def functions() -> tuple[str, ...]:
    """Return the statements that make what the conditions ask; they may be run again."""
    made: list[str] = []
    for name in _FOR_A_KIOSK:
        made += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER"
            f" SET search_path = pg_catalog, public, pg_temp AS $$ {_BODY[name]} $$",
            f"ALTER FUNCTION {name}() OWNER TO hall_owner",
            f"REVOKE ALL ON FUNCTION {name}() FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {name}() TO hall_kiosk, hall_owner",
        ]
    return (*made, *_counting(), *_OWN_PASSWORD)


# A kiosk has none of its rights before it becomes that role. PostgreSQL 15 is told so of the kiosk, later ones of the
# grant, in words that the block holds as text: an older server would not read them.
_MAY_BECOME: Final = (
    "DO $$ BEGIN IF current_setting('server_version_num')::integer < 160000 THEN ALTER ROLE hall_kiosk NOINHERIT;"
    f" GRANT {COUNTS_ALONE} TO hall_kiosk; ELSE EXECUTE"
    f" 'GRANT {COUNTS_ALONE} TO hall_kiosk WITH INHERIT FALSE, SET TRUE'; END IF; END $$"
)


def _counting() -> tuple[str, ...]:
    """Let a kiosk count the places of a slot: under a role of its own, with no column that says whose they are."""
    return (
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {COUNTS_ALONE}",
        f"GRANT USAGE ON SCHEMA public TO {COUNTS_ALONE}",
        f"GRANT SELECT (hall_id, day, start, service, place, state) ON appointment TO {COUNTS_ALONE}",
        _MAY_BECOME,
        "DROP POLICY IF EXISTS counted ON appointment",
        f"CREATE POLICY counted ON appointment FOR SELECT TO {COUNTS_ALONE} USING (true)",
    )


# A password is changed where its owner sits, or by an administrator. What a sign-in counts goes by: the failures, and
# that a password has aged. Asked is who has logged in, for a login may act under the role of its group.
_OWN_PASSWORD: Final = (
    "CREATE OR REPLACE FUNCTION hall_own_password() RETURNS trigger LANGUAGE plpgsql"
    " SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN "
    "IF starts_with(session_user::text, 'pc_') AND NOT pg_has_role(session_user, 'hall_admin', 'USAGE') AND "
    "(NEW.password_hash <> OLD.password_hash OR (OLD.must_change AND NOT NEW.must_change) OR "
    "(OLD.password_at IS NOT NULL AND NEW.password_at IS DISTINCT FROM OLD.password_at)) AND "
    f"NEW.id NOT IN ({_SITTING}) THEN "
    "RAISE EXCEPTION 'not signed in here' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END $$",
    "ALTER FUNCTION hall_own_password() OWNER TO hall_owner",
    "DROP TRIGGER IF EXISTS own_password ON staff",
    "CREATE TRIGGER own_password BEFORE UPDATE OF password_hash, password_at, must_change ON staff"
    " FOR EACH ROW EXECUTE FUNCTION hall_own_password()",
)
