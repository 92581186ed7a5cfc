"""What the record shows: entries and looks at full numbers, narrowed down by days and words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hall.kernel.refusal import Refusal
from hall.service import Reading, audit_looks, audit_words, people_views, security_views
from ui.admin.audit_steps import steps_of
from ui.admin.days import Days
from ui.admin.words import roles
from ui.shared.folder import File, Folder, chosen
from ui.shared.i18n import mark, sentence, tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.step import Step

DONE_WHAT, REFUSED, LOOKS = "all", "refused", "looks"
SCOPES = ((DONE_WHAT, mark("Who did what")), (REFUSED, mark("Refused")), (LOOKS, mark("Full numbers seen")))
READ, SHOWN = 3000, 300
"""So many entries are searched for words, and so many shown at most; days narrow them down."""
OK = "done"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry as it is read, whichever kind it is."""

    key: str
    at: datetime
    who: str
    where: str
    what: str
    said: str
    outcome: str
    seq: int


def look(reading: Reading, office: Office, scope: str, key: str, sought: str, days: Days) -> Folder:
    """Return the entries of a scope that fit, and the one that is open."""
    people, devices = _people(reading), security_views.device_names(reading)
    found = (
        _looks(reading, days, people, devices) if scope == LOOKS else _entries(reading, scope, days, people, devices)
    )
    fitting = [entry for entry in found if _fits(entry, sought)][:SHOWN]
    opened = chosen([entry.key for entry in fitting], key)
    entry = next((each for each in fitting if each.key == opened), None)
    rows = tuple(_row(each) for each in fitting)
    steps = steps_of(days, office)
    file = _file(entry, steps) if entry else File("", scope, tr("Nothing fits"), Light.GREY, "", (), steps=steps)
    more = tr("{count} and more; days narrow it down", count=SHOWN) if len(fitting) == SHOWN else ""
    return Folder(more or tr("{count} entries", count=len(fitting)), rows, file)


def _entries(
    reading: Reading, scope: str, days: Days, people: Mapping[str, str], devices: Mapping[str, str]
) -> Iterable[_Entry]:
    begin, end = days.bounds(reading)
    cards = audit_words.entries(reading, since=begin, until=end, last=READ)
    for card in reversed(cards):
        if scope == REFUSED and card.outcome == OK:
            continue
        yield _Entry(f"{card.device_id} {card.seq}", card.at, people.get(_who(card), ""),
                     devices.get(card.device_id, tr("the hall itself")), card.what,
                     "；".join(part for part in (_about(card, people, devices), _told(card)) if part),
                     card.outcome, card.seq)  # fmt: skip


def _who(card: audit_words.EntryCard) -> str:
    """Return whose entry it is; nobody sits there yet while somebody signs in."""
    signs_in = card.action == "security.sign_in" and card.subjects
    return card.staff_id or (card.subjects[0] if signs_in else "")


def _about(card: audit_words.EntryCard, people: Mapping[str, str], devices: Mapping[str, str]) -> str:
    """Return the colleagues and devices that an entry is about, beside whoever did it."""
    own = _who(card), card.device_id
    names = (people.get(key) or devices.get(key, "") for key in card.subjects if key not in own)
    about = "、".join(dict.fromkeys(name for name in names if name))
    return tr("About: {names}", names=about) if about else ""


def _told(card: audit_words.EntryCard) -> str:
    """Return what an entry says besides; a setting is called by its sentence."""
    said = audit_words.said_of(card)
    for name, before, after in card.changes:
        if name == "roles":
            said = tr("Roles: {before} → {after}", before=_roles(before), after=_roles(after))
        elif "." in name:
            said = said.replace(f"{name}：", f"{tr(name).rstrip('。')}：")
    return said


def _roles(codes: object) -> str:
    return (roles(codes) if isinstance(codes, list) else "") or tr("no roles")


def _looks(reading: Reading, days: Days, people: Mapping[str, str], devices: Mapping[str, str]) -> Iterable[_Entry]:
    begin, end = days.bounds(reading)
    for place, card in enumerate(audit_looks.looks(reading, since=begin, until=end)):
        whose = people_views.person(reading, person_id=card.person_id).masked if card.person_id else ""
        purpose = audit_words.word_for(f"purpose.{card.purpose}")
        said = f"{whose}　{purpose}{f'：{card.words}' if card.words else ''}"
        yield _Entry(f"look {place} {card.at}", reading.local(card.at), people.get(card.staff_id or "", ""),
                     devices.get(card.device_id, tr("the hall itself")), audit_words.word_for(f"look.{card.what}"),
                     said, OK, 0)  # fmt: skip


def _people(reading: Reading) -> dict[str, str]:
    return {line.card.id: f"{line.card.name}（{line.card.number}）" for line in security_views.everybody(reading)}


def _fits(entry: _Entry, sought: str) -> bool:
    """Tell whether every word that is sought stands in the entry."""
    told = f"{entry.who} {entry.where} {entry.what} {entry.said} {entry.at:%Y-%m-%d %H:%M}".casefold()
    return all(word in told for word in sought.casefold().split())


def _row(entry: _Entry) -> Row:
    light = Light.GREEN if entry.outcome == OK else Light.RED
    below = "　".join(part for part in (entry.who, entry.where, entry.said) if part)
    return Row(entry.key, entry.what, f"{entry.at:%m-%d %H:%M}", light, below)


def _file(entry: _Entry, steps: tuple[Step, ...]) -> File:
    done = entry.outcome == OK
    facts = (
        f"{entry.at:%Y-%m-%d %H:%M:%S}",
        tr("Who: {who}", who=entry.who) if entry.who else tr("Nobody was signed in."),
        tr("Where: {where}", where=entry.where),
        *entry.said.split("；"),
        "" if done else tr("Refused: {words}", words=sentence(Refusal(entry.outcome))),
        tr("Entry {seq} of this device’s chain", seq=entry.seq) if entry.seq else "",
    )
    light, word = (Light.GREEN, tr("done")) if done else (Light.RED, tr("refused"))
    return File(entry.key, "audit", entry.what, light, word, facts, steps=steps)
