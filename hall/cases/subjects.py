"""Whom a certificate speaks of, and how it words what the form says."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hall.cases.facts import Facts, told
from hall.catalogue.form import CHOOSING, FieldType, FormField

_OF_STAFF = (FieldType.PERSON, FieldType.PEOPLE, FieldType.STAFF)
_SEXES = {"1": "男", "2": "女"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The person of whom something is certified (被证明人): not always the applicant."""

    name: str
    sex: str
    id_kind: str
    id_number: str
    address: str

    def words(self, paper: str) -> str:
        """Return name, sex, number and address, each with the comma behind it.

        Raises:
            Refusal: `cases.paper_gap` without a name.
        """
        label = "公民身份号码" if self.id_kind == "resident_card" else "证件号码"
        parts = (
            told(self.name, "姓名", paper=paper),
            _SEXES.get(self.sex, ""),
            f"{label}{self.id_number}" if self.id_number else "",
            f"现住{self.address}" if self.address else "",
        )
        return "".join(f"{part}，" for part in parts if part)


def subject_of(facts: Facts, form: Mapping[str, Any]) -> Subject:
    """Return the first person whom the form names, known facts of the applicant added where it is the applicant."""
    applicant = facts.applicant
    field = next((each for each in facts.matter.fields if each.type is FieldType.PERSON), None)
    named: Mapping[str, Any] = (form.get(field.id) if field else None) or {}
    address = str(form.get("address") or "").strip()
    if not named or _same(named, applicant.name, applicant.id_number):
        return Subject(
            applicant.name, applicant.sex, applicant.id_kind, applicant.id_number, address or applicant.address
        )
    name, sex, kind, number = (str(named.get(key) or "").strip() for key in ("name", "sex", "id_kind", "id_number"))
    return Subject(name, sex, kind, number, address)


def person_words(value: object) -> str:
    """Return a person of the form with the number of their document, empty if nobody is named."""
    person = value if isinstance(value, Mapping) else {}
    name, number = (str(person.get(key) or "").strip() for key in ("name", "id_number"))
    return f"{name}（证件号码{number}）" if name and number else name


def form_word(field: FormField, value: Any) -> str:  # noqa: ANN401 -- a form's value of any type
    """Return a field's value as a certificate words it; people, staff and plain yes or no are left to the form."""
    if value in (None, "", []) or field.type in (*_OF_STAFF, FieldType.YES_NO):
        return ""
    if field.type is FieldType.TABLE:
        first = field.columns[0].id
        return "、".join(str(row[first]).strip() for row in value if row.get(first))
    if field.type in CHOOSING:
        labels = {option.code: option.label for option in field.options}
        return "、".join(labels.get(str(code), str(code)) for code in (value if isinstance(value, list) else [value]))
    if field.type is FieldType.NUMBER:
        return f"{Decimal(str(value)).normalize():f}{field.unit or ''}"
    return str(value).strip()


def _same(named: Mapping[str, Any], name: str, number: str) -> bool:
    """Say whether a person of the form is the applicant: by number where both are known, else by name."""
    other = str(named.get("id_number") or "").strip()
    return other == number if other and number else named.get("name") == name
