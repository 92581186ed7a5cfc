"""What is known of an applicant already: it fills the form of a new case, and an accepted form adds to it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from hall.cases.cards import Origin
from hall.cases.model import Case
from hall.cases.reuse import purpose_of
from hall.catalogue.form import Asked, FieldType, FormField
from hall.catalogue.held import HeldFact, held_map
from hall.catalogue.matter import Matter
from hall.catalogue.values import Setting, faults, missing
from hall.kernel.dates import add_months
from hall.people.holdings import FIELD, Use, know, log_reuse
from hall.people.model import Reuse
from hall.people.views import FactCard, PersonCard, facts, person
from hall.storage.work import Reading, Work

_DERIVED: Final = ("birth", "age")
"""Read from the document, never from a form."""


def fill_in(work: Work, row: Case, matter: Matter) -> None:
    """Fill the empty fields of a new case with what is known, each use on record; what was typed stays.

    A form that speaks of somebody else than the applicant is left alone.
    """
    if not _is_about(matter, row.form, person(work, person_id=row.person_id)):
        return
    known = facts(work, person_id=row.person_id)
    given = {
        field.id: known[fact.fact]
        for field, fact in held_map().facts_in(matter)
        if field.asked is Asked.AT_INTAKE
        and missing(row.form.get(field.id))
        and fact.fact in known
        and _fits(field, fact, known[fact.fact], work.today)
    }
    if not given:
        return
    row.form = {**row.form, **{field_id: card.value for field_id, card in given.items()}}
    uses = [Use(FIELD, card.fact, card.id, field_id) for field_id, card in given.items()]
    log_reuse(work, row.person_id, purpose_of(row), uses)


def keep_form(work: Work, row: Case, matter: Matter) -> None:
    """Keep what an accepted form says of the applicant; a matter that is not to be reused keeps its answers."""
    applicant = person(work, person_id=row.person_id)
    if matter.reuse_sensitive or not _is_about(matter, row.form, applicant):
        return
    for field, fact in held_map().facts_in(matter):
        value = row.form.get(field.id)
        if missing(value) or fact.fact in _DERIVED or (isinstance(value, Mapping) and _same(value, applicant)):
            continue
        know(work, row.person_id, fact.fact, value, case_id=row.id)


def origins(reading: Reading, row: Case, matter: Matter) -> dict[str, Origin]:
    """Return where the answers come from that were filled in and still stand, by the id of the field."""
    used = select(Reuse.field_id).where(Reuse.case_id == row.id, Reuse.what == FIELD)
    filled = set(reading.session.scalars(used))
    if not filled:
        return {}
    known = facts(reading, person_id=row.person_id)
    return {
        field.id: Origin(fact.name, known[fact.fact].since_day, known[fact.fact].source)
        for field, fact in held_map().facts_in(matter)
        if field.id in filled and fact.fact in known and row.form.get(field.id) == known[fact.fact].value
    }


def _fits(field: FormField, fact: HeldFact, card: FactCard, today: date) -> bool:
    """Say whether a known value is fresh enough, and one that the field takes."""
    if fact.good_months and add_months(card.since_day, fact.good_months) < today:
        return False
    if field.codes is not None:
        return field.codes == fact.codes
    return not any(faults(field, card.value, Setting(today, {})))


def _is_about(matter: Matter, form: Mapping[str, Any], applicant: PersonCard) -> bool:
    """Say whether a form speaks of the applicant: nobody is named in it yet, or the applicant is among them."""
    named = list(_persons(matter, form))
    return not named or any(_same(each, applicant) for each in named)


def _persons(matter: Matter, form: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for field in matter.fields:
        value = form.get(field.id)
        if field.type is FieldType.PERSON and isinstance(value, Mapping) and value.get("name"):
            yield value


def _same(named: Mapping[str, Any], applicant: PersonCard) -> bool:
    """Say whether a person of the form is the applicant: by number where both are known, else by name."""
    number = str(named.get("id_number") or "").strip()
    if number and applicant.id_number:
        return number == applicant.id_number
    return named.get("name") == applicant.name
