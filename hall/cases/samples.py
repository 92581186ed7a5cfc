"""Short and long samples of the papers that cases and sheets end in, drawn by what draws the real ones."""

import datetime as dt
from dataclasses import replace
from functools import partial

from hall.cases import papers, refusal_papers, results
from hall.cases.certificates import no_certificate_slip
from hall.cases.facts import Facts, PaperPolicy
from hall.cases.refusal_papers import Reasons
from hall.catalogue.matter import Matter
from hall.catalogue.views import CertificateCard
from hall.contacts.papers import referral_slip
from hall.contacts.views import NoteCard, SheetCard, SheetFile
from hall.documents.content import Content
from hall.documents.signing import specimen
from hall.documents.statement import Proof
from hall.kernel.resources import resource
from hall.people.views import PersonCard
from hall.storage.place import HallFacts

_DAY = dt.date(2026, 11, 23)
_AT = dt.datetime(2026, 11, 23, 1, 42, tzinfo=dt.UTC)
_HALL = HallFacts(
    name="幸福里社区便民服务中心", region="420199", code="0007", short_name="幸福", address="望江街道幸福路18号",
    phone="027-8000 0123", hours="周一至周六 8:30—17:30", street="江汉市临江区望江街道办事处",
    district="江汉市临江区人民政府",
)  # fmt: skip
_BODIES = PaperPolicy(committee="幸福里社区居民委员会", court="江汉市临江区人民法院")
_PERSON = PersonCard(
    "p1", "韩𠅤", "resident_id", "420199199003070027", "female", dt.date(1990, 3, 7), "13800000456", ""
)
_LONG_NAME = "阿卜杜热西提·买买提明·图尔荪江·艾尔肯托合提"
_LONG = "经入户核查、信息比对和邻里走访，家庭成员、收入和实际居住情况与申请时填写的不一致，需要逐项核实。"


def case_samples() -> dict[str, Content]:
    """Return the samples by a name that says kind and length."""
    short, long = _facts(_PERSON), _facts(replace(_PERSON, name=_LONG_NAME))
    number = partial("420199-0007-{}-2026-00031".format)
    no = Reasons(
        "not_eligible",
        "家庭月人均收入高于本地最低生活保障标准",
        "社会救助暂行办法第9条",
        register="420199-0007-FD-2026-00005",
    )
    why = replace(no, reason=_LONG * 12, found=_LONG * 8)
    return {
        "pause_notice_short": papers.pause_notice(short, number("ZT"), reason="posting", days="7天", basis=""),
        "pause_notice_long": papers.pause_notice(long, number("ZT"), reason="appraisal", days="30天", basis=_LONG * 6),
        "extension_notice_short": papers.extension_notice(short, number("YQ"), days=10, reason="要到外地核对情况"),
        "extension_notice_long": papers.extension_notice(long, number("YQ"), days=10, reason=_LONG * 6),
        "denial_notice_short": _denial(short, number("BPZ"), no),
        "denial_notice_long": _denial(long, number("BPZ"), why),
        "result_notice_short": results.result_notice(
            short, number("BJ"), approved=True, result="准予", papers=("低保证",)
        ),
        "result_notice_long": results.result_notice(
            long, number("BJ"), approved=False, result="不予批准", papers=("不予批准决定书", "材料退还清单", "送达回证")
        ),
        "receipt_short": results.on_the_spot_receipt(short, number("HZ")),
        "receipt_long": results.on_the_spot_receipt(long, number("HZ")),
        "referral_slip_short": _referral("区公安分局望江派出所", "我要开无犯罪记录证明", number("ZY")),
        "referral_slip_long": _referral("江汉市临江区不动产登记和交易服务中心", _LONG * 3, number("ZY")),
        "no_certificate_slip_short": _no_certificate("亲属关系证明", "派出所", number("BCJ")),
        "no_certificate_slip_long": _no_certificate("亲属关系证明", "派出所、公证处或户口登记机关" * 9, number("BCJ")),
    }  # fmt: skip


def _facts(person: PersonCard) -> Facts:
    until = _AT + dt.timedelta(days=28)
    return Facts(
        _HALL, _BODIES, dt.timezone(dt.timedelta(hours=8)), _DAY, "420199-0007-MZ001-2026-00031", "7FK39QPM",
        _matter(), person, "王芳", "0112", _AT, _AT, until, until, provisional=False, statutory_provisional=False,
    )  # fmt: skip


def _denial(facts: Facts, number: str, why: Reasons) -> Content:
    paper = refusal_papers.denial_notice(facts, number, why)
    return specimen(paper, Proof(facts.applicant.name, facts.matter.public_name), issued=_DAY)


def _matter() -> Matter:
    from hall.catalogue.files import read_catalogue  # only the gallery reads files: windows start without it

    return next(each for each in read_catalogue(resource("catalogue")).matters if each.code == "MZ-001")


def _referral(office: str, wish: str, number: str) -> Content:
    card = SheetCard(
        "s1", 1, number, _AT, "walk_in", "韩*", wish, "referred", "", "m1", "李明", "m1", "李明", None, "", False, 0,
        replied=False, case_id=None, ticket_id=None,
    )  # fmt: skip
    note = NoteCard("n1", _AT, "李明", "referral", "", office, office, "望江路66号一楼综合窗口", "027-8000 0199")
    return referral_slip(_HALL, SheetFile(card, None, "韩𠅤", "", (), (note,), (), None), number=number, day=_DAY)


def _no_certificate(name: str, instead: str, number: str) -> Content:
    card = CertificateCard(name, "kinship", allowed=False, basis="民发〔2020〕20号", instead=instead, matter_code="",
                           valid_days=None)  # fmt: skip
    return no_certificate_slip(_HALL, _BODIES, card, name=name, number=number, day=_DAY)
