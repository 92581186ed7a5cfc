"""The age lines of a person in the register, as advice beside a case."""

from hall.people.model import Person
from hall.people.retirement import AgePolicy, Ages, ages_of
from hall.people.rules import Sex
from hall.storage import settings
from hall.storage.work import Reading


def ages(reading: Reading, *, person_id: str, female_track: int | None = None) -> Ages | None:
    """Return a person's age lines today, None where the birthday is not known.

    Args:
        reading: the look at the data.
        person_id: the person.
        female_track: 50 or 55 where the clerk knows it; otherwise a woman's lines are provisional.
    """
    row = reading.session.get_one(Person, person_id)
    if row.birth is None or row.birth > reading.today:
        return None
    sex = Sex(row.sex) if row.sex in set(Sex) else Sex.UNKNOWN
    policy = settings.read(reading.session, AgePolicy)
    return ages_of(row.birth, sex, reading.today, policy, female_track=female_track)
