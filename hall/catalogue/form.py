"""The form of a matter: sixteen types of field, into which every spelling of the sources was reduced."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

Label = Annotated[str, StringConstraints(min_length=1, max_length=120)]
FieldId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Rows = Annotated[int, Field(ge=0, le=200)]


def _number_as_text(value: object) -> object:
    """Let a file write the code 10 without quotes."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Code = Annotated[str, BeforeValidator(_number_as_text), StringConstraints(min_length=1, max_length=40)]


class FieldType(StrEnum):
    """What a field holds (字段类型)."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PERIOD = "period"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    PHONE = "phone"
    ADDRESS = "address"
    BANK_ACCOUNT = "bank_account"
    PERSON = "person"
    PEOPLE = "people"
    ORGANISATION = "organisation"
    STAFF = "staff"
    TABLE = "table"


NESTED = frozenset({FieldType.PERSON, FieldType.PEOPLE, FieldType.TABLE, FieldType.ORGANISATION, FieldType.STAFF})
CHOOSING = frozenset({FieldType.CHOICE, FieldType.CHOICES})


class Precision(StrEnum):
    """How exact a date is: `2026-11-22`, `2026-11` or `2026-11-22T09:00`."""

    DAY = "day"
    MONTH = "month"
    MINUTE = "minute"


class Asked(StrEnum):
    """When a field is filled in: with the application, or when the matter ends."""

    AT_INTAKE = "at_intake"
    AT_RESULT = "at_result"


class Option(BaseModel):
    """One thing to choose."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Code
    label: Label


class Column(BaseModel):
    """A column of a table, or a column that people have beside their name: one simple value."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: FieldId
    name: Label
    type: FieldType
    required: bool = False
    help: Label | None = None
    options: tuple[Option, ...] = ()
    codes: Label | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    unit: Label | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    precision: Precision = Precision.DAY
    no_future: bool = False
    multiline: bool = False
    min_length: Rows | None = None
    max_length: Annotated[int, Field(ge=1, le=4000)] | None = None

    @model_validator(mode="after")
    def _choice_has_options(self) -> Self:
        given = bool(self.options) + (self.codes is not None)
        if given != (self.type in CHOOSING):
            raise PydanticCustomError("options_needed" if self.type in CHOOSING else "options_idle", "options", {})
        codes = [o.code for o in self.options]
        for code in codes:
            if codes.count(code) > 1:
                raise PydanticCustomError("repeated_option", "options", {"option": code})
        return self

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise PydanticCustomError("bounds", "bounds", {"low": str(self.minimum), "high": str(self.maximum)})
        return self

    @model_validator(mode="after")
    def _simple(self) -> Self:
        if type(self) is Column and self.type in NESTED:
            raise PydanticCustomError("column_type", "type", {"type": self.type.value})
        return self


class FormField(Column):
    """A field of a matter's form (表单字段)."""

    asked: Asked = Asked.AT_INTAKE
    min_rows: Rows | None = None
    max_rows: Rows | None = None
    columns: tuple[Column, ...] = ()

    @model_validator(mode="after")
    def _columns_where_rows_are(self) -> Self:
        if self.type is FieldType.TABLE and not self.columns:
            raise PydanticCustomError("columns_needed", "columns", {})
        if self.columns and self.type not in {FieldType.TABLE, FieldType.PEOPLE}:
            raise PydanticCustomError("columns_idle", "columns", {})
        ids = [c.id for c in self.columns]
        for each in ids:
            if ids.count(each) > 1:
                raise PydanticCustomError("repeated_id", "repeated", {"id": each, "where": "columns"})
        return self
