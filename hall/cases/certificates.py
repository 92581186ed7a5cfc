"""Certificates of the community (证明): only from the local list; for the rest a slip names the right office."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from hall.cases.facts import Facts, PaperPolicy, told
from hall.cases.subjects import Subject, form_word, person_words, subject_of
from hall.cases.words import remedy, statement
from hall.catalogue.matter import Matter
from hall.catalogue.offer import LOCAL_CERTIFICATES, may_choose
from hall.catalogue.terms import PaperKind
from hall.catalogue.views import CertificateCard
from hall.contacts.papers import foot_of
from hall.documents.content import (
    Block,
    Content,
    Cut,
    Layout,
    Lead,
    Paragraph,
    ParagraphStyle,
    SealPlace,
    Sheet,
    Signatures,
)
from hall.documents.content import Facts as Pairs
from hall.documents.statement import Proof
from hall.kernel.dates import chinese_date
from hall.kernel.masks import mask_number
from hall.storage.place import HallFacts

GUARDIAN = "guardian-designation"
_CHOSEN = "basis_item"
_VALID_DAYS = 30


def ends_in_certificate(matter: Matter) -> bool:
    """Say whether the hall itself draws a certificate at the end of a matter."""
    return any(paper.kind is PaperKind.CERTIFICATE for paper in matter.papers)


def listed(matter: Matter, form: Mapping[str, Any], cards: Iterable[CertificateCard]) -> CertificateCard | None:
    """Return the entry of the local list under which this certificate may be issued, None if there is none.

    An entry with a matter of its own is issued through that matter alone.
    """
    allowed = [card for card in cards if card.allowed]
    if not matter.chooses_from(LOCAL_CERTIFICATES):
        return next((card for card in allowed if card.matter_code == matter.code), None)
    card = chosen(matter, form, allowed)
    return card if card is not None and may_choose(card.matter_code, (matter.code,)) else None


def chosen(matter: Matter, form: Mapping[str, Any], cards: Iterable[CertificateCard]) -> CertificateCard | None:
    """Return the entry of the local list that a form names, whether or not this matter may issue it."""
    if not matter.chooses_from(LOCAL_CERTIFICATES):
        return None
    return next((card for card in cards if card.allowed and card.code == form.get(_CHOSEN)), None)


def certificate(facts: Facts, number: str, card: CertificateCard, form: Mapping[str, Any]) -> Content:
    """Return the certificate with its stub under the same number (证明存根); a designation is a decision in two parts.

    It states only what the form says was verified, names its one purpose, and when it ends.

    Raises:
        Refusal: `cases.paper_gap` (paper, what) when something that it has to say is empty.
    """
    guardian = card.code == GUARDIAN
    subject = subject_of(facts, form)
    body = _designation(facts, card, form) if guardian else _statement(facts, card, form, subject)
    return Content(
        kind="certificate",
        sheet=Sheet.A4,
        layout=Layout.OFFICIAL,
        title="监护人指定书" if guardian else "证　明",
        number=number,
        hall=facts.committee,
        blocks=(
            *body,
            SealPlace(facts.committee, chinese_date(facts.today)),
            *(() if guardian else _stub(facts, number, card, form, subject)),
        ),
        barcode=facts.number,
        copies=("当事人联", "存档联") if guardian else (),
        footer=(f"依据：{card.basis}　核实方式：{form.get('verify_way') or '查阅材料'}　左上角二维码可到大厅验真",),
    )


def proof_of(facts: Facts, card: CertificateCard, form: Mapping[str, Any]) -> Proof:
    """Return what the certificate's signed statement says: of whom, what for, until when."""
    if card.code == GUARDIAN:
        return Proof(str(form["ward"]["name"]), card.name)
    matter = facts.matter
    purpose = str(form.get("purpose") or "").strip() or card.name
    if matter.public_name != matter.name:  # what is sensitive stays between the lines of the paper
        purpose = matter.public_name
    return Proof(subject_of(facts, form).name, purpose, _last_day(facts, card, form))


def _stub(
    facts: Facts, number: str, card: CertificateCard, form: Mapping[str, Any], subject: Subject
) -> tuple[Block, ...]:
    """Return what stays in the hall: cut through the number, so that both halves prove each other."""
    return (
        Cut(number),
        Paragraph("存根", ParagraphStyle.HEADING),
        Pairs.of(
            ("姓名", subject.name),
            ("证件号码", mask_number(subject.id_number) if subject.id_number else None),
            ("证明名称", card.name),
            ("用途", str(form.get("purpose") or "").strip() or None),
            ("经办人", f"{facts.handler}（{facts.handler_number}）"),
            ("出具日期", chinese_date(facts.today)),
            ("签批人", ""),
            ("领取人签名", ""),
            columns=2,
        ),
    )


def no_certificate_slip(
    hall: HallFacts, bodies: PaperPolicy, card: CertificateCard | None, *, name: str, number: str, day: dt.date,
    register: str = "",
) -> Content:  # fmt: skip
    """Return the slip instead of a certificate (不予出具证明告知单): who is competent, and what serves instead."""
    basis = f"{card.basis}：社区不应出具" if card else "没有法律法规依据，也不在本地公布的证明清单里"
    ask = hall.phone or hall.supervision_phone
    instead = card.instead if card and card.instead else f"请要求您开证明的单位说明依据，或打 {ask} 问我们"
    return Content(
        kind="no_certificate_slip",
        sheet=Sheet.A4,
        layout=Layout.FORM,
        title="不予出具证明告知单",
        number=number,
        hall=hall.name,
        blocks=(
            Lead(f"社区不能开“{name}”。", f"该找谁、用什么代替：{instead}。"),
            Pairs.of(("您要的证明", name), ("为什么不能开", basis), ("否定报备编号", register or None)),
            Paragraph(
                "要您开这张证明的单位如果坚持要，请把这张单子给他们看：没有法律法规依据的证明，任何单位不得向您索要"
                "（优化营商环境条例第四十四条；民发〔2020〕20号）。"
            ),
            Paragraph(f"觉得我们说得不对，可以打 {hall.supervision_phone}，或者向{hall.street or '街道办事处'}反映。"),
            Signatures(("申请人签收", "日期")),
            SealPlace(bodies.committee or hall.name, chinese_date(day)),
        ),
        footer=foot_of(hall),
    )


def _statement(facts: Facts, card: CertificateCard, form: Mapping[str, Any], subject: Subject) -> tuple[Block, ...]:
    purpose = str(form.get("purpose", "")).strip()
    until = str(form.get("valid_until") or "")
    if until:
        valid = f"有效期至{chinese_date(dt.date.fromisoformat(until))}"
    else:
        valid = f"自出具之日起{card.valid_days or _VALID_DAYS}日内有效"
    only = f"本证明仅用于{purpose}，他用无效，{valid}。" if purpose else f"本证明{valid}。"
    address = (Paragraph(f"{purpose}：", ParagraphStyle.FLUSH),) if purpose else ()
    return (
        *address,
        Paragraph(f"兹证明{subject.words(card.name)}{_certified(facts.matter, card, form)}"),
        Paragraph(only),
        Paragraph("特此证明。"),
    )


def _last_day(facts: Facts, card: CertificateCard, form: Mapping[str, Any]) -> dt.date:
    """Return the day with which the certificate ends, the day of issue not counted."""
    if until := str(form.get("valid_until") or ""):
        return dt.date.fromisoformat(until)
    return facts.today + dt.timedelta(days=card.valid_days or _VALID_DAYS)


def _designation(facts: Facts, card: CertificateCard, form: Mapping[str, Any]) -> tuple[Block, ...]:
    """Return the decision that names a guardian (民法典 31): whom it weighed, what the ward wants, and the remedy."""
    paper = card.name
    ward = told(person_words(form.get("ward")), "被监护人", paper=paper)
    guardian = told(person_words(form.get("guardian")), "指定监护人", paper=paper)
    names = [str(each.get("name", "")).strip() for each in form.get("candidates") or []]
    candidates = told("、".join(filter(None, names)), "有监护资格的人", paper=paper)
    wish = told(str(form.get("opinion", "")).strip().rstrip("。"), "本人真实意愿", paper=paper)
    return (
        Paragraph(f"{facts.applicant.name}等有关当事人：", ParagraphStyle.FLUSH),
        Paragraph(f"因对担任{ward}的监护人有争议，你们向本居民委员会申请指定监护人。"),
        Paragraph("一、审查情况", ParagraphStyle.HEADING),
        Paragraph(f"依法具有监护资格的人有：{candidates}。被监护人的真实意愿是：{wish}。"),
        Paragraph("二、决定", ParagraphStyle.HEADING),
        Paragraph(
            f"按照最有利于被监护人的原则，经居民委员会集体研究，依照《中华人民共和国民法典》第三十一条，指定{guardian}"
            f"为{form['ward']['name']}的监护人。监护人被指定后，不得擅自变更；擅自变更的，不免除被指定的监护人的责任。"
        ),
        remedy("guardian", authority=facts.bodies.court, court=facts.bodies.court),
    )


def _certified(matter: Matter, card: CertificateCard, form: Mapping[str, Any]) -> str:
    """Return what is certified: the matter's own sentence, the statement of facts, or the form's fields."""
    words = {field.id: form_word(field, form.get(field.id)) for field in matter.fields}
    names = {field.id: field.name for field in matter.fields}
    if sentence := statement(matter.code):
        asked = {key: told(words[key], names[key], paper=card.name) for key in words if f"{{{key}}}" in sentence}
        said = sentence.format(**asked)
    elif "facts" in names:
        said = told(words["facts"], names["facts"], paper=card.name)
    else:
        parts = "；".join(f"{names[key]}：{word}" for key, word in words.items() if word)
        said = "情况如下：" + told(parts, "证明的内容", paper=card.name)
    return said if said.endswith("。") else f"{said}。"
