"""The hall of the contacts tests with the product's own catalogue, and short words for what is done in it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.cases import actions, views
from hall.cases.materials import MISSING, PROMISED
from hall.cases.record import codes_of
from hall.catalogue import actions as catalogue
from hall.catalogue.files import read_catalogue
from hall.catalogue.matter import Matter
from hall.catalogue.offer import Catalogue, LocalCertificate
from hall.catalogue.views import current
from hall.documents.content import Content
from hall.documents.views import content_of, documents_of
from hall.kernel.resources import resource
from hall.people import actions as people
from hall.security import actions as security
from hall.security.model import Device
from hall.service import Hall, SystemHall
from hall.simulation.paperwork import put_on_paper
from hall.simulation.sealing import give_seals, seal_papers
from hall.storage.engine import open_engine
from tests.cases.forms import filled_in
from tests.contacts import house as contacts

KEEPER = "0130"
LOCAL_LIST = (
    LocalCertificate(code="residence", name="居住情况证明", basis="市民政局证明清单第3项", matter="ZM-001"),
    LocalCertificate(code="adoption", name="收养事项证明", basis="中国公民收养子女登记办法第5条", matter="ZM-003"),
    LocalCertificate(code="volunteer", name="志愿服务记录证明", basis="志愿服务条例第19条", matter="ZM-004"),
)


def product_catalogue() -> Catalogue:
    """Return the product's catalogue, its local list as a hall would have extended it."""
    shipped = read_catalogue(resource("catalogue"))
    lists = shipped.certificates
    longer = lists.model_copy(update={"local_list": (*lists.local_list, *LOCAL_LIST)})
    return Catalogue(
        shipped.departments, shipped.matters, shipped.services, shipped.series, longer, shipped.sources, shipped.codes
    )


def prepare(url: str) -> None:
    """Make the contacts tests' hall and import the catalogue."""
    contacts.prepare(url)
    house = SystemHall.open(open_engine(url))
    house.do(catalogue.import_catalogue, catalogue=product_catalogue())
    _seat_keeper(house)
    house.close()


def _seat_keeper(house: SystemHall) -> None:
    """Give the hall its seals and their keeper, 钱秀兰, at a desk of her own."""
    number, password = KEEPER, "Tea-at-9-oclock"
    keeper = house.do(
        security.add_staff, number=number, name="钱秀兰", department="综合", roles=["seal_keeper"], password=password
    )
    device_id = house.do(security.add_device, kind="supervisor", name=number).split(".")[0]
    house.at(device_id).do(security.sign_in, number=number, password=password)
    give_seals(house, keeper, "幸福里社区居民委员会", "望江街道办事处")


class House(contacts.House):
    """The prepared hall with words for the steps of a case.

    Attributes:
        keeper: the desk of the keeper of the seals (钱秀兰).
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        with Session(self.engine) as session:
            device_id = session.scalars(select(Device.id).where(Device.name == KEEPER)).one()
        self.keeper = Hall.open(self.engine, self.clock).at(device_id)

    def seal(self, case_id: str) -> int:
        """Have the papers of a case verified, approved and sealed; answers with how many uses were sealed."""
        self.put_papers_out()
        return seal_papers(self.leader, self.keeper, case_id=case_id)

    def put_papers_out(self) -> None:
        """Let every desk print what waits there, and confirm it."""
        for desk in (self.hall, self.first, self.second, self.leader):
            put_on_paper(desk)

    def person(self, name: str = "㭎小满") -> str:
        """Register an applicant."""
        return self.first.do(people.register, name=name, address="幸福里社区12栋3单元501室", phone="13800000456")

    def matter(self, code: str) -> Matter:
        """Return the present edition of a matter."""
        return self.hall.see(current, code=code).matter

    def form(self, code: str) -> dict[str, Any]:
        """Return a form in order."""
        return filled_in(self.matter(code), self.hall.see(codes_of))

    def draft(self, code: str, **more: Any) -> str:
        """Open a case with its form filled in."""
        return self.first.do(actions.open_case, matter_code=code, person_id=self.person(), form=self.form(code), **more)

    def submitted(self, code: str, **more: Any) -> str:
        """Open a case and hand it in."""
        case_id = self.draft(code, **more)
        self.first.do(actions.submit, case_id=case_id)
        return case_id

    def verify(self, case_id: str, *material_ids: str) -> None:
        """Verify the named materials, or everything that is missing or promised."""
        for line in self.file(case_id).materials:
            if line.material_id in material_ids or (not material_ids and line.state in (MISSING, PROMISED)):
                self.first.do(
                    actions.check_material, case_id=case_id, material_id=line.material_id, state="verified", copies=1
                )

    def accepted(self, code: str, **more: Any) -> str:
        """Take a case in until it is accepted."""
        case_id = self.submitted(code, **more)
        self.verify(case_id)
        self.first.do(actions.accept, case_id=case_id)
        return case_id

    def decided(self, code: str) -> str:
        """Take a case through its own steps until it is decided."""
        case_id = self.accepted(code)
        self.walk(case_id)
        return case_id

    def walk(self, case_id: str) -> None:
        """Walk the steps: those of the hall are done here, the others sent and answered; the last one approves."""
        while not self.file(case_id).card.decision:
            card = self.file(case_id).card
            steps = self.file(case_id).matter.steps
            if card.stage == "deciding":
                last = card.step > card.steps
                self.first.do(actions.decide if last else actions.complete_step, case_id=case_id)
            elif steps[card.step - 1].held_here:
                self.first.do(actions.begin_step, case_id=case_id)
            else:
                self.first.do(actions.forward, case_id=case_id)
                left = [step for step in steps[card.step :] if not step.held_here]
                self.first.do(actions.record_result, case_id=case_id, outcome="passed" if left else "approved")

    def file(self, case_id: str) -> views.CaseFile:
        """Return everything about a case."""
        return self.hall.see(views.case, case_id=case_id)

    def stage(self, case_id: str) -> str:
        """Return where a case stands."""
        return self.file(case_id).card.stage

    def paper(self, case_id: str, kind: str) -> Content:
        """Return the last paper of a kind that a case was given."""
        issued = [each for each in self.hall.see(documents_of, subject_id=case_id) if each.kind == kind]
        return self.hall.see(content_of, document_id=issued[-1].id)

    def papers(self, case_id: str) -> list[str]:
        """Return the kinds of the papers of a case, in order."""
        return [each.kind for each in self.hall.see(documents_of, subject_id=case_id)]

    def counter(self, name: str) -> Hall:
        """Return a colleague's counter by its name in this house."""
        return getattr(self, name)  # type: ignore[no-any-return]
