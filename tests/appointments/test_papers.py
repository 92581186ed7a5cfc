"""What stands on the appointment slip, with the real catalogue."""

from dataclasses import replace
from datetime import date
from typing import Any

from hall.appointments.papers import When, slip
from hall.appointments.rules import AppointmentPolicy
from hall.catalogue.files import read_catalogue
from hall.catalogue.matter import Matter
from hall.documents.content import Big, Content, Facts, Lead, Paragraph, copies_of
from hall.kernel.resources import resource
from hall.storage.place import HallFacts
from printing.drawing import draw
from printing.samples import sample_contents
from tests.printing.papers import codes_read

FACTS = HallFacts(name="幸福里社区服务大厅", address="望江路 8 号", phone="027-80000123")
MATTERS = {matter.code: matter for matter in read_catalogue(resource("catalogue")).matters}


def paper(**changed: Any) -> Content:
    facts = {
        "number": "420199-0007-YY-2026-00031",
        "code": "K7QF3M9X",
        "service": "低保·救助",
        "when": When(date(2026, 11, 25), "09:30", "10:00"),
        "matter": None,
        "policy": AppointmentPolicy(),
        "facts": FACTS,
    }
    return slip(**(facts | changed))


def words(content: Content) -> str:
    return "".join(block.text for block in content.blocks if isinstance(block, Paragraph))


def open_matter() -> Matter:
    return next(matter for matter in MATTERS.values() if not matter.confidential and len(matter.materials) > 2)


def test_it_says_what_when_and_where() -> None:
    content = paper()
    assert content.blocks[:2] == (Lead("排队预约单", "低保·救助"), Big("09:30"))
    (facts,) = [block for block in content.blocks if isinstance(block, Facts)]
    assert dict(facts.pairs) == {"哪天来": "11月25日 周三", "时段": "09:30–10:00", "地址": "望江路 8 号"}


def test_it_says_what_to_bring_but_not_what_is_shared() -> None:
    matter = open_matter()
    said = words(paper(matter=matter))
    for material in matter.materials:
        assert (material.name in said) == (not material.shared and material.condition is None)
    shared = tuple(material.model_copy(update={"shared": True}) for material in matter.materials)
    assert "不用带材料" in words(paper(matter=matter.model_copy(update={"materials": shared})))


def test_a_confidential_matter_betrays_nothing() -> None:
    matter = next(matter for matter in MATTERS.values() if matter.confidential and matter.materials)
    said = words(paper(matter=matter))
    assert not [material.name for material in matter.materials if material.name in said]


def test_it_says_until_when_it_holds_and_where_to_cancel_as_this_hall_handles_it() -> None:
    assert "晚到 15 分钟以内仍算预约" in words(paper())
    assert "打 027-80000123" in words(paper())
    assert "90 天内有 3 次没来，30 天不能再预约，现场取号照常" in words(paper())
    strict = paper(policy=AppointmentPolicy(late_minutes=0, no_shows=0), facts=replace(FACTS, phone=""))
    assert "晚到按到达时间排队" in words(strict)
    assert "没来" not in words(strict)
    assert "找导服台" in words(strict)


def test_the_code_can_be_scanned_from_the_thermal_paper_of_either_width() -> None:
    for content in (paper(), paper(narrow=True)):
        (copy,) = copies_of(content, printed_at="2026-11-23 09:42", staff_number="0107")
        assert "K7QF3M9X" in codes_read(draw(content, copy))


def test_the_gallery_shows_what_the_hall_prints() -> None:
    sample = sample_contents()["appointment_slip_short"]
    mine = paper(service="城乡居民养老保险", facts=replace(FACTS, name=sample.hall, phone="027-8000 0123"))
    assert (mine.kind, mine.qr_note, mine.footer, mine.title) == (
        sample.kind, sample.qr_note, sample.footer, sample.title
    )  # fmt: skip
    assert [type(block) for block in mine.blocks] == [type(block) for block in sample.blocks]
    assert mine.blocks[-2:] == sample.blocks[-2:]
    assert mine.blocks[:3] == sample.blocks[:3]
