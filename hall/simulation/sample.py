"""The sample hall: made-up staff, counters and devices on the real catalogue, for demonstration and simulated days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hall.cases.facts import PaperPolicy
from hall.catalogue.actions import import_catalogue
from hall.catalogue.files import read_catalogue
from hall.catalogue.views import ServiceCard, services
from hall.kernel.resources import resource
from hall.posts.actions import add_counter
from hall.posts.views import CounterCard, counters
from hall.queue.policy import QueuePolicy
from hall.security import actions as security
from hall.security.passwords import fresh_password
from hall.security.views import StaffCard, colleagues, devices
from hall.service import Hall, SystemHall
from hall.simulation.sealing import give_seals
from hall.storage import settings
from hall.storage.place import HallFacts

FACTS = HallFacts(
    name="幸福里社区便民服务中心",
    region="119999",
    code="0007",
    short_name="幸福",
    address="幸福路12号",
    phone="010-55550107",
    supervision_phone="12345",
    street="和平街道办事处",
    district="安宁区人民政府",
)

BODIES = PaperPolicy(committee="幸福里社区居民委员会", court="安宁区人民法院")

GUIDE, KEEPER, ADMIN = "005", "004", "003"
_OFFICE = (
    ("001", "何敏", "community", ("leader", "reviewer")),
    ("002", "郑国华", "community", ("leader",)),
    (ADMIN, "孙玉梅", "community", ("admin",)),
    (KEEPER, "钱秀兰", "community", ("seal_keeper", "supervisor")),
    (GUIDE, "李明", "community", ("guide",)),
)
_CLERKS = (
    "王芳", "赵建军", "陈晓燕", "刘志强", "杨静", "吴海霞", "周永刚", "徐丽娟", "马春华", "胡文军", "郭雅琴", "林涛"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seat:
    """A clerk at a counter of the sample hall, signed in."""

    hall: Hall
    counter: CounterCard
    staff: StaffCard


@dataclass(frozen=True, slots=True)
class SampleHall:
    """The sample hall with its devices.

    Attributes:
        itself: acts for the hall.
        kiosk: the kiosk's view of it.
        display: the display's view of it.
        seats: the staffed counters by number.
        leader: the leader at a desk of their own.
        guide: the guide's desk, staffed.
        keeper: the keeper of the seals at a desk of their own.
        screens: the small screens at the counters, by number; nobody signs in there.
    """

    itself: SystemHall
    kiosk: Hall
    display: Hall
    seats: tuple[Seat, ...]
    leader: Hall
    guide: Hall
    keeper: Hall
    screens: tuple[Hall, ...]


def furnish(hall: SystemHall, counter_count: int) -> SampleHall:
    """Bring staff, counters, devices and the catalogue into a hall, as far as they are missing, and sign everyone in.

    Whoever signs in gets a fresh random password: no default password exists.
    """
    _name_bodies(hall)
    _give_tickets_at_any_hour(hall)
    if not hall.see(services):
        hall.do(import_catalogue, catalogue=read_catalogue(catalogue_folder()))
    _hire(hall, counter_count)
    _place_counters(hall, counter_count)
    give_seals(hall, _colleague(hall, KEEPER).id, BODIES.committee, FACTS.street)
    return SampleHall(
        itself=hall,
        kiosk=hall.at(_device(hall, "kiosk", "取号机")),
        display=hall.at(_device(hall, "display", "大屏")),
        seats=tuple(_seat(hall, counter) for counter in hall.see(counters)[:counter_count]),
        leader=_signed_in(hall, _device(hall, "supervisor", "站长办公室"), hall.see(colleagues)[0]),
        guide=_signed_in(hall, _device(hall, "guide", "导服台"), _colleague(hall, GUIDE)),
        keeper=_signed_in(hall, _device(hall, "supervisor", "印章保管处"), _colleague(hall, KEEPER)),
        screens=tuple(_screen(hall, counter) for counter in hall.see(counters)[:counter_count]),
    )


def at_administration(hall: SystemHall) -> Hall:
    """Return a furnished hall as its administrator sees it, at a desk of her own; only a demonstration has need of it.

    She signs in there, and leaves any other desk.
    """
    return _signed_in(hall, _device(hall, "admin", "管理电脑"), _colleague(hall, ADMIN))


def catalogue_folder() -> Path:
    """Return the folder of the catalogue that the product brings along."""
    return resource("catalogue")


def _name_bodies(hall: SystemHall) -> None:
    """Say whose seal stands on certificates and which court hears objections."""
    if hall.see(lambda reading: settings.read(reading.session, PaperPolicy)) != BODIES:
        hall.do(security.set_policy, policy=BODIES)


def _give_tickets_at_any_hour(hall: SystemHall) -> None:
    """Switch the hours of the machines off: a demonstration happens in the evening, too."""
    set_now = hall.see(lambda reading: settings.read(reading.session, QueuePolicy))
    wanted = replace(set_now, tickets_from="", tickets_until="", counters_close="")
    if set_now != wanted:
        hall.do(security.set_policy, policy=wanted)


def _hire(hall: SystemHall, clerks: int) -> None:
    known = {staff.number for staff in hall.see(colleagues)}
    wanted = [*_OFFICE, *(_clerk(index) for index in range(clerks))]
    for number, name, department, roles in wanted:
        if number not in known:
            hall.do(
                security.add_staff,
                number=number,
                name=name,
                department=department,
                roles=roles,
                password=_password(),
            )


def _clerk(index: int) -> tuple[str, str, str, tuple[str, ...]]:
    name = _CLERKS[index] if index < len(_CLERKS) else f"{_CLERKS[index % len(_CLERKS)][0]}{'甲乙丙丁戊己'[index % 6]}"
    return (str(101 + index), name, "community", ("clerk",))


def _place_counters(hall: SystemHall, wanted: int) -> None:
    offered = hall.see(services)
    for number in range(len(hall.see(counters)) + 1, wanted + 1):
        own = _own_services(offered, number)
        hall.do(add_counter, number=number, name=own[0].series_name, services=[s.code for s in own], takes_any=True)


def _own_services(offered: Sequence[ServiceCard], number: int) -> list[ServiceCard]:
    """Share the series out among the counters in turn."""
    letters = sorted({service.series for service in offered})
    letter = letters[(number - 1) % len(letters)]
    return [service for service in offered if service.series == letter]


def _seat(hall: SystemHall, counter: CounterCard) -> Seat:
    device_id = _device(hall, "counter", f"{counter.number} 号窗口", counter.id)
    staff = _colleague(hall, str(100 + counter.number))
    return Seat(_signed_in(hall, device_id, staff), counter, staff)


def _screen(hall: SystemHall, counter: CounterCard) -> Hall:
    return hall.at(_device(hall, "rating", f"{counter.number} 号窗口屏", counter.id))


def _colleague(hall: SystemHall, number: str) -> StaffCard:
    return next(staff for staff in hall.see(colleagues) if staff.number == number)


def _device(hall: SystemHall, kind: str, name: str, counter_id: str | None = None) -> str:
    known = [d for d in hall.see(devices) if (d.kind, d.name, d.counter_id) == (kind, name, counter_id)]
    if known:
        return known[0].id
    return hall.do(security.add_device, kind=kind, name=name, counter_id=counter_id).partition(".")[0]


def _signed_in(hall: SystemHall, device_id: str, staff: StaffCard) -> Hall:
    seen_from = hall.at(device_id)
    if seen_from.actor.staff_id == staff.id:  # still sits there since the last start
        return seen_from
    password = _password()
    hall.do(security.reset_password, staff_id=staff.id, new=password)
    seen_from.do(security.sign_in, number=staff.number, password=password)
    return seen_from


def _password() -> str:
    return fresh_password()
