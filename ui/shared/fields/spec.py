"""What an editor must know of a field, and what it may ask of the hall: nothing here knows the core."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ui.shared.i18n import mark

Value = Any
"""A JSON value: text, number, truth, list or object, as the field's type says; None for nothing."""


class OptionSpec(Protocol):
    """One entry of a code table."""

    @property
    def code(self) -> str:
        """What is stored."""

    @property
    def label(self) -> str:
        """What is read."""


class ColumnSpec(Protocol):
    """One question with a simple answer: a field of a form or a column of its rows."""

    @property
    def id(self) -> str:
        """Stable name in the form's values."""

    @property
    def name(self) -> str:
        """The question, in the reader's language."""

    @property
    def type(self) -> str:
        """One of the sixteen types."""

    @property
    def required(self) -> bool:
        """Whether the matter needs an answer."""

    @property
    def options(self) -> Sequence[OptionSpec]:
        """Entries of choice and choices; empty when a code table supplies them."""

    @property
    def codes(self) -> str | None:
        """The code table that supplies the entries, see `Helpers.code_table`."""

    @property
    def decimals(self) -> int:
        """Places of a number behind the point."""

    @property
    def unit(self) -> str | None:
        """What a number counts, for example ㎡."""

    @property
    def precision(self) -> str:
        """`month`, `day` or `minute` of a date or period."""

    @property
    def help(self) -> str | None:
        """One line of help."""

    @property
    def multiline(self) -> bool:
        """Whether a text may need several lines."""

    @property
    def max_length(self) -> int | None:
        """The most characters of a text."""


class FieldSpec(ColumnSpec, Protocol):
    """One question of a form, perhaps answered in rows."""

    @property
    def min_rows(self) -> int | None:
        """The least number of rows of people and table."""

    @property
    def max_rows(self) -> int | None:
        """The most rows of people and table."""

    @property
    def columns(self) -> Sequence[ColumnSpec]:
        """The columns of a table, or what people have beside their name."""


@dataclass(frozen=True)
class Choice:
    """An entry of a list that the hall supplies."""

    code: str
    label: str


@dataclass(frozen=True)
class IdentityFacts:
    """What an identity number itself tells (GB 11643): birth as 2026-11-22, sex as GB/T 2261.1 code."""

    birth: str
    sex: str


ID_KINDS = (
    Choice("resident_card", mark("Resident identity card")),
    Choice("hk_macao_taiwan_permit", mark("Hong Kong, Macao and Taiwan residence permit")),
    Choice("permanent_residence", mark("Foreign permanent resident card")),
    Choice("travel_permit", mark("Travel permit of Hong Kong, Macao or Taiwan")),
    Choice("passport", mark("Passport")),
    Choice("disabled_card", mark("Disability card")),
    Choice("none", mark("No document")),
)
"""Default kinds of document; a hall hands in its own through `Helpers.id_kinds`."""

RELATIONS = (
    Choice("01", mark("Self")),
    Choice("10", mark("Spouse")),
    Choice("20", mark("Son")),
    Choice("30", mark("Daughter")),
    Choice("40", mark("Grandchild")),
    Choice("50", mark("Parent")),
    Choice("60", mark("Grandparent")),
    Choice("70", mark("Sibling")),
    Choice("97", mark("Other relative")),
    Choice("99", mark("Not related")),
)
"""Relation to the applicant: the groups of GB/T 4761-2008."""

SEXES = (Choice("1", mark("Male")), Choice("2", mark("Female")))
"""GB/T 2261.1; an unanswered one stays empty."""


@dataclass(frozen=True)
class Helpers:
    """What the hall lends to its editors; every part may be left out.

    Attributes:
        check_identity: kind and number of a document; returns a sentence that warns, or None.
        read_identity: the birth and sex that a number tells, or None.
        code_table: the entries of a named code table (代码表).
        check_credit_code: a sentence that warns about a credit code (统一社会信用代码), or None.
        staff: who can be named in a staff field.
        id_kinds: kinds of document.
        initials: pinyin initials of a text, to find entries of long lists.
    """

    check_identity: Callable[[str, str], str | None] | None = None
    read_identity: Callable[[str, str], IdentityFacts | None] | None = None
    code_table: Callable[[str], Sequence[OptionSpec]] | None = None
    check_credit_code: Callable[[str], str | None] | None = None
    staff: Sequence[Choice] = ()
    id_kinds: Sequence[Choice] = ID_KINDS
    initials: Callable[[str], str] | None = None


NO_HELPERS = Helpers()
