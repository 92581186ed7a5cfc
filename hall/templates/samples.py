"""One short and one long sample of every template, drawn from the template itself for the gallery."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hall.catalogue.matter import Publicity
from hall.catalogue.terms import DayKind
from hall.documents.content import Content
from hall.documents.kinds import KINDS
from hall.documents.rules import number
from hall.documents.signing import specimen
from hall.documents.statement import Proof
from hall.kernel.calendar import load_calendar
from hall.storage.place import HallFacts
from hall.templates.files import templates
from hall.templates.known import Known
from hall.templates.rules import draw
from hall.templates.template import Template

_DAY = dt.date(2026, 11, 23)
_FACTS = HallFacts(region="420199", code="0007", short_name="幸福")
_HALL = {
    "hall.name": "幸福里社区便民服务中心",
    "hall.committee": "幸福里社区居民委员会",
    "hall.mediation": "幸福里社区人民调解委员会",
    "hall.street": "江汉市临江区望江街道办事处",
    "hall.district": "江汉市临江区人民政府",
    "hall.court": "江汉市临江区人民法院",
    "hall.address": "望江街道幸福路18号",
    "hall.phone": "027-8000 0123",
    "hall.supervision": "12345",
    "hall.hours": "周一至周六 8:30—17:30",
    "hall.foot": "咨询：027-8000 0123（周一至周六 8:30—17:30）　监督：12345",
    "staff.name": "王芳",
    "staff.number": "0112",
    "staff.whole": "王芳（0112）",
    "case.number": "420199-0007-MZ001-2026-00031",
    "posting.where": "幸福里社区公示栏",
    "visit.code": "7FK39QPM",
}


def template_samples() -> dict[str, Content]:
    """Return the samples by a name that says kind and length."""
    return {
        f"{template.code}_{length}": _drawn(template, values)
        for template in templates().values()
        for length, values in (("short", template.samples.short), ("long", template.samples.long))
    }


def _drawn(template: Template, values: Mapping[str, Any]) -> Content:
    publicity = Publicity(required=True, days=7, day_kind=DayKind.CALENDAR_DAY) if template.posting else None
    matter = str(values.get("case.matter", "最低生活保障申请"))
    fields = {name: value for name, value in values.items() if name != "case.matter"}
    known = Known(
        today=_DAY,
        calendar=load_calendar(),
        values={**_HALL, "case.matter": matter},
        publicity=publicity,
    )
    paper = draw(template, fields, known, number(template.code, "", _FACTS, _DAY, 7))
    return _stated(template, paper, values) if KINDS[template.code].signed else paper


def _stated(template: Template, paper: Content, values: Mapping[str, Any]) -> Content:
    """Return an outward paper with a QR code as large as its statement's: nobody has signed it."""
    name = str(values.get(template.proves.name, "")) if template.proves else ""
    purpose = template.proves.purpose if template.proves else ""
    return specimen(paper, Proof(name, purpose, _DAY), issued=_DAY)
