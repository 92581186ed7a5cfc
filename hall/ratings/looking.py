"""Tells the telephone number under a named rating to whoever follows ratings up, and to nobody else."""

from hall.people.looking import Held, on_a
from hall.ratings.model import Rating
from hall.ratings.views import refuse_others
from hall.storage.work import Reading


@on_a("rating")
def phone_under(reading: Reading, key: str) -> Held:
    """Return the number; whoever was given the rating to follow up needs it for that.

    Raises:
        Refusal: `ratings.not_yours`.
    """
    refuse_others(reading)
    row = reading.session.get_one(Rating, key)
    mine = row.handler is not None and row.handler == reading.actor.staff_id
    return Held(row.phone, None, mine)
