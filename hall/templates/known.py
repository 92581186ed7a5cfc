"""What is known when a paper is drawn up, as one value: facts by their names, and what may never hang on a wall."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hall.catalogue.matter import Publicity
from hall.kernel.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of a case or a visit.

    Attributes:
        values: by the names that templates use: `applicant.name`, `form.cause`, `hall.committee`.
        secrets: whole texts that no posting may repeat, with what they are: a number, an address, an account.
        minors: names of persons under eighteen.
        publicity: how the matter is posted, None where it is not.
    """

    today: dt.date
    calendar: WorkCalendar
    values: Mapping[str, Any] = field(default_factory=dict)
    secrets: tuple[tuple[str, str], ...] = ()
    minors: tuple[str, ...] = ()
    publicity: Publicity | None = None
