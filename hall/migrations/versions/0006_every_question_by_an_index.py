"""Every question by an index: after years nothing that a window asks may walk through a whole table."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_JOURNALS = (
    "agency_event", "appointment_event", "blank_event", "case_event", "contact_event", "contact_promise_event",
    "document_event", "duty_list_event", "exchange_event", "original_event", "rating_event", "seal_event",
    "seal_use_event", "supervision_event", "ticket_event",
)  # fmt: skip


def upgrade() -> None:
    """Bring the tables forward: a journal's key begins with an entry's place and does not find those of one thing."""
    for table in _JOURNALS:
        op.create_index(f"ix_{table}_subject_id", table, ["subject_id"])
    op.create_index("ix_sign_in_device_id", "sign_in", ["device_id", "began_at"])
    op.create_index("ix_contact_sheet_state", "contact_sheet", ["state", "opened_at"])
    op.create_index("ix_contact_note_purpose", "contact_note", ["purpose", "at"])
    _whole_indexes()


def _whole_indexes() -> None:
    """Put whole indexes for partial ones: SQLite uses those only for values that are written out in the question."""
    op.drop_index("ix_print_job_open", table_name="print_job")
    op.drop_index("ix_print_job_under_way", table_name="print_job")
    op.create_index("ix_print_job_state", "print_job", ["state", "device_id", "queued_at"])
    op.drop_index("ix_case_file_open", table_name="case_file")
    op.create_index("ix_case_file_stage", "case_file", ["stage", "promised_due"])
