"""What the hall holds of an applicant already: it is used in a case with a purpose on record, and never asked again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select

from hall.cases import life
from hall.cases.cards import HeldCard
from hall.cases.materials import MISSING, NOT_HANDED_IN, VERIFIED, WAIVED, NoticeItem
from hall.cases.model import Case, CaseMaterial
from hall.cases.words import word
from hall.catalogue.held import SERVED_FROM_FILE, HeldKind, held_map
from hall.catalogue.matter import Material, Matter
from hall.catalogue.terms import MaterialForm
from hall.kernel.refusal import Refusal
from hall.people.actions import dispute
from hall.people.holdings import MATERIAL, Handed, Purpose, Use, give_back, keep_document, log_reuse
from hall.people.model import PersonDocument
from hall.people.views import HoldingCard, changes, consents, facts, holdings
from hall.storage.work import Reading, Work

ON_FILE: Final = "on_file"
USED, KEPT = "used", "kept"


@dataclass(frozen=True, slots=True)
class Held:
    """A material that a case asks for and the hall holds already.

    Attributes:
        card: the material as it is held.
        kind: under which it is kept.
        trouble: why it cannot serve: `disputed`, `expired`, `stale` or `changed`; empty if it can.
        sensitive: it serves only with a consent for this purpose.
        consent_id: that consent, None where there is none.
    """

    card: HoldingCard
    kind: HeldKind
    trouble: str
    sensitive: bool
    consent_id: str | None

    @property
    def usable(self) -> bool:
        """Whether it may stand in for what the matter asks for."""
        return not self.trouble and (not self.sensitive or self.consent_id is not None)

    @property
    def state(self) -> str:
        """How it stands in one word: its trouble, `consent` that is still to be asked for, or `usable`."""
        return self.trouble or ("usable" if self.usable else "consent")


def held_for(
    reading: Reading, row: Case, matter: Matter, of_person: Iterable[HoldingCard] | None = None
) -> dict[str, Held]:
    """Return what is held of the applicant from elsewhere, by the id of the matter's material that it answers.

    Args:
        reading: the look at the data.
        row: the case.
        matter: the edition under which it was taken in.
        of_person: what is held of the applicant, if that is read already.
    """
    all_held = holdings(reading, person_id=row.person_id) if of_person is None else of_person
    cards = {card.kind: card for card in all_held if card.case_id != row.id}
    if not cards:
        return {}
    known, changed = facts(reading, person_id=row.person_id), changes(reading, person_id=row.person_id)
    agreed = consents(reading, case_id=row.id)
    found: dict[str, Held] = {}
    for material in matter.materials:
        kind = held_map().kind_of(matter, material)
        if kind is None or kind.kind not in cards or material.form not in SERVED_FROM_FILE:
            continue
        card = cards[kind.kind]
        moments = [
            changed[fact]
            for fact in kind.changes_with
            if fact in changed and (fact not in known or known[fact].case_id != card.case_id or card.case_id is None)
        ]
        trouble = card.trouble(reading.today, kind.good_months, max(moments, default=None))
        sensitive = card.sensitive or material.reuse_sensitive
        found[material.id] = Held(card, kind, trouble, sensitive, agreed.get(kind.kind))
    return found


def purpose_of(row: Case) -> Purpose:
    """Return the purpose for which a case uses what is held."""
    return Purpose(row.matter_code, row.id, row.number)


def held_card(line: CaseMaterial, held: Held | None) -> HeldCard | None:
    """Return what a screen shows of what is held for a line: the snapshot where it is used, else how it stands."""
    if line.holding_id is not None:
        kept = line.held
        since, until = date.fromisoformat(kept["kept_on"]), _day(kept["valid_to"])
        consented = bool(kept.get("consent"))
        return HeldCard(line.holding_id, USED, kept["name"], since, until, kept["source"], kept["number"], consented)
    if held is None:
        return None
    card = held.card
    return HeldCard(card.id, held.state, card.name, card.kept_on, card.valid_to, card.source, card.number)


def kept_here(row: Case, matter: Matter, of_person: Iterable[HoldingCard]) -> dict[str, HeldCard]:
    """Return what of a person's papers a case has brought itself and the hall holds, by the id of its material."""
    kept = {card.kind: card for card in of_person if card.case_id == row.id}
    if not kept:
        return {}
    kinds = {material.id: held_map().kind_of(matter, material) for material in matter.materials}
    return {
        material_id: HeldCard(card.id, KEPT, card.name, card.kept_on, card.valid_to, card.source, card.number)
        for material_id, kind in kinds.items()
        if kind is not None and (card := kept.get(kind.kind)) is not None
    }


def use_held(work: Work, row: Case, matter: Matter) -> None:
    """Cross off the list of a new case what is held and good; sensitive things wait for the applicant's consent."""
    if not (held := held_for(work, row, matter)):
        return
    needed = [line for line in _lines(work, row) if line.material_id in held and line.waived_for != "condition"]
    uses = [take_from_file(line, held[line.material_id]) for line in needed if held[line.material_id].usable]
    log_reuse(work, row.person_id, purpose_of(row), uses)


def take_from_file(line: CaseMaterial, held: Held) -> Use:
    """Let a line refer to what is held, with a snapshot of it as it is today; answers with the use to be logged."""
    card = held.card
    line.state, line.waived_for, line.holding_id = WAIVED, ON_FILE, card.id
    line.held = {
        "kind": card.kind,
        "name": card.name,
        "number": card.number,
        "issued": card.issued.isoformat() if card.issued else "",
        "valid_to": card.valid_to.isoformat() if card.valid_to else "",
        "kept_on": card.kept_on.isoformat(),
        "source": card.source,
        "digest": card.digest,
        "consent": held.consent_id or "",
    }
    return Use(MATERIAL, card.kind, card.id, consent_id=held.consent_id)


def follow(work: Work, row: Case, matter: Matter, line: CaseMaterial, *, number: str = "", issued: str = "",
           valid_to: str = "") -> None:  # fmt: skip
    """Keep, use or give back, as the checklist now has a line.

    Raises:
        Refusal: `cases.consent_needed` (name) for something sensitive without a consent for this case;
            `cases.held_trouble` (name, why) when what is held does not serve; `cases.holding_in_use` (name, number);
            `cases.material_dates`; `cases.material_expired` (name, day).
    """
    material = next(each for each in matter.materials if each.id == line.material_id)
    was, line.holding_id, line.held = line.holding_id, None, {}
    held = held_for(work, row, matter).get(line.material_id)
    if line.waived_for == ON_FILE:
        if held is not None:
            _use(work, row, material, line, held, fresh=was != held.card.id)
        return
    if line.state == MISSING and line.note and held is not None and held.usable:
        dispute(work, holding_id=held.card.id, note=line.note)
    kind = held_map().kind_of(matter, material)
    if kind is None:
        return
    if line.state == VERIFIED and (line.copies or material.form is MaterialForm.ELECTRONIC):
        seen = Handed(
            kind.kind, material.name, not matter.may_reuse(material), number.strip(),
            issued=_day(issued), valid_to=_day(valid_to),
        )  # fmt: skip
        if seen.valid_to is not None and seen.valid_to < work.today:
            raise Refusal("cases.material_expired", name=material.name, day=seen.valid_to.isoformat())
        keep_document(work, row.person_id, seen, purpose_of(row))
        return
    if number := resting_on(work, row).get(kind.kind, ("", ""))[1]:
        raise Refusal("cases.holding_in_use", name=material.name, number=number)
    give_back(work, row.id, "taken_back", kind=kind.kind)


def let_go(work: Work, row: Case) -> None:
    """What a withdrawn or ended application had brought goes back to the applicant, and is not held any more.

    What another case rests on meanwhile stays.
    """
    if row.stage in (life.WITHDRAWN, life.ABORTED):
        give_back(work, row.id, "handed_back", but=[holding for holding, _number in resting_on(work, row).values()])


def resting_on(reading: Reading, row: Case) -> dict[str, tuple[str, str]]:
    """Return what a case has brought and another one uses now: key and that case's number, by the kind of material."""
    uses = (
        select(PersonDocument.kind, PersonDocument.id, Case.number)
        .join(CaseMaterial, CaseMaterial.holding_id == PersonDocument.id)
        .join(Case, Case.id == CaseMaterial.case_id)
        .where(PersonDocument.case_id == row.id, PersonDocument.ended_at.is_(None), Case.id != row.id)
        .order_by(Case.opened_at)
    )
    return {kind: (holding, number) for kind, holding, number in reading.session.execute(uses)}


def asked_rightly(work: Work, row: Case, matter: Matter, asked: Sequence[NoticeItem]) -> tuple[NoticeItem, ...]:
    """Return the items of a notice, with the reason where something held does not serve any more.

    What is held and good, or can be had by sharing, must not be asked of the applicant (State Council Order 716, art.
    7), unless a note on its line says why it does not do.

    Raises:
        Refusal: `cases.already_held` (name).
    """
    materials = {material.id: material for material in matter.materials}
    held = held_for(work, row, matter)
    lines = {line.material_id: line for line in _lines(work, row)}
    items = []
    for item in asked:
        material, line, own = materials.get(item.key), lines.get(item.key), held.get(item.key)
        if material is None or line is None:
            items.append(item)
            continue
        disputed = bool(line.note) and line.state != WAIVED
        if not disputed and (material.shared or (own is not None and own.usable)):
            raise Refusal("cases.already_held", name=material.name)
        items.append(_with_reason(item, line, own))
    return tuple(items)


def _with_reason(item: NoticeItem, line: CaseMaterial, held: Held | None) -> NoticeItem:
    if item.problem != NOT_HANDED_IN or not (line.note or (held is not None and held.trouble)):
        return item
    return replace(item, problem=line.note or word("held", held.trouble if held else ""))


def _use(work: Work, row: Case, material: Material, line: CaseMaterial, held: Held, *, fresh: bool) -> None:
    """Cross a line off by hand for what is held."""
    if held.trouble:
        raise Refusal("cases.held_trouble", name=material.name, why=word("held", held.trouble))
    if not held.usable:
        raise Refusal("cases.consent_needed", name=material.name)
    use = take_from_file(line, held)
    if fresh:
        log_reuse(work, row.person_id, purpose_of(row), [use])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal("cases.material_dates") from None


def _lines(reading: Reading, row: Case) -> list[CaseMaterial]:
    return list(reading.session.scalars(select(CaseMaterial).where(CaseMaterial.case_id == row.id)))
