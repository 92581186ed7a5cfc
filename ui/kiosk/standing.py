"""What a status code belongs to, how that stands, and the rating of a visit that has ended; knows no widget."""

from dataclasses import dataclass, field

from hall.kernel.refusal import Refusal
from hall.service import Hall, appointments_views, cases_progress, ratings, ratings_views
from ui.kiosk.booking import Appointment

Progress = cases_progress.Progress
BAD = (2, 1)
"""Grades that may have reasons."""


@dataclass(frozen=True, slots=True)
class ToRate:
    """A visit that has ended, as the holder of its code may rate it.

    Attributes:
        code: the status code.
        number: of the ticket.
        refusal: why it can no longer be rated, None while it can.
        reasons: code and words of each reason for a bad grade.
    """

    code: str = field(repr=False)
    number: str
    refusal: Refusal | None
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a ticket or a case stands, and the visit that may be rated, None for none."""

    progress: Progress
    to_rate: ToRate | None = None


def what_has_code(hall: Hall, code: str) -> Appointment | Standing | None:
    """Return what a code belongs to, None if nothing has it; slow, for a worker thread."""
    booked = hall.see(appointments_views.appointment_of_code, code=code)
    if booked is not None:
        return booked
    progress = hall.see(cases_progress.progress_of, status_code=code)
    return None if progress is None else Standing(progress, _to_rate(hall, code))


def rate(hall: Hall, request_id: str, visit: ToRate | None, grade: int, reasons: tuple[str, ...]) -> str:
    """Rate a visit, without a name; slow, for a worker thread.

    Raises:
        Refusal: what `ratings.rate_by_code` says.
    """
    if visit is None:
        raise ValueError("there is no visit to rate")
    return hall.do_once(request_id, ratings.rate_by_code, status_code=visit.code, grade=grade, reasons=reasons)


def _to_rate(hall: Hall, code: str) -> ToRate | None:
    found = hall.see(ratings_views.to_rate_by_code, status_code=code)
    if found is None:
        return None
    refusal = Refusal(found.refused) if found.refused else None
    return ToRate(code, found.number, refusal, hall.see(ratings_views.reasons))
