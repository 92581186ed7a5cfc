"""Calling staff to a machine: one open call for each device, until somebody answers it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.posts.model import HelpCall
from hall.security.model import Device
from hall.storage.action import action
from hall.storage.work import Reading, Work


@dataclass(frozen=True, slots=True)
class HelpCard:
    """A call for help as the guide's desk and the machine itself show it.

    Attributes:
        device_name: where help is needed, such as 取号机.
        counter_id: the counter at which the device stands, if it stands at one.
        answered_at: when staff saw it; None while nobody has.
        answered_by: key of who answered.
    """

    id: str
    device_id: str
    device_name: str
    counter_id: str | None
    at: datetime
    answered_at: datetime | None
    answered_by: str | None


@action
def call_for_help(work: Work) -> str:
    """Call staff to the actor's device; a second press while the first call is open calls nobody else.

    Answers with the key of the open call.
    """
    device_id = work.actor.device_id
    work.session.get_one(Device, device_id, with_for_update=True)  # two presses at once make one call
    call = work.session.scalar(_open().where(HelpCall.device_id == device_id))
    if call is not None and call.day != work.today:
        call.withdrawn_at, call = work.now, None
        work.session.flush()
    if call is None:
        call = HelpCall(id=new_id(), hall_id=work.place.hall_id, device_id=device_id, day=work.today, at=work.now)
        work.session.add(call)
        work.touched(Topic.POSTS)
    work.concerns(call.id)
    return call.id


@action
def answer_help(work: Work, *, help_id: str) -> None:
    """Say that somebody is on the way; the first answer counts.

    Raises:
        Refusal: `posts.help_over` when nobody needs it any more.
    """
    call = work.session.get_one(HelpCall, help_id, with_for_update=True)
    work.concerns(help_id)
    if call.withdrawn_at is not None:
        raise Refusal("posts.help_over")
    if call.answered_at is None:
        call.answered_at, call.answered_by = work.now, work.actor.staff_id
        work.touched(Topic.POSTS)


@action
def withdraw_help(work: Work) -> None:
    """The resident at the actor's device needs nobody any more."""
    for call in work.session.scalars(_open().where(HelpCall.device_id == work.actor.device_id)):
        call.withdrawn_at = work.now
        work.concerns(call.id)
        work.touched(Topic.POSTS)


def help_calls(reading: Reading) -> tuple[HelpCard, ...]:
    """Return today's calls that nobody has answered, the longest first."""
    waiting = _open().where(HelpCall.day == reading.today).order_by(HelpCall.at, HelpCall.id)
    return tuple(_card(reading, call) for call in reading.session.scalars(waiting))


def help_call(reading: Reading, *, help_id: str) -> HelpCard:
    """Return one call."""
    return _card(reading, reading.session.get_one(HelpCall, help_id))


def _open() -> Select[tuple[HelpCall]]:
    return select(HelpCall).where(HelpCall.answered_at.is_(None), HelpCall.withdrawn_at.is_(None))


def _card(reading: Reading, call: HelpCall) -> HelpCard:
    device = reading.session.get_one(Device, call.device_id)
    return HelpCard(
        call.id, call.device_id, device.name, device.counter_id, call.at, call.answered_at, call.answered_by
    )
