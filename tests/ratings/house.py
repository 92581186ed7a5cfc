"""The sample hall as the tests of ratings see it: a clerk who serves, a screen that asks, a leader who follows up."""

import datetime as dt
from typing import Any

import pytest

from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.ratings.record import JOURNAL
from hall.ratings.rules import RatingState
from hall.service import Hall, posts, queue, queue_views, ratings, ratings_views, security, security_views
from hall.simulation.sample import SampleHall
from tests.halls import MONDAY_MORNING, sample_hall, use_the_queue_alone

PHONE = "13812345678"
PASSWORD = "Osmanthus-7"


class House:
    """The sample hall.

    Attributes:
        clock: moves only when the test moves it.
        sample: the hall with its devices.
        clerk: 王芳 at the first counter, which is open.
        screen: the small screen at the first counter; nobody signs in there.
        leader: 何敏, at a desk of her own.
    """

    def __init__(self, url: str) -> None:
        self.clock = ManualClock(MONDAY_MORNING)
        self.sample: SampleHall = sample_hall(url, self.clock)
        use_the_queue_alone(self.sample)
        self.sample.keeper.do(security.sign_out)  # she supervises here, at whatever desk `seat` gives her
        self.clerk, self.screen = self.sample.seats[0].hall, self.sample.screens[0]
        self.leader, self.itself = self.sample.leader, self.sample.itself
        for seat in self.sample.seats:
            seat.hall.do(posts.open_counter)

    def serve(self, counter: int = 1, outcome: str = "done") -> str:
        """Serve somebody from beginning to end; answers with the ticket's key."""
        ticket_id = self.begin(counter)
        self.pass_time(minutes=5)
        self.sample.seats[counter - 1].hall.do(queue.finish, ticket_id=ticket_id, outcome=outcome)
        return ticket_id

    def begin(self, counter: int = 1) -> str:
        """Have somebody sit down at a counter; answers with the ticket's key."""
        hall = self.sample.seats[counter - 1].hall
        ticket_id = self.sample.kiosk.do(queue.take_ticket, service_code="aid")
        hall.do(queue.call_ticket, ticket_id=ticket_id)
        hall.do(queue.arrive, ticket_id=ticket_id)
        return ticket_id

    def rated(self, grade: int | None, **more: Any) -> str:
        """Serve somebody who then answers at the screen; answers with the rating's key."""
        return self.screen.do(ratings.rate, ticket_id=self.serve(), grade=grade, **more)

    def asked(self, counter: int = 1) -> str:
        """Return the number of the visit about which a counter's screen asks, empty for none."""
        there = self.screen.see(ratings_views.to_rate, counter_id=self.sample.seats[counter - 1].counter.id)
        return there.number if there else ""

    def number(self, ticket_id: str) -> str:
        return self.itself.see(queue_views.ticket, ticket_id=ticket_id).number

    def code(self, ticket_id: str) -> str:
        return self.itself.see(queue_views.ticket, ticket_id=ticket_id).status_code

    def state(self, rating_id: str) -> RatingState:
        """Return a rating as its journal tells it."""
        folded = self.itself.see(lambda reading: JOURNAL.refold(JOURNAL.history(reading.session, rating_id)))
        assert folded is not None
        return folded

    def card(self, rating_id: str) -> ratings_views.RatingCard:
        return self.leader.see(ratings_views.rating, rating_id=rating_id).card

    def follow(self, action: Any, rating_id: str, by: Hall | None = None, **arguments: Any) -> None:
        """Take a step of the follow-up, as the leader unless somebody else is named."""
        (by or self.leader).do(action, rating_id=rating_id, **arguments)

    def looked_into(self, rating_id: str, *, valid: bool = True, way: str = "") -> None:
        """Assign a rating to its leader, look into it and say what was found."""
        self.follow(ratings.assign, rating_id, to=self.leader.actor.staff_id)
        self.follow(ratings.contact, rating_id, words="已经问过。", way=way)
        self.follow(ratings.find, rating_id, valid=valid, words="看过录像和办件记录。")

    def refused(self, hall: Hall, action: Any, **arguments: Any) -> str:
        """Return the code with which an action is refused."""
        with pytest.raises(Refusal) as refusal:
            hall.do(action, **arguments)
        return refusal.value.code

    def seat(self, number: str, kind: str = "supervisor") -> Hall:
        """Sign a colleague in at a device of a kind, by their staff number."""
        device_id = self.itself.do(security.add_device, kind=kind, name=number).partition(".")[0]
        staff = next(each for each in self.itself.see(security_views.colleagues) if each.number == number)
        self.itself.do(security.reset_password, staff_id=staff.id, new=PASSWORD)
        hall = self.itself.at(device_id)
        hall.do(security.sign_in, number=number, password=PASSWORD)
        return hall

    def pass_time(self, **span: float) -> None:
        """Let time go by and run what became due."""
        self.clock.advance(dt.timedelta(**span))
        self.itself.run_due()

    def close(self) -> None:
        self.itself.close()
