"""The table of grants as SQL: statements that may be run again at any time, all in one transaction."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection

from hall.roles.grants import KINDS, Right, rights
from hall.roles.rows import row_rules
from hall.storage.showing import COUNTS_ALONE

OWNER: Final = "hall_owner"
GROUPS: Final = tuple(f"hall_{kind}" for kind in KINDS)
_VERBS: Final = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}

# No percent sign stands in any statement: drivers take it for a parameter.
_ROLE: Final = (
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} NOLOGIN; "
    "END IF; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
)
_ON_THIS_DATABASE: Final = (
    "DO $$ BEGIN EXECUTE '{verb} ON DATABASE ' || quote_ident(current_database()) || ' {whom}'; END $$"
)
# Nobody has business in the databases that every server has; whoever is no master of the server leaves them alone.
_NOT_NEXT_DOOR: Final = (
    "DO $$ BEGIN IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AND EXISTS (SELECT FROM pg_database "
    "WHERE datname = 'postgres' AND has_database_privilege('public', oid, 'CONNECT')) THEN "
    "REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC; END IF; END $$"
)
_TO_THE_OWNER: Final = (
    "DO $$ DECLARE each text; BEGIN FOR each IN SELECT c.oid::regclass::text FROM pg_class c "
    "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') "
    f"AND pg_get_userbyid(c.relowner) <> '{OWNER}' LOOP EXECUTE 'ALTER TABLE ' || each || ' OWNER TO {OWNER}'; "
    "END LOOP; END $$"
)
# What every server lets everybody do, and no PC has to: hold a lock that stands for nothing, write to the journal of
# the server without end, run programs of its own there. Only the server's master can take it away from everybody.
_NO_PROGRAMS: Final = (
    "DO $$ DECLARE each text; BEGIN IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN "
    "FOR each IN SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND "
    "(proname = 'pg_logical_emit_message' OR proname ~ '^pg_(try_)?advisory_') LOOP "
    f"EXECUTE 'REVOKE EXECUTE ON FUNCTION ' || each || ' FROM PUBLIC'; "
    f"EXECUTE 'GRANT EXECUTE ON FUNCTION ' || each || ' TO {OWNER}'; END LOOP; "
    f"REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC; GRANT USAGE ON LANGUAGE plpgsql TO {OWNER}; END IF; END $$"
)
# Large objects are a disk that anybody may fill; only the server's master can take them away from everybody.
_NO_LARGE_OBJECTS: Final = (
    "DO $$ BEGIN IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN "
    "REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea), "
    "lo_put(oid, bigint, bytea), lowrite(integer, bytea) FROM PUBLIC; END IF; END $$"
)


def statements() -> tuple[str, ...]:
    """Return what makes the roles and gives each exactly the rights of the table; what it had besides is taken away.

    Run by the master of the server (who may make roles) on a database whose tables stand.
    """
    return (*_roles(), *_nothing_for_everybody(), *_grants(), *row_rules())


def apply(connection: Connection) -> None:
    """Run the statements in the caller's transaction."""
    for statement in statements():
        connection.exec_driver_sql(statement)


def _roles() -> Iterator[str]:
    for role in (OWNER, *GROUPS, COUNTS_ALONE):
        yield _ROLE.format(role=role)
    yield _TO_THE_OWNER


def _nothing_for_everybody() -> Iterator[str]:
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    yield "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC"
    yield "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC"
    yield f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} REVOKE ALL ON TABLES FROM PUBLIC"
    yield f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} REVOKE ALL ON FUNCTIONS FROM PUBLIC"
    yield _NO_LARGE_OBJECTS
    yield _NO_PROGRAMS
    yield _NOT_NEXT_DOOR
    yield _ON_THIS_DATABASE.format(verb="REVOKE ALL", whom="FROM PUBLIC")
    groups = ", ".join(GROUPS)
    yield _ON_THIS_DATABASE.format(verb="REVOKE ALL", whom=f"FROM {groups}")
    yield _ON_THIS_DATABASE.format(verb="GRANT CONNECT", whom=f"TO {OWNER}, {groups}")
    yield f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER}"
    yield f"REVOKE ALL ON SCHEMA public FROM {groups}"
    yield f"GRANT USAGE ON SCHEMA public TO {groups}"


def _grants() -> Iterator[str]:
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {', '.join(GROUPS)}"
    for kind in KINDS:
        for right in rights(kind):
            yield f'GRANT {_verb(right)} ON "{right.table}" TO hall_{kind}'
    yield (
        "DO $$ BEGIN IF to_regclass('public.alembic_version') IS NOT NULL THEN "
        f"EXECUTE 'GRANT SELECT ON alembic_version TO {', '.join(GROUPS)}'; END IF; END $$"
    )


def _verb(right: Right) -> str:
    verb = _VERBS[right.letter]
    return f"{verb} ({', '.join(right.columns)})" if right.columns else verb
