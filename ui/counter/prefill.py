"""What a form need not ask again: the person is known already (一口采集、多口使用)."""

from datetime import date
from typing import Any

from hall.service import people_views
from ui.counter.matters import Matter

Person = people_views.PersonCard


def prefilled(matter: Matter, person: Person, today: date) -> dict[str, Any]:
    """Return the answers of a matter's form that the register gives: the applicant and what belongs to them."""
    known = _known(person, today)
    answers = {field.id: known[field.id] for field in matter.fields if known.get(field.id) not in (None, "")}
    applicant = next((field.id for field in matter.fields if field.type.value == "person"), None)
    if applicant is not None:
        answers[applicant] = person_value(person)
    return answers


def person_value(person: Person) -> dict[str, str]:
    """Return a person as a form's field holds them."""
    return {
        "name": person.name,
        "id_kind": person.id_kind,
        "id_number": person.id_number,
        "birth": person.birth.isoformat() if person.birth else "",
        "sex": person.sex,
        "phone": person.phone,
        "relation": "",
    }


def _known(person: Person, today: date) -> dict[str, Any]:
    """Return what is known, under the names that the catalogue's forms use for it."""
    return {
        "birth": person.birth.isoformat() if person.birth else None,
        "age": person.age(today),
        "phone": person.phone,
        "address": person.address,
    }
