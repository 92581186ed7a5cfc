"""What the head of the hall should hear of unasked: about the data themselves, and what is over its time."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hall.kernel.refusal import Refusal
from hall.service import Reading, audit_following, backup_views, privacy_views, witness
from ui.shared.i18n import mark, sentence, tr
from ui.shared.state_mark import Light

TOLD_DAYS = 14
"""So long a return from a copy is told: by then what lay between is entered again, or will not be."""
COUNT_EVERY = 900.0
"""Seconds between two counts of what is over its time: the tables are long, and the answer changes once a day."""
MOST_ENDS = 12
_SERIES = {
    "ticket": mark("ticket {number}"),
    "exchange": mark("parcel {number}"),
    "seal_use": mark("use of the seal {number}"),
    "ticket_book": mark("paper ticket book {number}"),
    "revocation_list": mark("list of revoked papers {number}"),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to hear of."""

    text: str
    light: Light
    below: str = ""


class Notices:
    """Gathers them for the page that shows the hall.

    Attributes:
        behind: what the database lacked when this window opened, in words; None where it lacked nothing.
    """

    def __init__(self) -> None:
        self.behind: Refusal | None = None
        self._counted: tuple[date, float, int] | None = None

    def look(self, reading: Reading) -> tuple[Notice, ...]:
        """Return what there is, the gravest first; runs in a worker."""
        return (*self._lacking(reading), *_restored(reading), *_unsent(reading), *self._over_time(reading))

    def _lacking(self, reading: Reading) -> Iterator[Notice]:
        """Tell what was gone when this window opened, or another one before it, or a command."""
        loss = witness.last_loss(reading, since=reading.now - timedelta(days=TOLD_DAYS))
        if loss is not None:
            noticed = tr("Noticed at the opening on {at}.", at=f"{loss.at:%m-%d %H:%M}")
            yield Notice(sentence(loss.said), Light.RED, noticed)
        elif self.behind is not None:
            yield Notice(sentence(self.behind), Light.RED)

    def _over_time(self, reading: Reading) -> Iterator[Notice]:
        count = self._count(reading)
        if count:
            text = tr("{count} records with personal data are over their time.", count=count)
            yield Notice(text, Light.YELLOW, tr("The administrator has them cleared, and a leader agrees."))

    def _count(self, reading: Reading) -> int:
        known = self._counted
        if known is None or known[0] != reading.today or time.monotonic() - known[1] > COUNT_EVERY:
            count = sum(line.count for line in privacy_views.count_due(reading))
            known = self._counted = (reading.today, time.monotonic(), count)
        return known[2]


def _restored(reading: Reading) -> Iterator[Notice]:
    for card in backup_views.restorings(reading):
        if card.kind == "restored" and reading.local(reading.now) - card.at < timedelta(days=TOLD_DAYS):
            text = tr("{at}: brought back from the copy of {made}. What was done between is not here.",
                      at=f"{card.at:%m-%d %H:%M}", made=f"{card.made_at:%m-%d %H:%M}")  # fmt: skip
            yield Notice(text, Light.YELLOW, "　".join(_numbers(card)))


def _numbers(card: backup_views.RestoringCard) -> Iterator[str]:
    """Say which numbers the copy knew last, and how many were left out, to be compared with the papers that are out."""
    if card.skipped:
        yield tr("{count} numbers of each kind were left out.", count=card.skipped)
    if card.ends:
        shown = tr(", ").join(_number(end.series, end.last) for end in card.ends[:MOST_ENDS])
        more = tr(" and {count} more", count=len(card.ends) - MOST_ENDS) if len(card.ends) > MOST_ENDS else ""
        yield tr("Last numbers in the copy: {numbers}{more}.", numbers=shown, more=more)


def _number(series: str, last: int) -> str:
    """Return the last number of a series as it stands on a paper."""
    kind, _, rest = series.partition("/")
    letters = rest.rpartition("/")[2]
    if kind == "number":
        return f"{letters}{last:05}"
    return tr(_SERIES.get(kind, "{number}"), number=f"{letters}{last:04}" if kind == "ticket" else str(last))


def _unsent(reading: Reading) -> Iterator[Notice]:
    lag = audit_following.lag(reading)
    if lag is not None:
        text = tr("The second place of the record has not answered since {at}; {count} entries wait.",
                  at=f"{reading.local(lag.since):%m-%d %H:%M}", count=lag.count)  # fmt: skip
        yield Notice(text, Light.RED, tr("The administrator looks whether the disk or the server can be reached."))
