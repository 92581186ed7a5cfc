"""Everything that the hall may set: a group of sentences at a time, one changed with what it was and will be."""

from itertools import groupby

from hall.kernel.refusal import Refusal
from hall.service import Hall, Reading, SettingCard, policies, security
from ui.shared.fields.plain import PlainField
from ui.shared.folder import File, Folder, Link, chosen
from ui.shared.i18n import sentence, tr
from ui.shared.initials import initials
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.step import Outcome, Step, Values, said

PAGE = "settings"


def look(reading: Reading, office: Office, _scope: str, key: str, sought: str) -> Folder:
    """Return the groups, or the settings that are sought, and what is open of them."""
    cards = policies.all_settings(reading)
    if sought:
        return _found(cards, office, key, sought)
    groups = {group: list(members) for group, members in groupby(cards, lambda card: card.group)}
    rows = tuple(_group_row(group, members) for group, members in groups.items())
    opened = chosen(list(groups), key.partition(".")[0])
    card = next((each for each in cards if each.name == key), None)
    file = _setting(card, office, row=opened) if card else _group(opened, groups[opened])
    return Folder(tr("{count} settings in {groups} groups", count=len(cards), groups=len(groups)), rows, file)


def _found(cards: tuple[SettingCard, ...], office: Office, key: str, sought: str) -> Folder:
    wanted = sought.casefold()
    found = [card for card in cards if _fits(card, wanted)]
    opened = chosen([card.name for card in found], key)
    rows = tuple(Row(card.name, tr(card.name), policies.written(card.value), _light(card), _group_word(card.group))
                 for card in found)  # fmt: skip
    file = next((_setting(card, office) for card in found if card.name == opened), None)
    return Folder(tr("{count} settings found", count=len(found)), rows, file, tr("No setting says that."))


def _fits(card: SettingCard, wanted: str) -> bool:
    group = _group_word(card.group)
    told = f"{tr(card.name)} {group} {card.name}".casefold()
    return wanted in told or (wanted.isascii() and wanted in initials(group))


def _group_row(group: str, members: list[SettingCard]) -> Row:
    changed = sum(card.is_changed for card in members)
    remark = tr("{count} set here", count=changed) if changed else ""
    return Row(group, _group_word(group), remark, Light.BLUE if changed else Light.GREY)


def _group(group: str, members: list[SettingCard]) -> File:
    in_order = sorted(members, key=lambda card: card.is_fixed)  # what nobody can change comes last
    links = tuple(Link(tr(card.name), PAGE, key=card.name, remark=policies.written(card.value), light=_light(card))
                  for card in in_order)  # fmt: skip
    changed = sum(card.is_changed for card in members)
    word = tr("{count} set here", count=changed) if changed else tr("as it came")
    light = Light.BLUE if changed else Light.GREY
    return File(group, "", _group_word(group), light, word, (tr("Click a sentence to change it."),), links=links)


def _setting(card: SettingCard, office: Office, row: str = "") -> File:
    facts = (
        tr(card.name),
        tr("Now: {value}", value=policies.written(card.value)),
        tr("As it came: {value}", value=policies.written(card.factory)) if not card.is_fixed else "",
        _allowed(card),
    )
    back = Link(tr("All of {group}", group=_group_word(card.group)), PAGE, key=card.group)
    may = not card.is_fixed and "security.set_policies" in office.may
    steps = (_change(card), *((_put_back(card),) if card.is_changed else ())) if may else ()
    word = tr("set here") if card.is_changed else tr("fixed") if card.is_fixed else tr("as it came")
    return File(card.name, policies.written(card.value), _group_word(card.group), _light(card), word, facts,
                links=(back,), steps=steps, row=row)  # fmt: skip


def _allowed(card: SettingCard) -> str:
    refusal = card.rule.refusal(card.name)
    return sentence(Refusal(refusal.code, **{**refusal.values, "name": ""})).strip()


def _plainly(refusal: Refusal, card: SettingCard) -> Refusal:
    """Return what a setting may be, called by its sentence and not by its name in the program."""
    return Refusal(refusal.code, **{**refusal.values, "name": tr("“{words}”", words=tr(card.name).rstrip("。"))})


def _change(card: SettingCard) -> Step:
    def run(hall: Hall, values: Values) -> Outcome:
        try:
            changes = hall.see(policies.policies_with, typed={card.name: said(values, "value")})
        except Refusal as refusal:
            raise _plainly(refusal, card) from None
        return _set(hall, card, changes)

    asked = PlainField("value", tr("Change to"), "text", required=True)
    return Step("change", tr("Change"), (asked,), run, "", {"value": policies.written(card.value)})


def _put_back(card: SettingCard) -> Step:
    def run(hall: Hall, _values: Values) -> Outcome:
        return _set(hall, card, hall.see(policies.policies_without, names=[card.name]))

    return Step("put_back", tr("Put back as it came"), (), run, "")


def _set(hall: Hall, card: SettingCard, changes: tuple[object, ...]) -> Outcome:
    if not changes:
        return Outcome(tr("Nothing to change: it stands so already."))
    hall.do(security.set_policies, policies=changes)
    after = hall.see(policies.settings_named, name=card.name)[0]
    before = policies.written(card.value)
    return Outcome(tr("It was {before}, it is {after} now.", before=before, after=policies.written(after.value)))


def _light(card: SettingCard) -> Light:
    return Light.BLUE if card.is_changed else Light.GREY


def _group_word(group: str) -> str:
    return tr(f"{group}.*")
