"""A hall full of PCs: sealing, sessions, signed anchors, retention, copies."""

import sqlalchemy as sa
from alembic import op

from hall.audit import guard
from hall.people.seal_existing import seal_existing
from hall.storage.base import PortableJson, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SEALED = {
    "appointment": ("phone",),
    "case_file": ("form",),
    "case_material": ("held",),
    "contact_sheet": ("phone",),
    "person": ("id_number", "phone", "address"),
    "person_document": ("number",),
    "person_fact": ("value",),
    "rating": ("phone",),
}
"""The columns that were too short for a seal, or no text."""
_SEALED_JSON = (("case_file", "form"), ("case_material", "held"), ("person_fact", "value"))


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "audit_anchor",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hall_id", sa.String(length=36), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("heads", PortableJson, nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("anchor", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=20), nullable=False),
        sa.Column("signature", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_anchor")),
    )
    with op.batch_alter_table("audit_anchor", schema=None) as batch_op:
        batch_op.create_index("ix_audit_anchor_at", ["at"], unique=False)

    op.create_table(
        "audit_follower",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_audit_follower")),
    )
    op.create_table(
        "erasure_run",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("hall_id", sa.String(length=36), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("asked_by", sa.String(length=36), nullable=True),
        sa.Column("agreed_at", UtcDateTime(), nullable=True),
        sa.Column("agreed_by", sa.String(length=36), nullable=True),
        sa.Column("counts", PortableJson, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_run")),
    )
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("hall_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("set_by", sa.String(length=36), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    with op.batch_alter_table("legal_hold", schema=None) as batch_op:
        batch_op.create_index("ix_legal_hold_ended_at", ["ended_at"], unique=False)

    op.create_table(
        "number_gap",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("series", sa.String(length=120), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_gap")),
    )
    with op.batch_alter_table("number_gap", schema=None) as batch_op:
        batch_op.create_index("ix_number_gap_series", ["series"], unique=False)

    op.create_table(
        "person_fragment",
        sa.Column(
            "fragment",
            sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("fragment", "person_id", name=op.f("pk_person_fragment")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "restoring",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restoring")),
    )
    op.create_table(
        "sealing",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("probe", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealing")),
    )
    op.create_table(
        "device_guesses",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("wait_until", UtcDateTime(), nullable=True),
        sa.Column("challenge", sa.String(length=64), server_default="", nullable=False),
        sa.Column("challenge_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_device_guesses_device_id_device")),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_device_guesses")),
    )
    op.create_table(
        "erasure",
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("run_id", sa.String(length=36), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["erasure_run.id"], name=op.f("fk_erasure_run_id_erasure_run")),
        sa.PrimaryKeyConstraint("rule", "subject_id", name=op.f("pk_erasure")),
    )
    op.create_table(
        "former_password",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_former_password_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_password")),
    )
    with op.batch_alter_table("former_password", schema=None) as batch_op:
        batch_op.create_index("ix_former_password_staff_id", ["staff_id"], unique=False)

    op.create_table(
        "staff_key",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("public", sa.String(length=64), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_key_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_key")),
    )
    with op.batch_alter_table("staff_key", schema=None) as batch_op:
        batch_op.create_index("ix_staff_key_staff_id", ["staff_id"], unique=False)

    op.create_table(
        "unknown_number",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcDateTime(), nullable=True),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_unknown_number_device_id_device")),
        sa.PrimaryKeyConstraint("device_id", "mark", name=op.f("pk_unknown_number")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone_mark", sa.String(length=32), server_default="", nullable=False))
        batch_op.drop_index(batch_op.f("ix_appointment_phone"))
        batch_op.create_index("ix_appointment_phone_mark", ["phone_mark", "starts_at"], unique=False)

    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("detail", PortableJson, server_default="{}", nullable=False))
        batch_op.create_index(
            "ix_audit_entry_looks",
            ["at"],
            unique=False,
            sqlite_where=sa.text("action = 'people.reveal'"),
            postgresql_where=sa.text("action = 'people.reveal'"),
        )

    with op.batch_alter_table("audit_head", schema=None) as batch_op:
        batch_op.add_column(sa.Column("at", UtcDateTime(), nullable=True))

    with op.batch_alter_table("closed_day", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key_id", sa.String(length=20), server_default="", nullable=False))
        batch_op.add_column(sa.Column("signature", sa.String(length=120), server_default="", nullable=False))

    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.add_column(sa.Column("retired_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("retired_why", sa.String(length=100), server_default="", nullable=False))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("id_mark", sa.String(length=32), server_default="", nullable=False))
        batch_op.add_column(sa.Column("id_tail_mark", sa.String(length=32), server_default="", nullable=False))
        batch_op.add_column(sa.Column("phone_mark", sa.String(length=32), server_default="", nullable=False))
        batch_op.add_column(sa.Column("phone_tail_mark", sa.String(length=32), server_default="", nullable=False))
        batch_op.drop_index(batch_op.f("ix_person_id_number"))
        batch_op.drop_index(batch_op.f("ix_person_phone"))
        batch_op.create_index("ix_person_id_mark", ["id_mark"], unique=False)
        batch_op.create_index("ix_person_id_tail_mark", ["id_tail_mark"], unique=False)
        batch_op.create_index("ix_person_phone_mark", ["phone_mark"], unique=False)
        batch_op.create_index("ix_person_phone_tail_mark", ["phone_tail_mark"], unique=False)

    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("locked_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("ended_why", sa.String(length=20), server_default="", nullable=False))

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("must_change", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("password_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("left_on", sa.Date(), nullable=True))

    _make_room_for_seals()
    seal_existing(op.get_bind())
    _forget_secrets()
    guard.stand(op.get_bind())


def _make_room_for_seals() -> None:
    """Let what is sealed be as long as it is, and text; SQLite never looks at a declared length."""
    if op.get_bind().dialect.name != "postgresql":
        for table, column in _SEALED_JSON:
            _turn_into_text(table, column)
        return
    op.alter_column("case_material", "held", server_default=None)  # a default of JSON does not turn into text
    for table, columns in _SEALED.items():
        for column in columns:
            op.alter_column(table, column, type_=sa.Text(), postgresql_using=f"{column}::text")
    op.alter_column("case_material", "held", server_default="{}")


def _turn_into_text(table: str, column: str) -> None:
    """Declare a column of SQLite anew: a copy, and a move to a server, go by the kind that stands in the database."""
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column}_sealed TEXT DEFAULT '{{}}' NOT NULL")
    op.execute(f"UPDATE {table} SET {column}_sealed = {column}")
    op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.execute(f"ALTER TABLE {table} RENAME COLUMN {column}_sealed TO {column}")


def _forget_secrets() -> None:
    """Take the secrets of devices out of the first answers: from now on they are shown once and kept nowhere."""
    request = sa.table("request", sa.column("action"), sa.column("refusal"), sa.column("answer", PortableJson))
    given = request.update().where(request.c.action == "security.add_device", request.c.refusal.is_(None))
    op.execute(given.values(answer={"not_kept": True}))
