"""Announcing a sentence to the whole hall (通知广播): shown on every big screen and read out once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.screens.model import Announcement
from hall.screens.policy import DisplayPolicy
from hall.storage import settings
from hall.storage.action import action
from hall.storage.work import Reading, Work

LONGEST = 60
"""Characters that a big screen shows in one band and a listener keeps in mind."""


@dataclass(frozen=True, slots=True)
class AnnouncementCard:
    """What staff announce, with the key by which a screen reads it out once."""

    id: str
    at: datetime
    text: str


@action
def announce(work: Work, *, text: str) -> str:
    """Announce a sentence on every screen; answers with its key.

    It is the words of whoever announces: a resident is called by number or by what everybody sees, not by name.

    Raises:
        Refusal: `screens.nothing_to_announce`, `screens.announcement_too_long`.
    """
    words = " ".join(text.split())
    if not words:
        raise Refusal("screens.nothing_to_announce")
    if len(words) > LONGEST:
        raise Refusal("screens.announcement_too_long", longest=LONGEST, length=len(words))
    said = Announcement(id=new_id(), hall_id=work.place.hall_id, at=work.now, text=words, staff_id=work.actor.staff_id)
    work.session.add(said)
    work.concerns(said.id)
    work.touched(Topic.QUEUE)
    return said.id


def announcements(reading: Reading) -> tuple[AnnouncementCard, ...]:
    """Return what stands on the screens now, the latest last."""
    stands = timedelta(seconds=settings.read(reading.session, DisplayPolicy).announcement_seconds)
    rows = (
        select(Announcement.id, Announcement.at, Announcement.text)
        .where(Announcement.at > reading.now - stands, Announcement.at <= reading.now)
        .order_by(Announcement.at, Announcement.id)
    )
    return tuple(AnnouncementCard(*row) for row in reading.session.execute(rows))
