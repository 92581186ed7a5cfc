"""What residents answer on the small screens at the counters of a simulated day."""

from hall.ratings.actions import rate
from hall.ratings.views import to_rate
from hall.simulation.agenda import Agenda
from hall.simulation.manners import Opinion
from hall.simulation.sample import SampleHall, Seat

ASKED_SECONDS = 30.0
"""So long the screen asks; then it was no answer."""


class Opinions:
    """Plays the screens at the counters, at which nobody is signed in."""

    def __init__(self, sample: SampleHall, agenda: Agenda) -> None:
        numbers = [seat.counter.number for seat in sample.seats]
        self._screens = dict(zip(numbers, sample.screens, strict=True))
        self._agenda = agenda

    def ask(self, seat: Seat, ticket: str, opinion: Opinion | None) -> None:
        """Let the screen ask about a visit that has just ended."""
        seconds = ASKED_SECONDS if opinion is None else opinion.seconds
        self._agenda.after(seconds, lambda: self._answer(seat, ticket, opinion))

    def _answer(self, seat: Seat, ticket: str, opinion: Opinion | None) -> None:
        """Touch a face if the screen still asks; it does not once the next resident is served."""
        screen = self._screens[seat.counter.number]
        asked = screen.see(to_rate, counter_id=seat.counter.id) if opinion is not None else None
        if opinion is None or asked is None or asked.ticket_id != ticket:
            screen.do(rate, ticket_id=ticket, grade=None)
        else:
            screen.do(rate, ticket_id=ticket, grade=opinion.grade, reasons=opinion.reasons)
