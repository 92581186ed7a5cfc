"""Engine, transaction, journals, numbering, change feed and due acts, on SQLite and PostgreSQL."""
