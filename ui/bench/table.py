"""The rows of the table before anything has been measured: what each is called and what it must reach."""

from ui.bench.row import Limit, Row
from ui.shared.i18n import mark

_PLAIN, _HISTORY, _TWICE = Limit(1.5), Limit(1.3), Limit(0, of="figure")
_THROUGHPUT = Limit(0.6, sense="at least")
_SEARCH = Limit(50.0, of="figure")

# Rows that are measured on both databases, SQLite under False and PostgreSQL under True.
CALL = {
    False: Row(mark("Call next (SQLite)"), "ms", _PLAIN),
    True: Row(mark("Call next (PostgreSQL)"), "ms", _PLAIN),
}
HISTORY = {
    False: Row(mark("Call next after years of tickets (SQLite)"), "ms", _HISTORY),
    True: Row(mark("Call next after years of tickets (PostgreSQL)"), "ms", _HISTORY),
}
CROWD = {
    False: Row(mark("Eight counters at once: calls (SQLite)"), "/s", _THROUGHPUT),
    True: Row(mark("Eight counters at once: calls (PostgreSQL)"), "/s", _THROUGHPUT),
}
TWICE = {
    False: Row(mark("Eight counters at once: tickets called twice (SQLite)"), "", _TWICE),
    True: Row(mark("Eight counters at once: tickets called twice (PostgreSQL)"), "", _TWICE),
}
PAINTED = {
    False: Row(mark("Key press to painted call on another display (SQLite)"), "ms", Limit(100.0, of="figure")),
    True: Row(mark("Key press to painted call on another display (PostgreSQL)"), "ms", Limit(50.0, of="figure")),
}

PART = {
    False: Row(mark("Find a person by part of the name (SQLite)"), "ms", _SEARCH),
    True: Row(mark("Find a person by part of the name (PostgreSQL)"), "ms", _SEARCH),
}
NUMBER = {
    False: Row(mark("Find a person by the end of an identity number (SQLite)"), "ms", _SEARCH),
    True: Row(mark("Find a person by the end of an identity number (PostgreSQL)"), "ms", _SEARCH),
}
PHONE = {
    False: Row(mark("Find a person by the end of a phone number (SQLite)"), "ms", _SEARCH),
    True: Row(mark("Find a person by the end of a phone number (PostgreSQL)"), "ms", _SEARCH),
}
INITIALS = {
    False: Row(mark("Find a person by pinyin initials (SQLite)"), "ms", _SEARCH),
    True: Row(mark("Find a person by pinyin initials (PostgreSQL)"), "ms", _SEARCH),
}

CERTIFICATE = Row(mark("One certificate page, warm"), "ms", Limit(2.0))
TICKET = Row(mark("One ticket, warm"), "ms", Limit(2.0))
CERTIFICATE_COLD = Row(mark("The first certificate page of a new process"), "ms", Limit(2.0))
TICKET_COLD = Row(mark("The first ticket of a new process"), "ms", Limit(2.0))
CERTIFICATES = Row(mark("Certificate pages in one batch, each"), "ms", Limit(2.0))
TICKETS = Row(mark("Tickets in one batch, each"), "ms", Limit(2.0))

START = Row(mark("A counter's window until sign-in takes keys"), "ms", Limit(3.0))
DAY = Row(mark("A simulated day without papers"), "s", Limit(2.0))
