"""The checklist of a case and what a one-time notice must and must not contain; pure decisions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from hall.catalogue.matter import Material, Matter
from hall.catalogue.rules import FieldProblem
from hall.catalogue.words import requirement
from hall.kernel.refusal import Refusal

MISSING: Final = "missing"
RECEIVED: Final = "received"
VERIFIED: Final = "verified"
WAIVED: Final = "waived"
PROMISED: Final = "promised"
NOT_HANDED_IN: Final = "没有交"
"""What a notice says of a material that simply did not come."""

WAIVERS: Final = ("shared", "on_file", "condition")
"""Why a material is not asked for: obtainable by sharing, already held, or its condition does not apply."""

EXEMPTIONS: Final = ("law_changed", "resident_changed", "upper_new", "shared_data_failed")
"""What excuses a new item in a second notice (豁免码)."""

FORM_KEY: Final = "form."
"""What the key of a defect in the form begins with; the field's id follows."""

CHANNELS: Final = ("counter", "phone", "post", "net")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist as the rules see it."""

    material_id: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One thing that is missing or wrong (补正事项).

    Attributes:
        key: the material's id, or a code of its own for a defect of the application itself.
        name: of the material.
        problem: what is missing or wrong with it.
        requirement: how it is put right: original or copy, how many, in which form.
        basis: the rule that asks for it.
    """

    key: str
    name: str
    problem: str
    requirement: str
    basis: str = ""

    @classmethod
    def read(cls, item: Mapping[str, Any]) -> Self:
        """Return the item of a mapping with these names.

        Raises:
            Refusal: `cases.notice_item` when key, name, problem or requirement is missing.
        """
        values = {name: str(item.get(name, "")).strip() for name in cls.__dataclass_fields__}
        needed = all(values[name] for name in ("key", "name", "problem", "requirement"))
        if not needed or values["key"].startswith(FORM_KEY):
            raise Refusal("cases.notice_item")
        return cls(**values)

    def plain(self) -> dict[str, Any]:
        """Return the item as it is stored."""
        return asdict(self)


def opening_state(material: Material, situations: Collection[str]) -> tuple[str, str]:
    """Return state and waiver with which a material enters the list: what can be shared is not asked for."""
    if material.condition is not None and material.condition not in situations:
        return WAIVED, "condition"
    return (WAIVED, "shared") if material.shared else (MISSING, "")


def check_entry(state: str, waived_for: str, counts: Iterable[int]) -> None:
    """Refuse an entry that makes no sense: an unknown state, a waiver without its reason, a count below zero."""
    if state not in (MISSING, RECEIVED, VERIFIED, WAIVED):
        raise Refusal("cases.material_state")
    if (state == WAIVED) != (waived_for in WAIVERS):
        raise Refusal("cases.waiver_reason")
    if any(count < 0 for count in counts):
        raise Refusal("cases.material_count")


def check_complete(lines: Sequence[Line], promised: Collection[str], *, tolerant: bool) -> None:
    """Refuse acceptance while something is missing or unread, unless the matter lets it be promised (容缺受理).

    Raises:
        Refusal: `cases.no_tolerance`, `cases.promise_needless` (name), `cases.materials_open` (count, name).
    """
    known = {line.material_id for line in lines}
    if promised and (not tolerant or not set(promised) <= known):
        raise Refusal("cases.no_tolerance")
    here = [line for line in lines if line.material_id in promised and line.state in (VERIFIED, WAIVED)]
    if here:
        raise Refusal("cases.promise_needless", name=here[0].name)
    open_lines = [line for line in lines if line.state in (MISSING, RECEIVED) and line.material_id not in promised]
    if open_lines:
        raise Refusal("cases.materials_open", count=len(open_lines), name=open_lines[0].name)


def complete_list(
    matter: Matter, lines: Sequence[Line], items: Sequence[NoticeItem], problems: Sequence[FieldProblem] = ()
) -> tuple[NoticeItem, ...]:
    """Return the items with everything that is missing besides, so that nothing is left for a second notice.

    Args:
        matter: of the case.
        lines: its checklist.
        items: what somebody has typed.
        problems: what is missing or wrong in the form.

    Raises:
        Refusal: `cases.notice_empty` when nothing is missing at all.
    """
    named = {item.key for item in items}
    materials = {material.id: material for material in matter.materials}
    basis = matter.legal_basis[0] if matter.legal_basis else ""
    rest = [
        NoticeItem(line.material_id, line.name, NOT_HANDED_IN, requirement(materials[line.material_id]), basis)
        for line in lines
        if line.state == MISSING and line.material_id not in named
    ]
    gaps = _form_items(matter, problems, basis)
    if not items and not rest and not gaps:
        raise Refusal("cases.notice_empty")
    return (*items, *rest, *gaps)


def _form_items(matter: Matter, problems: Sequence[FieldProblem], basis: str) -> list[NoticeItem]:
    """Return one item for each field of the form that is empty or filled in wrongly."""
    names = {field.id: field.name for field in matter.fields}
    first = {problem.field_id: problem for problem in reversed(problems)}
    return [
        NoticeItem(
            f"{FORM_KEY}{field_id}",
            f"申请表“{name}”",
            *(("没有填", "补填") if first[field_id].code == "catalogue.field_required" else ("填得不对", "更正")),
            basis,
        )
        for field_id, name in names.items()
        if field_id in first
    ]


def could_be_said(key: str, came_later: Collection[str]) -> bool:
    """Whether a defect could have been found at the first receipt: it was due or handed in then (已交或应交).

    Nobody could have seen a piece that came later; what is empty in the form stands on the first notice by itself, so
    that a later gap there is a later one. What was not due at first and is now has an exemption of its own.
    """
    return not (key.startswith(FORM_KEY) or key in came_later)


def new_keys(earlier: Collection[str], items: Iterable[NoticeItem]) -> tuple[str, ...]:
    """Return the keys that the first notice did not name."""
    return tuple(item.key for item in items if item.key not in earlier)


def check_exemption(exemption: str, note: str) -> None:
    """Refuse an exemption that is none of the four causes, or of which no note says how.

    Raises:
        Refusal: `cases.exemption_code`, `cases.exemption_note`.
    """
    if exemption and exemption not in EXEMPTIONS:
        raise Refusal("cases.exemption_code")
    if exemption and not note.strip():
        raise Refusal("cases.exemption_note")
