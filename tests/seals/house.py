"""A hall with its seals: who asks, who verifies, who approves, who keeps; and short words for a use of the seal."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.catalogue import actions as catalogue
from hall.catalogue.offer import Catalogue, Certificates, ForbiddenCertificate, LocalCertificate
from hall.documents.actions import issue, take_number
from hall.documents.content import Content, Cut, Layout, Paragraph, SealPlace, Sheet
from hall.kernel.clock import ManualClock
from hall.people import actions as people
from hall.seals import actions
from hall.seals.views import SealCard, UseCard, seals, use
from hall.security import actions as security
from hall.security.model import Device, Staff
from hall.service import Hall, SystemHall
from hall.simulation.paperwork import put_on_paper
from hall.storage.engine import for_writing, open_engine
from hall.storage.work import Work
from tests.contacts import house as contacts

PASSWORD = "Tea-at-9-oclock"
PEOPLE = {
    "0102": ("吴明远", ("leader",), False),
    "0130": ("钱秀兰", ("seal_keeper",), False),
    "0131": ("孙玉梅", ("seal_keeper", "leader"), False),
    "0140": ("何小燕", ("clerk", "seal_keeper"), True),
}
"""A second leader, two keepers of whom one is a leader as well, and a temporary colleague."""

LISTS = Certificates(
    must_not_issue=(
        ForbiddenCertificate(no=5, name="无犯罪记录证明", instead="派出所"),
        ForbiddenCertificate(no=6, name="社区康复人员情况证明（表现证明）", instead="社区康复工作机构"),
    ),
    local_list=(
        LocalCertificate(code="residence", name="居住情况证明", basis="市民政局证明清单第3项"),
        LocalCertificate(code="land", name="土地分配证明", basis="村民委员会组织法第24条", weighty=True),
    ),
)


def sample_paper(kind: str, number: str, *, copies: int = 1, stub: bool = False, empty: bool = False) -> Content:
    """Return a paper of the hall as a case would draw it."""
    committee = "幸福里社区居民委员会"
    blocks = (Paragraph("兹证明㭎小满系本社区居民。"), SealPlace(committee, "2026年11月23日"))
    return Content(
        kind=kind,
        sheet=Sheet.A4,
        layout=Layout.OFFICIAL,
        title="证　明",
        number=number,
        hall=committee,
        blocks=(*(() if empty else blocks), *((Cut(number),) if stub else ())),
        copies=tuple(f"第{part}联" for part in range(1, copies + 1)) if copies > 1 else (),
    )


def prepare(url: str) -> None:
    """Add the keepers, the second leader and the seals to the hall of the contacts tests."""
    contacts.prepare(url)
    house = SystemHall.open(open_engine(url), ManualClock(contacts.MORNING))
    house.do(catalogue.import_catalogue, catalogue=Catalogue(certificates=LISTS))
    keys = {}
    for number, (name, roles, temporary) in PEOPLE.items():
        keys[number] = house.do(
            security.add_staff,
            number=number,
            name=name,
            department="综合",
            roles=roles,
            password=PASSWORD,
            temporary=temporary,
        )
        device_id = house.do(security.add_device, kind="supervisor", name=number).split(".")[0]
        house.at(device_id).do(security.sign_in, number=number, password=PASSWORD)
    for kind, name in (("official", "幸福里社区居民委员会"), ("special", "望江街道办事处政务服务专用章")):
        house.do(actions.add_seal, kind=kind, name=name, keeper=keys["0130"])
    house.close()


class House(contacts.House):
    """The prepared hall.

    Attributes:
        head: a second leader (吴明远); `leader` is the first one.
        keeper: keeps the seals (钱秀兰).
        second_keeper: may keep them too and is a leader (孙玉梅).
        helper: temporary staff (何小燕).
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        plain = Hall.open(self.engine, self.clock)
        with Session(self.engine) as session:
            devices = dict(session.execute(select(Device.name, Device.id)).tuples().all())
            self._staff |= dict(session.execute(select(Staff.number, Staff.id)).tuples().all())
        self.head, self.keeper, self.second_keeper, self.helper = (plain.at(devices[number]) for number in PEOPLE)

    def person(self) -> str:
        """Register a resident."""
        return self.first.do(
            people.register,
            name="㭎小满",
            id_kind="resident_card",
            id_number="11010519491231002X",
            phone="13800000456",
            address="幸福里社区12栋3单元501室",
        )

    def paper(self, kind: str = "certificate", **more: Any) -> str:
        """Issue a paper of the hall."""
        place = self.hall.see(lambda reading: reading.place)
        with Session(for_writing(self.engine)) as session, session.begin():
            work = Work(session, self.clock.now(), place, self.hall.actor)
            return issue(work, sample_paper(kind, take_number(work, kind), **more), subject_id="case-1")

    def request(self, who: Hall | None = None, **said: Any) -> str:
        """Ask for a seal; on a new certificate of residence unless said otherwise."""
        wish: dict[str, Any] = {"list_code": "residence", "reason": "子女入学", **said}
        if not {"document_id", "paper_name"} & set(wish):
            wish["document_id"] = self.paper()
        return (who or self.first).do(actions.request, **wish)

    def verified(self, **said: Any) -> str:
        """Ask and verify."""
        use_id = self.request(**said)
        self.second.do(actions.verify, use_id=use_id, filled_in=True)
        return use_id

    def approved(self, **said: Any) -> str:
        """Ask, verify and approve."""
        use_id = self.verified(**said)
        self.leader.do(actions.approve, use_id=use_id)
        return use_id

    def sealed(self, **said: Any) -> str:
        """Ask, verify, approve and seal."""
        use_id = self.approved(**said)
        self.stamp(use_id)
        return use_id

    def stamp(self, use_id: str, who: Hall | None = None, **more: Any) -> int:
        """Seal one copy of one page."""
        for desk in (self.hall, self.first, self.second):
            put_on_paper(desk)
        wish: dict[str, Any] = {"copies": 1, "pages": 1, **more}
        return (who or self.keeper).do(actions.seal, use_id=use_id, **wish)

    def card(self, use_id: str) -> UseCard:
        """Return a use."""
        return self.hall.see(use, use_id=use_id).card

    def seal(self, kind: str = "official") -> SealCard:
        """Return the seal of a kind, the latest."""
        return [card for card in self.hall.see(seals) if card.kind == kind][-1]
