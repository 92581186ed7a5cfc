"""Gathers what is known of a case or a visit for its papers: applicant, form, hall, posting, and what stays private."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from hall.cases.facts import PaperPolicy
from hall.cases.model import Case
from hall.cases.record import codes_of, matter_of
from hall.catalogue import views as catalogue
from hall.catalogue.form import Column, FieldType, FormField
from hall.catalogue.matter import Matter
from hall.contacts.papers import foot_of
from hall.kernel.dates import age_on
from hall.people.views import PersonCard, person
from hall.queue.model import Ticket
from hall.security.model import Staff
from hall.storage import settings
from hall.storage.place import HallFacts
from hall.storage.work import Reading
from hall.templates.known import Known
from hall.templates.privacy import OF_AGE
from hall.workdays.views import calendar_of

_SEXES = {"1": "男", "2": "女"}
_RELATIONS = "gbt-4761"
_POSTED_CLASSES = ("category", "class", "mode", "hh_type", "track")
"""Fields of forms that say under which class somebody is posted; what tells of a body or a mind is not among them."""
_HOUSEHOLDS = ("members", "family")
_SECRET_TYPES = {FieldType.ADDRESS: "address", FieldType.PHONE: "phone", FieldType.BANK_ACCOUNT: "account"}


def of_case(reading: Reading, *, case_id: str) -> tuple[Known, Matter]:
    """Return what is known of a case, and its matter."""
    row = reading.session.get_one(Case, case_id)
    matter = matter_of(reading, row)
    who = person(reading, person_id=row.person_id)
    accepted = reading.local(row.accepted_at).date().isoformat() if row.accepted_at else ""
    values = {
        **_hall(reading),
        **_staff(reading, row.handler or reading.actor.staff_id),
        **_applicant(who, reading.today),
        **_posting(matter),
        "posting.people": _posted(matter, row.form, who, codes_of(reading)),
        **dict(_form(reading, matter, row.form)),
        **_visit(reading, row.ticket_id),
        "case.number": row.number,
        "case.matter": matter.public_name,
        "case.accepted": accepted,
        "today": reading.today.isoformat(),
    }
    return _known(reading, values, matter, row.form, who), matter


def of_ticket(reading: Reading, *, ticket_id: str) -> tuple[Known, Matter | None]:
    """Return what is known of a visit that has no case, and the matter that the ticket names, if any."""
    ticket = reading.session.get_one(Ticket, ticket_id)
    matter = catalogue.current(reading, code=ticket.matter_code).matter if ticket.matter_code else None
    who = person(reading, person_id=ticket.person_id) if ticket.person_id else None
    values = {
        **_hall(reading),
        **_staff(reading, reading.actor.staff_id),
        **(_applicant(who, reading.today) if who else {}),
        **_visit(reading, ticket_id),
        "case.matter": matter.public_name if matter else "",
        "today": reading.today.isoformat(),
    }
    return _known(reading, values, matter, {}, who), matter


def _known(
    reading: Reading, values: Mapping[str, Any], matter: Matter | None, form: Mapping[str, Any], who: PersonCard | None
) -> Known:
    people = [*_people(matter, form), *([_as_row(who)] if who else [])]
    return Known(
        today=reading.today,
        calendar=calendar_of(reading),
        values=values,
        secrets=tuple(dict.fromkeys(_secrets(matter, form, people))),
        minors=tuple(dict.fromkeys(str(each["name"]) for each in people if _is_minor(each, reading.today))),
        publicity=matter.publicity if matter and matter.publicity and matter.publicity.required else None,
    )


def _hall(reading: Reading) -> dict[str, str]:
    facts = settings.read(reading.session, HallFacts)
    bodies = settings.read(reading.session, PaperPolicy)
    return {
        "hall.name": facts.name,
        "hall.committee": bodies.committee or facts.name,
        "hall.mediation": mediation_of(bodies.committee or facts.name),
        "hall.street": facts.street or facts.name,
        "hall.district": facts.district,
        "hall.court": bodies.court,
        "hall.address": facts.address or facts.name,
        "hall.phone": facts.phone or facts.supervision_phone,
        "hall.supervision": facts.supervision_phone,
        "hall.hours": facts.hours,
        "hall.foot": foot_of(facts)[0],
    }


def _staff(reading: Reading, staff_id: str | None) -> dict[str, str]:
    staff = reading.session.get(Staff, staff_id) if staff_id else None
    if staff is None:
        return {}
    return {"staff.name": staff.name, "staff.number": staff.number, "staff.whole": f"{staff.name}（{staff.number}）"}


def _applicant(who: PersonCard, today: dt.date) -> dict[str, str]:
    age = who.age(today)
    return {
        "applicant.name": who.name,
        "applicant.sex": _SEXES.get(who.sex, ""),
        "applicant.birth": who.birth.isoformat() if who.birth else "",
        "applicant.age": str(age) if age is not None else "",
        "applicant.id_number": who.id_number,
        "applicant.phone": who.phone,
        "applicant.address": who.address,
    }


def _posting(matter: Matter) -> dict[str, str]:
    if matter.publicity is None or not matter.publicity.required:
        return {}
    return {"posting.days": str(matter.publicity.days), "posting.where": matter.publicity.where or "社区公示栏"}


def _posted(matter: Matter, form: Mapping[str, Any], who: PersonCard, codes: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the line of a posting: name, class and number of persons; the birthday goes along only to be looked at."""
    labels = {name: {each.code: each.label for each in table.codes} for name, table in codes.items()}
    fields = {field.id: field for field in matter.fields}
    chosen = next((fields[name] for name in _POSTED_CLASSES if name in fields and form.get(name)), None)
    household = next((len(form[name]) for name in _HOUSEHOLDS if name in fields and form.get(name)), 0)
    line = {
        "name": who.name,
        "category": str(_plain(chosen, form[chosen.id], labels)) if chosen else "",
        "count": str(household) if household else "",
        "birth": who.birth.isoformat() if who.birth else "",
    }
    return [{key: value for key, value in line.items() if value}]


def mediation_of(committee: str) -> str:
    """Return the people's mediation committee (人民调解委员会) that a residents' committee has (人民调解法 8)."""
    return committee.removesuffix("居民委员会").removesuffix("社区") + "社区人民调解委员会"


def _visit(reading: Reading, ticket_id: str | None) -> dict[str, str]:
    ticket = reading.session.get(Ticket, ticket_id) if ticket_id else None
    return {"visit.code": ticket.status_code} if ticket else {}


def _form(reading: Reading, matter: Matter, form: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the answers of a form as papers take them over: chosen words instead of codes, persons part by part."""
    labels = {name: {each.code: each.label for each in table.codes} for name, table in codes_of(reading).items()}
    for field in matter.fields:
        value = form.get(field.id)
        if value in (None, "", []):
            continue
        if field.type in (FieldType.PERSON, FieldType.ORGANISATION, FieldType.PERIOD):
            parts = _parts(value, labels)
            yield from ((f"form.{field.id}.{key}", part) for key, part in parts.items())
            yield f"form.{field.id}", parts.get("name", "")
        elif field.type in (FieldType.PEOPLE, FieldType.TABLE):
            yield f"form.{field.id}", [_row(reading, field, row, labels) for row in value]
        elif field.type is FieldType.STAFF:
            yield f"form.{field.id}", _names(reading, value)
        else:
            yield f"form.{field.id}", _plain(field, value, labels)


def _row(
    reading: Reading, field: FormField, row: Mapping[str, Any], labels: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    columns = {column.id: column for column in field.columns}
    parts = _parts({key: value for key, value in row.items() if key not in columns}, labels)
    if (birth := _birth(row)) is not None:
        parts["age"] = str(age_on(birth, reading.today))
        parts["birth"] = birth.isoformat()
    own = {key: _plain(columns[key], value, labels) for key, value in row.items() if key in columns}
    return {**parts, **{key: "、".join(word) if isinstance(word, list) else word for key, word in own.items()}}


def _parts(value: Mapping[str, Any], labels: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return a person, an organisation or a period part by part, sex and relation in words."""
    parts = {key: str(part) for key, part in value.items() if part not in (None, "")}
    if "sex" in parts:
        parts["sex"] = _SEXES.get(parts["sex"], "")
    if "relation" in parts:
        parts["relation"] = labels.get(_RELATIONS, {}).get(parts["relation"], parts["relation"])
    return parts


def _plain(column: Column, value: Any, labels: Mapping[str, Mapping[str, str]]) -> Any:  # noqa: ANN401 -- JSON
    if column.type is FieldType.YES_NO:
        return "是" if value else "否"
    if column.type in (FieldType.CHOICE, FieldType.CHOICES):
        known = labels.get(column.codes, {}) if column.codes else {each.code: each.label for each in column.options}
        chosen = [known.get(str(each), str(each)) for each in (value if isinstance(value, list) else [value])]
        return chosen if column.type is FieldType.CHOICES else "、".join(chosen)
    return str(value)


def _names(reading: Reading, value: Any) -> str:  # noqa: ANN401 -- one number or a list of them
    """Return the names of colleagues by their numbers; a number that nobody has stays as it is."""
    numbers = [str(each) for each in (value if isinstance(value, list) else [value])]
    found = select(Staff).where(Staff.number.in_(numbers))
    names = {row.number: row.name for row in reading.session.scalars(found)}
    return "、".join(names.get(number, number) for number in numbers)


def _people(matter: Matter | None, form: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return every person whom a form names."""
    found: list[Mapping[str, Any]] = []
    for field in matter.fields if matter else ():
        value = form.get(field.id)
        if field.type is FieldType.PERSON and isinstance(value, Mapping):
            found.append(value)
        elif field.type is FieldType.PEOPLE:
            found += value or []
    return [each for each in found if each.get("name")]


def _as_row(who: PersonCard) -> Mapping[str, Any]:
    birth = who.birth.isoformat() if who.birth else ""
    return {
        "name": who.name, "id_number": who.id_number, "birth": birth, "phone": who.phone, "address": who.address
    }  # fmt: skip


def _secrets(
    matter: Matter | None, form: Mapping[str, Any], people: list[Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Yield what no posting may repeat: numbers, addresses, phones, accounts of everybody whom the form names."""
    parts = (("id_number", "identity"), ("phone", "phone"), ("address", "address"))
    for each in people:
        yield from ((str(each[key]), kind) for key, kind in parts if each.get(key))
    for field in matter.fields if matter else ():
        if field.type in _SECRET_TYPES and form.get(field.id):
            yield str(form[field.id]), _SECRET_TYPES[field.type]


def _birth(row: Mapping[str, Any]) -> dt.date | None:
    """Return a person's birthday: as written, or as the identity number tells it."""
    number = str(row.get("id_number") or "")
    told = f"{number[6:10]}-{number[10:12]}-{number[12:14]}" if len(number) == 18 else ""
    written = str(row.get("birth") or told)
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _is_minor(row: Mapping[str, Any], today: dt.date) -> bool:
    birth = _birth(row)
    return birth is not None and (birth > today or age_on(birth, today) < OF_AGE)
