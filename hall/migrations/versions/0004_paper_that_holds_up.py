"""Paper that holds up: keys, stock, archive, packages between halls."""

import sqlalchemy as sa
from alembic import op

from hall.storage.base import PortableJson, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "archive_package",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("hall_id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=True),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=False),
        sa.Column("manifest_digest", sa.String(length=64), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_package")),
    )
    op.create_table(
        "blank_count",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("hall_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("missing", PortableJson, nullable=False),
        sa.Column("surplus", PortableJson, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank_count")),
    )
    with op.batch_alter_table("blank_count", schema=None) as batch_op:
        batch_op.create_index("ix_blank_count_day", ["day"], unique=False)

    op.create_table(
        "blank_packet",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("hall_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("first", sa.String(length=30), nullable=False),
        sa.Column("last", sa.String(length=30), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("received_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank_packet")),
    )
    op.create_table(
        "exchange_package",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("hall_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("partner", sa.String(length=36), nullable=False),
        sa.Column("partner_name", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("case_number", sa.String(length=80), nullable=False),
        sa.Column("matter_name", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=36), nullable=True),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("forwarding_id", sa.String(length=36), nullable=True),
        sa.Column("receipt_number", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_package")),
    )
    with op.batch_alter_table("exchange_package", schema=None) as batch_op:
        batch_op.create_index("ix_exchange_package_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_exchange_package_direction", ["direction", "recorded_at"], unique=False)

    op.create_table(
        "hall_key",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("hall_id", sa.String(length=36), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("public", sa.String(length=120), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("private", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hall_key")),
    )
    with op.batch_alter_table("hall_key", schema=None) as batch_op:
        batch_op.create_index(
            "uq_hall_key_purpose",
            ["purpose"],
            unique=True,
            sqlite_where=sa.text("retired_at IS NULL"),
            postgresql_where=sa.text("retired_at IS NULL"),
        )

    op.create_table(
        "known_hall",
        sa.Column("hall_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("fingerprint", sa.String(length=40), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("imported_at", UtcDateTime(), nullable=False),
        sa.Column("imported_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("hall_id", name=op.f("pk_known_hall")),
    )
    op.create_table(
        "revocation_list",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("issuer", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("taken_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revocation_list")),
        sa.UniqueConstraint("issuer", "number", name=op.f("uq_revocation_list_issuer_number")),
    )
    op.create_table(
        "blank",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("hall_id", sa.String(length=36), nullable=False),
        sa.Column("packet_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("serial", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("holder", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["packet_id"], ["blank_packet.id"], name=op.f("fk_blank_packet_id_blank_packet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank")),
    )
    with op.batch_alter_table("blank", schema=None) as batch_op:
        batch_op.create_index("ix_blank_document_id", ["document_id"], unique=False)
        batch_op.create_index("ix_blank_state", ["state"], unique=False)
        batch_op.create_index("uq_blank_serial", ["hall_id", "kind", "serial"], unique=True)

    op.create_table(
        "document_note",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_note_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_note")),
    )
    with op.batch_alter_table("document_note", schema=None) as batch_op:
        batch_op.create_index("ix_document_note_document_id", ["document_id"], unique=False)

    op.create_table(
        "exchange_answer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("package_id", sa.String(length=36), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("receipt_number", sa.String(length=80), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["package_id"], ["exchange_package.id"], name=op.f("fk_exchange_answer_package_id_exchange_package")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_answer")),
    )
    with op.batch_alter_table("exchange_answer", schema=None) as batch_op:
        batch_op.create_index("ix_exchange_answer_package_id", ["package_id"], unique=False)

    op.create_table(
        "exchange_event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("counter_id", sa.String(length=36), nullable=True),
        sa.Column("details", PortableJson, nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["exchange_package.id"], name=op.f("fk_exchange_event_subject_id_exchange_package")
        ),
        sa.PrimaryKeyConstraint("seq", "subject_id", name=op.f("pk_exchange_event")),
    )
    op.create_table(
        "blank_event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("counter_id", sa.String(length=36), nullable=True),
        sa.Column("details", PortableJson, nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["blank.id"], name=op.f("fk_blank_event_subject_id_blank")),
        sa.PrimaryKeyConstraint("seq", "subject_id", name=op.f("pk_blank_event")),
    )
    with op.batch_alter_table("blank_event", schema=None) as batch_op:
        batch_op.create_index("ix_blank_event_at", ["at"], unique=False)

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("out", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("sealed_copies", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("sealed_pages", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("handed_over", sa.Boolean(), server_default="0", nullable=False))

    with op.batch_alter_table("print_job", schema=None) as batch_op:
        batch_op.add_column(sa.Column("copy", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("run", sa.String(length=80), server_default="", nullable=False))
        batch_op.add_column(sa.Column("leased_until", UtcDateTime(), nullable=True))
        batch_op.alter_column(
            "role", existing_type=sa.VARCHAR(length=10), type_=sa.String(length=20), existing_nullable=False
        )
        batch_op.create_index(
            "ix_print_job_under_way",
            ["device_id"],
            unique=False,
            sqlite_where=sa.text("state IN ('claimed', 'handing', 'in_doubt', 'sent')"),
            postgresql_where=sa.text("state IN ('claimed', 'handing', 'in_doubt', 'sent')"),
        )

    # The journal of a paper that was confirmed says that somebody holds it; its row must say the same.
    op.execute(sa.text("UPDATE document SET out = :held WHERE state = 'printed'").bindparams(held=True))
