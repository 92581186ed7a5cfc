"""`hall settings`: shows what the hall may set, sets it, and puts the factory's values back."""

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

import typer

from hall.kernel.refusal import Refusal
from hall.opening import open_hall
from hall.service import SettingCard, SystemHall, policies, security
from ui.shared.i18n import sentence, tr


def show(folder: Path, name: str, *, as_json: bool) -> int:
    """Show every setting, those of a group, or one with what it may be; answers with the exit code.

    Raises:
        Refusal: no setting and no group has this name.
    """
    hall = open_hall(folder, kind=SystemHall)
    try:
        cards = hall.see(policies.settings_named, name=name) if name else hall.see(policies.all_settings)
    finally:
        hall.close()
    if as_json:
        typer.echo(json.dumps([_plain(card) for card in cards], ensure_ascii=False))
    else:
        typer.echo("\n".join(_one(cards[0]) if name == cards[0].name else _listed(cards)))
    return 0


def set_typed(folder: Path, words: Sequence[str]) -> int:
    """Set what was typed, all of it or nothing: `NAME VALUE`, or several `NAME=VALUE`.

    Raises:
        Refusal: `settings.…`; the sentence says which word is wrong and what is allowed.
    """
    typed = _pairs(words)
    return _change(folder, lambda hall: hall.see(policies.policies_with, typed=typed))


def reset(folder: Path, names: Sequence[str]) -> int:
    """Give settings their factory values back.

    Raises:
        Refusal: `settings.…`
    """
    return _change(folder, lambda hall: hall.see(policies.policies_without, names=names))


def _change(folder: Path, wanted: Callable[[SystemHall], Sequence[object]]) -> int:
    hall = open_hall(folder, kind=SystemHall)
    try:
        before = hall.see(policies.all_settings)
        if changes := wanted(hall):
            hall.do(security.set_policies, policies=changes)
        after = hall.see(policies.all_settings)
    finally:
        hall.close()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old.value != new.value]
    for old, new in changed:
        typer.echo(_told(old, new))
    if not changed:
        typer.echo(tr("Nothing to change: it stands so already."))
    return 0


def _pairs(words: Sequence[str]) -> dict[str, str]:
    if len(words) == 2 and "=" not in words[0]:
        return {words[0]: words[1]}
    for word in words:
        if "=" not in word:
            raise Refusal("settings.pair", text=word)
    return {name.strip(): value for name, _, value in (word.partition("=") for word in words)}


def _told(old: SettingCard, new: SettingCard) -> str:
    return tr(
        "{name} is {value} now; it was {before}.",
        name=new.name,
        value=policies.written(new.value),
        before=policies.written(old.value),
    )


def _plain(card: SettingCard) -> dict[str, object]:
    return {
        "name": card.name,
        "value": card.value,
        "factory": card.factory,
        "changed": card.is_changed,
        "meaning": tr(card.name),
    }


def _listed(cards: Iterable[SettingCard]) -> Iterable[str]:
    """Return the lines of a list: a heading for each group, two lines for each setting, and what to type."""
    for group, members in groupby(cards, lambda card: card.group):
        yield f"{tr(f'{group}.*')}（{group}）"
        for card in members:
            yield f"  {_standing(card)}"
            yield f"    {tr(card.name)}"
        yield ""
    yield tr("To change one: hall settings set NAME VALUE. The factory value again: hall settings reset NAME.")


def _one(card: SettingCard) -> Iterable[str]:
    """Return the lines about one setting: how it stands, what it means, what it may be, where the value is from."""
    yield f"{card.name} = {policies.written(card.value)}"
    yield tr(card.name)
    yield sentence(card.rule.refusal(card.name))
    if card.is_fixed:
        return
    if card.is_changed:
        yield tr("This hall has set it; the factory value is {factory}.", factory=policies.written(card.factory))
    else:
        yield tr("It is the factory value.")


def _standing(card: SettingCard) -> str:
    said = f"{card.name} = {policies.written(card.value)}"
    if not card.is_changed:
        return said
    return f"{said}  {tr('(set here; factory value {factory})', factory=policies.written(card.factory))}"
