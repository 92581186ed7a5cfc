"""What a row of a roster says, and what is wrong with it: every cell is judged, none hides the next."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from hall.kernel.dates import age_on
from hall.kernel.names import read_name
from hall.kernel.refusal import Refusal
from hall.people import roster
from hall.people.roster import CellProblem, RosterRow
from hall.people.rules import OLDEST, Identity, IdentityKind, Sex, kind_of, normalise_number, read_identity, read_phone

Read = TypeVar("Read")

Tables = Mapping[str, Sequence[tuple[str, str]]]
"""Code and label of each entry, by the id of the code table."""

CODED: Final = {
    roster.ETHNIC: ("ethnic", "gbt-3304"),
    roster.RELATION: ("relation", "gbt-4761"),
    roster.MARITAL: ("marital", "gbt-2261-2"),
    roster.EDUCATION: ("education", "gbt-4658"),
    roster.POLITICS: ("politics", "gbt-4762"),
}
FREE: Final = {roster.HUKOU_ADDRESS: "hukou_address", roster.WORK_UNIT: "work_unit", roster.HOUSEHOLD: "household"}

_SEXES: Final = {"男": Sex.MALE, "男性": Sex.MALE, "1": Sex.MALE, "女": Sex.FEMALE, "女性": Sex.FEMALE, "2": Sex.FEMALE,
                 "0": Sex.UNKNOWN, "未知": Sex.UNKNOWN, "9": Sex.UNSTATED}  # fmt: skip
_KINDS: Final = {
    "居民身份证": IdentityKind.RESIDENT_CARD, "身份证": IdentityKind.RESIDENT_CARD,
    "二代身份证": IdentityKind.RESIDENT_CARD, "户口簿": IdentityKind.RESIDENT_CARD,
    "港澳台居民居住证": IdentityKind.HK_MACAO_TAIWAN_PERMIT, "港澳居民居住证": IdentityKind.HK_MACAO_TAIWAN_PERMIT,
    "台湾居民居住证": IdentityKind.HK_MACAO_TAIWAN_PERMIT,
    "外国人永久居留身份证": IdentityKind.PERMANENT_RESIDENCE, "外国人永久居留证": IdentityKind.PERMANENT_RESIDENCE,
    "港澳居民来往内地通行证": IdentityKind.TRAVEL_PERMIT, "台湾居民来往大陆通行证": IdentityKind.TRAVEL_PERMIT,
    "通行证": IdentityKind.TRAVEL_PERMIT, "护照": IdentityKind.PASSPORT, "残疾人证": IdentityKind.DISABLED_CARD,
    "无": IdentityKind.NONE, "无证": IdentityKind.NONE, "未办证": IdentityKind.NONE,
}  # fmt: skip
_SAID: Final = {
    "gbt-3304": {"毛难": "36", "毛难族": "36"},
    "gbt-4761": {"户主": "02", "本人": "01", "配偶": "10", "丈夫": "11", "妻子": "12", "儿子": "20", "女儿": "30",
                 "父亲": "51", "母亲": "52", "公公": "53", "婆婆": "54", "孙子": "41", "孙女": "42", "哥哥": "71",
                 "弟弟": "73", "姐姐": "75", "妹妹": "77", "女婿": "28", "儿媳": "38", "儿媳妇": "38"},
    "gbt-2261-2": {"离异": "40", "丧夫": "30", "丧妻": "30", "有配偶": "20", "无配偶": "90"},
    "gbt-4658": {"研究生": "10", "博士": "11", "硕士": "14", "大学本科": "20", "本科": "20", "大学": "20",
                 "大学专科": "30", "专科": "30", "大专": "30", "30": "30", "中专": "41", "中职": "40", "职高": "44",
                 "技校": "47", "高中": "60", "初中": "70", "小学": "80", "文盲": "90", "未上学": "90", "半文盲": "90"},
    "gbt-4762": {"党员": "01", "中共党员": "01", "预备党员": "02", "中共预备党员": "02", "团员": "03", "共青团员": "03",
                 "无党派": "12", "无党派人士": "12"},
}  # fmt: skip
"""What offices write instead of a table's own words."""
_ENDINGS: Final = ("", "族", "毕业", "教育")
_OLD_CODES: Final = {"gbt-3304": {"81"}, "gbt-4761": {"03", "98"}}
"""Codes of places and former editions: kept as they are."""

_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
_PLAIN_DAY: Final = re.compile(r"((?:18|19|20)\d{2})(\d{2})(\d{2})")
_EXCEL_DAY: Final = re.compile(r"[1-5]?\d{4}")
_EXCEL_ZERO: Final = dt.date(1899, 12, 30)
_TRAVEL: Final = re.compile(r"[HM]\d{8}|\d{8}")
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Resident:
    """One person of a roster, read and found in order.

    Attributes:
        row: of the file, from 1.
        facts: codes and texts by fact; nothing empty.
    """

    row: int
    name: str = field(repr=False)
    id_kind: str
    id_number: str = field(repr=False)
    sex: str
    birth: dt.date | None = field(repr=False)
    facts: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is not taken over, with everything that is wrong in it."""

    row: RosterRow
    problems: tuple[CellProblem, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A roster after the first look: who is in order, and which rows are not."""

    good: tuple[Resident, ...]
    bad: tuple[BadRow, ...]


def judge(rows: Iterable[RosterRow], *, today: dt.date, tables: Tables) -> Judged:
    """Tell the rows that are in order from those that are not, without a look at the register.

    Args:
        rows: of the roster.
        today: the hall's day, which no birthday may follow.
        tables: the code tables by which words and codes are read.
    """
    good: list[Resident] = []
    bad: list[BadRow] = []
    seen: dict[object, Resident] = {}
    for row in rows:
        resident, problems = _judge_row(row, today, tables)
        problems = problems or _repeated(resident, seen)
        if problems:
            bad.append(BadRow(row, tuple(problems)))
        else:
            good.append(resident)
    return Judged(tuple(good), tuple(bad))


class _Look:
    """Reads the cells of one row; what is wrong with one is noted, and the others are read all the same."""

    def __init__(self, row: RosterRow) -> None:
        self._row = row
        self._unread = {problem.column for problem in row.problems}
        self.problems = list(row.problems)

    def at(self, column: str, read: Callable[[str], Read], otherwise: Read) -> Read:
        """Return what a cell says, or the other value where that cannot be read."""
        if column in self._unread:
            return otherwise
        try:
            return read(self._row.cells.get(column, ""))
        except Refusal as refusal:
            self.problems.append(CellProblem(column, refusal))
            return otherwise


def _judge_row(row: RosterRow, today: dt.date, tables: Tables) -> tuple[Resident, list[CellProblem]]:
    look = _Look(row)
    name = look.at(roster.NAME, lambda text: read_name(text).text, "")
    kind = look.at(roster.KIND, lambda text: _kind(text, row.cells.get(roster.NUMBER, "")), IdentityKind.NONE)
    nobody = Identity(IdentityKind.NONE, "")
    identity = look.at(roster.NUMBER, lambda text: _identity(kind, text, today), nobody)
    judged = identity is not nobody  # a birthday is not held against a number that cannot be read
    birth = look.at(roster.BIRTH, lambda text: _birth(text, identity, today, needed=judged), None)
    sex = look.at(roster.SEX, lambda text: _sex(text, identity), "")
    facts = {"phone": look.at(roster.PHONE, read_phone, ""), "address": row.cells.get(roster.ADDRESS, "")}
    for column, (fact, table) in CODED.items():
        facts[fact] = look.at(column, _code_reader(column, table, tables), "")
    facts |= {fact: row.cells.get(column, "") for column, fact in FREE.items()}
    given = {fact: value for fact, value in facts.items() if value}
    return Resident(row.number, name, identity.kind.value, identity.number, sex, birth, given), look.problems


def _kind(text: str, number: str) -> IdentityKind:
    """Return which document a row speaks of: as it says, else as the number looks."""
    plain = normalise_number(number)
    if text:
        said = _KINDS.get("".join(text.split()))
        if said is None:
            raise Refusal("people.roster_code", column=roster.KIND, text=text[:_SHOWN])
        # The household register names its members by their resident card's number.
        return (kind_of(plain) or said) if said is IdentityKind.RESIDENT_CARD else said
    if not plain:
        return IdentityKind.NONE
    if known := kind_of(plain):
        return known
    if _TRAVEL.fullmatch(plain):
        return IdentityKind.TRAVEL_PERMIT
    letters = plain.isascii() and plain.isalnum() and not plain[:-1].isdigit()
    return IdentityKind.PASSPORT if letters and len(plain) < 15 else IdentityKind.RESIDENT_CARD


def _identity(kind: IdentityKind, number: str, today: dt.date) -> Identity:
    try:
        return read_identity(kind, number, today)
    except Refusal as refusal:
        if refusal.code == "people.check_digit" and normalise_number(number).endswith("000"):
            raise Refusal("people.roster_number_cut") from None
        raise


def _birth(text: str, identity: Identity, today: dt.date, *, needed: bool) -> dt.date | None:
    """Return the birthday, which must be the number's; who has no number is known by it."""
    if not text:
        if needed and not identity.number:
            raise Refusal("people.roster_birth_missing")
        return identity.birth
    born = _read_day(text)
    if born is not None and born > today:
        raise Refusal("people.roster_birth_future", text=text[:_SHOWN])
    if born is None or age_on(born, today) > OLDEST:
        raise Refusal("people.roster_birth", text=text[:_SHOWN])
    if identity.birth is not None and identity.birth != born:
        raise Refusal("people.roster_birth_differs", text=text[:_SHOWN])
    return born


def _read_day(text: str) -> dt.date | None:
    """Return the day of a cell: 1949-12-31, 1949/12/31, 1949年12月31日, 19491231, or the number that Excel keeps."""
    if _EXCEL_DAY.fullmatch(text):
        return _EXCEL_ZERO + dt.timedelta(days=int(text))
    found = _DAY.fullmatch(text) or _PLAIN_DAY.fullmatch(text)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _sex(text: str, identity: Identity) -> str:
    if not text:
        return identity.sex.value if identity.sex else ""
    sex = _SEXES.get("".join(text.split()))
    if sex is None:
        raise Refusal("people.roster_code", column=roster.SEX, text=text[:_SHOWN])
    if identity.sex is not None and sex in (Sex.MALE, Sex.FEMALE) and sex is not identity.sex:
        raise Refusal("people.roster_sex_differs", text=text[:_SHOWN])
    return (identity.sex or sex).value


def _code_reader(column: str, table: str, tables: Tables) -> Callable[[str], str]:
    """Return a reader of cells that hold a code, the table's words, or what offices write instead."""
    entries = tables[table]
    codes = {code for code, _label in entries} | _OLD_CODES.get(table, set())

    def read(text: str) -> str:
        plain = "".join(text.split())
        if not plain or plain in _SAID[table]:
            return _SAID[table].get(plain, "")
        if plain in codes or plain.zfill(2) in codes:
            return plain if plain in codes else plain.zfill(2)
        said = [code for ending in _ENDINGS for code, label in entries if label == plain + ending]
        if not said:
            raise Refusal("people.roster_code", column=column, text=text[:_SHOWN])
        return said[0]

    return read


def _repeated(resident: Resident, seen: dict[object, Resident]) -> list[CellProblem]:
    """Say which earlier row names the same person, or the same number under another name."""
    number = (resident.id_kind, resident.id_number)
    key = number if resident.id_number else (resident.name, resident.birth)
    first = seen.setdefault(key, resident)
    if first is resident:
        return []
    if first.name != resident.name:
        return [CellProblem(roster.NAME, Refusal("people.roster_two_names", row=first.row))]
    return [CellProblem(roster.NUMBER, Refusal("people.roster_twice", row=first.row))]
