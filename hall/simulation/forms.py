"""Fills a matter's form as an applicant would, for simulated days and for tests over the whole catalogue."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from hall.catalogue.form import Asked, Column, FieldType, FormField, Precision
from hall.catalogue.matter import Matter
from hall.people.samples import sample_identity, sample_name
from hall.simulation.residents import NO_SUCH_COUNTY

Options = Callable[[str], Sequence[str]]
"""Returns the codes of a national code table."""


class FormFiller:
    """Answers a form's questions plausibly and the same for the same seed."""

    def __init__(self, random: Random, today: date, codes: Options, *, required_only: bool = False) -> None:
        self._random = random
        self._today = today
        self._codes = codes
        self._required_only = required_only

    def fill(
        self,
        matter: Matter,
        applicant: Mapping[str, Any],
        *,
        asked: Collection[Asked] = (Asked.AT_INTAKE,),
    ) -> dict[str, Any]:
        """Return values for every field that is asked at a stage, or only for the required ones.

        Args:
            matter: whose form it is.
            applicant: the value of a `person` field for the applicant.
            asked: the stages: at intake, with the result, or both.
        """
        wanted = [field for field in matter.fields if field.asked in asked and self._wanted(field)]
        persons = [field for field in wanted if field.type is FieldType.PERSON]
        applicants = [field for field in persons if field.id not in _AGES][:1]
        return {
            field.id: self._person(field) if field in persons and field not in applicants
            else self.value(field, applicant)
            for field in wanted
        }  # fmt: skip

    def value(self, field: FormField, applicant: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- JSON of any type
        """Return one field's value; a person is the applicant."""
        rows = self._rows(field)
        if field.type is FieldType.PERSON:
            return dict(applicant)
        if field.type is FieldType.PEOPLE:
            people = [applicant, *(self._person(field) for _ in range(rows - 1))]
            return [{**person, **self._row(field.columns)} for person in people]
        if field.type is FieldType.STAFF:
            return [str(101 + row) for row in range(rows)]
        if field.type is FieldType.TABLE:
            columns = [column for column in field.columns if self._wanted(column)] or field.columns[:1]
            return [{column.id: self._simple(column) for column in columns} for _ in range(rows)]
        return self._simple(field)

    def _wanted(self, column: Column) -> bool:
        return column.required or not self._required_only

    def _rows(self, field: FormField) -> int:
        """Two people where two may stand: guardians, families and parties are seldom alone."""
        least = max(1, field.min_rows or 1)
        alone = self._required_only or field.type is not FieldType.PEOPLE or field.max_rows == 1
        return least if alone else max(least, 2)

    def _row(self, columns: Sequence[Column]) -> dict[str, Any]:
        return {column.id: self._simple(column) for column in columns if self._wanted(column)}

    def _person(self, field: FormField) -> dict[str, Any]:
        """Return somebody else, of an age that fits the field."""
        youngest, oldest = _AGES.get(field.id, (25, 60))
        birth = self._today - timedelta(days=self._random.randint(youngest * 366, oldest * 365))
        sex = self._random.choice("12")
        return {
            "name": sample_name(self._random),
            "id_kind": "resident_card",
            "id_number": sample_identity(self._random, birth, sex, NO_SUCH_COUNTY),
            "birth": birth.isoformat(),
            "sex": sex,
            "phone": "",
        }

    def _simple(self, field: Column) -> Any:  # noqa: ANN401 -- JSON of any type
        return _MAKERS[field.type](self, field)

    def _text(self, field: Column) -> str:
        text = _SAID.get(field.id, "情况属实")
        return (text * ((field.min_length or 0) // len(text) + 1))[: field.max_length]

    def _number(self, field: Column) -> Any:  # noqa: ANN401 -- int, or decimal text
        low = int(field.minimum) if field.minimum is not None else 1
        high = int(field.maximum) if field.maximum is not None else max(low, 5)
        whole = self._random.randint(low, min(high, low + 50))
        return f"{whole}.{'0' * field.decimals}" if field.decimals else whole

    def _money(self, field: Column) -> str:
        low = int(field.minimum) if field.minimum is not None else 100
        return f"{self._random.randint(low, low + 3000)}.{self._random.randint(0, 99):02}"

    def _date(self, field: Column) -> str:
        return self._day(field, self._today - timedelta(days=self._random.randint(30, 3000)))

    def _day(self, field: Column, day: date) -> str:
        if field.precision is Precision.MONTH:
            return f"{day:%Y-%m}"
        return f"{day:%Y-%m-%d}T09:30" if field.precision is Precision.MINUTE else day.isoformat()

    def _period(self, field: Column) -> dict[str, str]:
        begin = self._today - timedelta(days=self._random.randint(200, 1000))
        return {"from": self._day(field, begin), "to": self._day(field, begin + timedelta(days=90))}

    def _yes_no(self, _field: Column) -> bool:
        return self._random.random() < 0.5

    def _choice(self, field: Column) -> str:
        return self._random.choice([option.code for option in field.options] or list(self._codes(field.codes or "")))

    def _choices(self, field: Column) -> list[str]:
        return [self._choice(field)]

    def _phone(self, _field: Column) -> str:
        return f"139{self._random.randint(0, 99_999_999):08}"

    def _address(self, _field: Column) -> str:
        return (
            f"幸福里{self._random.randint(1, 30)}号楼{self._random.randint(1, 4)}单元{self._random.randint(101, 699)}室"
        )

    def _bank_account(self, _field: Column) -> str:
        return "6200" + "".join(str(self._random.randint(0, 9)) for _ in range(15))

    def _organisation(self, _field: Column) -> dict[str, str]:
        return {"name": f"幸福里第{self._random.randint(1, 9)}便民商店", "credit_code": ""}


_AGES = {"ward": (4, 15), "child": (1, 15), "baby": (1, 2), "dead": (70, 90)}
"""Fields for persons who are never the applicant, and their youngest and oldest age in years."""

_SAID = {
    "purpose": "幸福里第一小学",
    "facts": "自2023年起在本社区幸福里12号楼居住",
    "verify_way": "入户走访、查阅居住登记",
    "opinion": "愿意随指定的监护人生活，由其照料",
    "ability": "有固定住房和稳定收入，身体健康，能够抚养教育子女",
    "item": "社区巡逻",
}
"""What applicants and clerks write into the fields that papers quote."""

_MAKERS: dict[FieldType, Callable[[FormFiller, Column], Any]] = {
    FieldType.TEXT: FormFiller._text,
    FieldType.NUMBER: FormFiller._number,
    FieldType.MONEY: FormFiller._money,
    FieldType.DATE: FormFiller._date,
    FieldType.PERIOD: FormFiller._period,
    FieldType.YES_NO: FormFiller._yes_no,
    FieldType.CHOICE: FormFiller._choice,
    FieldType.CHOICES: FormFiller._choices,
    FieldType.PHONE: FormFiller._phone,
    FieldType.ADDRESS: FormFiller._address,
    FieldType.BANK_ACCOUNT: FormFiller._bank_account,
    FieldType.ORGANISATION: FormFiller._organisation,
}
