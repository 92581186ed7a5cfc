"""A matter in the words of its papers: the leaflet and the notices say the same thing in the same way."""

from typing import Final

from hall.catalogue.matter import Limit, Material, Matter
from hall.catalogue.terms import DayKind, MaterialForm

FORMS: Final = {
    MaterialForm.FILLED_FORM: "填好的表",
    MaterialForm.ORIGINAL: "原件",
    MaterialForm.COPY: "复印件",
    MaterialForm.ORIGINAL_AND_COPY: "原件和复印件",
    MaterialForm.CHECK_AND_COPY: "原件（看完退还）和复印件",
    MaterialForm.CHECK_ONLY: "原件（看完退还）",
    MaterialForm.ELECTRONIC: "电子件",
    MaterialForm.INFORMATION: "报号码即可",
}


def requirement(material: Material) -> str:
    """Return in which form and how many of a material are asked for."""
    count = f"{material.copies}份" if material.copies else ""
    note = f"；{material.note}" if material.note else ""
    return f"{FORMS[material.form]}{count}{note}"


def asked_for(matter: Matter) -> tuple[Material, ...]:
    """Return the materials that applicants hand in themselves: without what is obtained by sharing (免交)."""
    return tuple(material for material in matter.materials if not material.shared)


def days_words(days: int, unit: DayKind) -> str:
    """Return a number of days in words: 20个工作日, 15日（自然日）."""
    return f"{days}个工作日" if unit is DayKind.WORKING_DAY else f"{days}日（自然日）"


def limit_words(limit: Limit) -> str:
    """Return a limit in words: 20个工作日, 15日（自然日）, 当场, 没有统一规定."""
    if limit.value is None:
        return "国家没有统一规定"
    return days_words(limit.value, limit.unit) if limit.value else "当场"
