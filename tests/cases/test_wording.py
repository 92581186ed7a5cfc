"""Every paper of every matter, filled in as the simulation's residents do: no sentence has a gap, none a doubt."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hall.agency import actions as agency
from hall.cases import actions
from hall.cases.material_papers import MaterialLine, material_receipt
from hall.cases.model import Case
from hall.cases.record import codes_of, facts_of
from hall.cases.refusing import refuse_certificate
from hall.catalogue.matter import Matter
from hall.catalogue.terms import CaseType
from hall.contacts import actions as contacts
from hall.documents.content import Content, Grid, Lead, from_json
from hall.documents.kinds import KINDS
from hall.documents.model import Document
from hall.documents.samples import document_samples
from hall.leaflets.views import leaflet
from hall.originals import actions as originals
from hall.people import actions as people
from hall.privacy.samples import privacy_samples
from hall.seals import actions as seals
from hall.seals import views as seals_views
from hall.statistics.actions import close_day
from hall.templates.samples import template_samples
from printing.drawing import lay_out
from tests.cases.forms import filled_in
from tests.cases.house import House, prepare, product_catalogue
from tests.cases.test_reuse import records_held, records_needed
from tests.printing.papers import COPY

ENABLED = [matter for matter in product_catalogue().matters if matter.enabled]
DIBAO, GUARDIAN = "MZ-001", "ZM-002"
GAPS = re.compile(
    r"：[。；，：]|[，、；][，。；、]|。。|为的|“”|《》|（）|于，|由办理|请打 (?!\d)|None|[{}]|待核对|核对原文"
)


OF_THE_QUEUE = {"queue_ticket", "ticket_book", "appointment_slip"}
"""Papers of rooms that have tests of their wording themselves."""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Content]]]:
    """Give every paper that a hall has issued after it took every matter to its end, by kind."""
    url = f"sqlite:///{tmp_path_factory.mktemp('wording') / 'hall.sqlite3'}"
    prepare(url)
    house = House(url)
    for matter in ENABLED:
        _live(house, matter.code)
    for matter in ENABLED:
        if matter.case_type is CaseType.IMMEDIATE:
            _at_once(house, matter)
    _say_no(house)
    _say_otherwise(house)
    _take_longer(house)
    _supervise(house)
    _first_contact(house)
    _use_seals(house)
    _go_for_them(house)
    _ask_for_consent(house)
    _end_the_day(house)
    with Session(house.engine) as session:
        issued = [from_json(content) for content in session.scalars(select(Document.content))]
    by_kind: dict[str, list[Content]] = {kind: [] for kind in KINDS}
    for content in issued:
        by_kind[content.kind].append(content)
    for content in (*template_samples().values(), *privacy_samples().values(), *document_samples().values()):
        by_kind[content.kind].append(content)
    by_kind["leaflet"] = [house.hall.see(leaflet, matter_code=matter.code) for matter in ENABLED]
    yield by_kind
    house.close()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OF_THE_QUEUE])
def test_no_paper_has_a_gap_in_its_sentences(papers: dict[str, list[Content]], kind: str) -> None:
    assert papers[kind], "a kind of which none was printed proves nothing"
    found = {
        (paper.title, said[max(gap.start() - 20, 0) : gap.end() + 10])
        for paper in papers[kind]
        for said in _sentences(paper)
        for gap in GAPS.finditer(said)
    }
    assert found == set()


def test_the_search_finds_what_once_came_out_of_the_printer() -> None:
    bad = ("依法具有监护资格的人有：。", "指定为的监护人", "民政部办法（待核对原文）", "社区不能开“”。", "现住，系")
    assert [bool(GAPS.search(said)) for said in bad] == [True, True, True, True, False]


def test_six_materials_fit_on_one_page_of_the_receipt(house: House) -> None:
    case_id = house.accepted(DIBAO)
    facts = house.hall.see(lambda reading: facts_of(reading, reading.session.get_one(Case, case_id)))
    names = sorted((material.name for matter in ENABLED for material in matter.materials), key=len)[-60:-54]
    lines = [MaterialLine(name, 1, 1, 2, returned=True) for name in names]
    receipt = material_receipt(facts, "420199-0007-CL-2026-00001", lines, at=house.clock.now())
    assert len(lay_out(receipt, COPY)) == 1
    (table,) = (block for block in receipt.blocks if isinstance(block, Grid))
    assert table.rows[0][2:] == ("1", "1", "2", "原件退还")
    assert table.rows[-1] == ("", "合计", "6", "6", "12", "")


def test_whoever_left_no_phone_is_not_promised_a_call(house: House) -> None:
    case_id = house.accepted(DIBAO)
    called = _lead(house.paper(case_id, "acceptance_notice"))
    assert "打电话通知您" in called.note
    silent = house.first.do(
        actions.open_case,
        matter_code=DIBAO,
        person_id=_without_phone(house),
        form=house.form(DIBAO),
    )
    house.first.do(actions.submit, case_id=silent)
    house.verify(silent)
    house.first.do(actions.accept, case_id=silent)
    note = _lead(house.paper(silent, "acceptance_notice")).note
    assert "打电话通知您" not in note
    assert "凭查询码查" in note


def test_nobody_is_called_in_to_fetch_an_entry_in_a_register(house: House) -> None:
    said = {}
    for code in ("YB-001", "SB-006"):
        case_id = house.decided(code)
        house.first.do(actions.make_ready, case_id=case_id)
        house.first.do(actions.notify, case_id=case_id)
        said[code] = _lead(house.paper(case_id, "result_notice"))
    assert said["YB-001"].note.startswith("不用再跑一趟")
    assert said["SB-006"].text == "您申请的事办好了，可以来领结果。"


def _live(house: House, code: str) -> None:
    """Take a matter in with every field said, and to its end."""
    matter = house.matter(code)
    form = filled_in(matter, house.hall.see(codes_of), required_only=False)
    case_id = house.first.do(actions.open_case, matter_code=code, person_id=house.person(), form=form)
    house.first.do(actions.submit, case_id=case_id)
    if any(line.state == "missing" for line in house.file(case_id).materials):
        house.first.do(actions.give_notice, case_id=case_id)
        house.first.do(actions.supplement, case_id=case_id)
    house.verify(case_id)
    house.first.do(actions.accept, case_id=case_id)
    house.walk(case_id)
    house.first.do(actions.make_ready, case_id=case_id)
    house.seal(case_id)
    house.first.do(actions.notify, case_id=case_id)
    house.first.do(actions.deliver, case_id=case_id)


def _at_once(house: House, matter: Matter) -> None:
    """Do a matter while the applicant waits."""
    form = filled_in(matter, house.hall.see(codes_of), required_only=False)
    case_id = house.first.do(actions.open_case, matter_code=matter.code, person_id=house.person(), form=form)
    house.verify(case_id)
    house.first.do(actions.finish_at_once, case_id=case_id)
    if house.seal(case_id):
        house.first.do(actions.deliver, case_id=case_id)


def _say_no(house: House) -> None:
    """Refuse and deny, for every ground and before either remedy; refuse a certificate of every forbidden name."""
    why = {"reason": "申请人户籍和经常居住地都不在本辖区", "basis": "社会救助暂行办法第九条"}
    for ground in ("not_competent", "not_needed", "not_eligible", "duplicate"):
        for code in (DIBAO, GUARDIAN):
            case_id = house.submitted(code)
            more = {**why, "ground": ground, "office": "沿湖街道办事处（沿湖路18号，027-80000456）"}
            _refused(house, case_id, more)
    for found in ("", "家庭收入高于标准"):
        _refused(house, house.accepted(GUARDIAN), {**why, "found": found})
    for name in ("亲属关系证明", "没听说过的证明"):
        house.first.do(refuse_certificate, name=name, institution="某银行", letter=True)


def _refused(house: House, case_id: str, why: dict[str, str]) -> None:
    house.first.do(actions.propose_refusal, case_id=case_id, **why)
    house.leader.do(actions.review_refusal, case_id=case_id, agree=True)
    house.first.do(actions.make_ready, case_id=case_id)
    house.seal(case_id)
    house.first.do(actions.notify, case_id=case_id)
    left = {"way": "left", "reason": "本人拒绝签收", "witness": "赵晴", "receiver": "㭎晴", "relation": "女儿"}
    house.first.do(actions.deliver, case_id=case_id, **left)


def _say_otherwise(house: House) -> None:
    """Send applications back, own up to a delay, accept on a promise, hand back what was handed in."""
    why = {"reason": "入户调查排不开", "basis": "服务承诺制度"}
    for code in (DIBAO, GUARDIAN):
        back, late = house.accepted(code), house.accepted(code)
        for found, office in (("", ""), ("已经初审", "沿湖街道办事处（沿湖路18号，027-80000456）")):
            house.first.do(actions.propose_refusal, case_id=late, kind="delay", found=found, **why)
            house.leader.do(actions.review_refusal, case_id=late, agree=True)
            case_id = house.accepted(code) if office else back
            house.first.do(actions.propose_refusal, case_id=case_id, kind="return", office=office, **why)
            house.leader.do(actions.review_refusal, case_id=case_id, agree=True)
            house.first.do(actions.make_ready, case_id=case_id)
        house.first.do(actions.hand_back_materials, case_id=back)
    case_id = house.submitted("MZ-005")
    owed = [line.material_id for line in house.file(case_id).materials if line.state == "missing"]
    house.first.do(actions.accept, case_id=case_id, promised=owed)


def _take_longer(house: House) -> None:
    case_id = house.accepted(DIBAO)
    house.first.do(actions.propose_extension, case_id=case_id, days=5, reason="入户调查没完")
    house.leader.do(actions.approve_extension, case_id=case_id, agree=True)
    for matter in ENABLED:
        for reason in matter.pause_reasons:
            paused = house.accepted(matter.code)
            house.first.do(actions.pause, case_id=paused, reason=reason, needs="7天")


def _supervise(house: House) -> None:
    """Print a slip that a leader pressed: unanswered, answered, and closed."""
    case_id = house.accepted(DIBAO)
    slip_id = house.leader.do(actions.press, case_id=case_id, words="居民来问过两次")
    house.leader.do(actions.print_slip, slip_id=slip_id)
    house.first.do(actions.explain_slip, slip_id=slip_id, words="核对报告没有出来")
    house.first.do(actions.rectify_slip, slip_id=slip_id, words="已催办")
    house.leader.do(actions.close_slip, slip_id=slip_id, words="属实")
    house.leader.do(actions.print_slip, slip_id=slip_id)


def _first_contact(house: House) -> None:
    """Print the sheet as it is opened, handed over, answered and closed, with and without a name and a phone."""
    for name, phone in (("程小满", "13800000456"), ("", "")):
        sheet_id = house.first.do(contacts.open_sheet, matter_text="楼道灯坏了，归谁修", name=name, phone=phone)
        house.first.do(contacts.print_sheet, sheet_id=sheet_id)
        house.first.do(contacts.hand_over, sheet_id=sheet_id, to=house.id_of(house.second))
        house.first.do(contacts.print_sheet, sheet_id=sheet_id)
        house.second.do(contacts.sign_for, sheet_id=sheet_id)
        house.second.do(contacts.answer, sheet_id=sheet_id, words="物业明天修")
        house.first.do(contacts.reply, sheet_id=sheet_id, way="phone", words="物业明天修")
        house.first.do(contacts.print_sheet, sheet_id=sheet_id)
        other = house.first.do(contacts.open_sheet, matter_text="问学籍", name=name)
        where = {"office": "区教育局", "address": "教育路 1 号", "phone": "027-80000456"}
        house.first.do(contacts.refer_out, sheet_id=other, **where)
        day = house.clock.now().date()
        promise = house.first.do(contacts.promise, words="问清学籍怎么转", due_on=day, sheet_id=other)
        house.leader.do(contacts.assign, sheet_id=other, to=house.id_of(house.second))
        house.first.do(contacts.print_sheet, sheet_id=other)
        house.second.do(contacts.keep_promise, promise_id=promise, words="带户口簿去")
        house.first.do(contacts.print_sheet, sheet_id=other)


def _ask_for_consent(house: House) -> None:
    """Use what is sensitive and on file, with the resident's consent."""
    who = house.person()
    records_held(house, who)
    house.first.do(actions.take_consent, case_id=records_needed(house, who))


def _end_the_day(house: House) -> None:
    """Leave the post with open duties, and close a day on which something is open."""
    house.second.do(actions.leave_post, reason="休假两周", to=house.id_of(house.first))
    house.leader.do(close_day, reason="居民约好明天来取")


def _go_for_them(house: House) -> None:
    """Take mandates with and without a fee, and keep originals of somebody with and without a name."""
    given = {"powers": ("submit", "collect"), "until": dt.date(2026, 12, 23), "identity_way": "looked_at"}
    book = {"name": "居民户口簿", "originals": 1}
    for person_id, fee in ((house.person(), "20"), (_without_phone(house), "")):
        errand = house.first.do(agency.entrust, person_id=person_id, matter_code=DIBAO, **given)
        house.first.do(agency.log, agency_id=errand, items=(book,), place="和平街道民政科", fee=fee)
        house.first.do(agency.submit, agency_id=errand, receipt_number="HP-0042")
        house.first.do(agency.record_result, agency_id=errand, outcome="denied", originals_back=True)
        house.first.do(agency.deliver, agency_id=errand)
    case_id = house.draft(DIBAO)
    house.first.do(originals.check_in, name="居民户口簿", person_id=house.person(), case_id=case_id)
    house.first.do(originals.keep, case_id=case_id)


def _use_seals(house: House) -> None:
    """Reject a use, print the forms and the registers of the seals, and lose one."""
    wish = {"paper_name": "人口统计表", "list_code": "own-report", "reason": "上报街道"}
    for person_id in ("", house.person(), _without_phone(house)):
        use_id = house.first.do(seals.request, person_id=person_id, **wish)
        house.leader.do(seals.print_form, use_id=use_id)
        house.leader.do(seals.reject, use_id=use_id, reason="blank", words="第二页是空的，请填好再来。")
        house.leader.do(seals.print_form, use_id=use_id)
    house.first.do(seals.request, **wish)
    house.seal("")
    for card in house.hall.see(seals_views.seals):
        house.keeper.do(seals.print_register, seal_id=card.id, span="2026")
        house.keeper.do(seals.report_lost, seal_id=card.id, words="外出办事途中遗失")


def _without_phone(house: House) -> str:
    return house.first.do(people.register, name="㭎无电", address="幸福里社区12栋")


def _lead(paper: Content) -> Lead:
    return next(block for block in paper.blocks if isinstance(block, Lead))


def _sentences(paper: Content) -> Iterator[str]:
    """Yield everything that a paper says; a pair without a value is a line to write on."""
    for block in paper.blocks:
        for name in ("text", "note", "signer"):
            yield str(getattr(block, name, ""))
        for _label, value in getattr(block, "pairs", ()):
            yield value
        for row in getattr(block, "rows", ()):
            yield from row
    yield from paper.footer
