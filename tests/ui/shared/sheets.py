"""Which text stands on which ground, read out of the style sheets themselves."""

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hall.kernel.resources import resource

ROOT = Path(__file__).resolve().parents[3]
CONTAINERS = {"QMainWindow", "QDialog", "QWidget", "QFrame", "QScrollArea", "QToolTip"}
TEXTLESS = {"indicator", "chunk", "handle", "drop-down", "down-arrow", "add-line", "sub-line", "add-page", "sub-page"}
LINES = {"rule", "edge"}
"""Colours of lines; nothing is written on them."""
EVERYWHERE = ("window", "paper")
"""Grounds on which text stands that names no ground of its own."""

_SELECTOR = re.compile(r"(?P<type>\w+)?(?P<rest>(?:#\w+|\[[^\]]*\]|::?[\w-]+)*)")
_ROLE = re.compile(r"\$(\w+)")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Selector:
    """One selector: a type, the properties and states that it asks for, and what it stands in."""

    type: str
    attributes: frozenset[str]
    states: frozenset[str]
    part: str
    inside: str

    @classmethod
    def of(cls, text: str) -> "Selector":
        *inside, last = re.findall(r"(?:[^\s\[]|\[[^\]]*\])+", text)
        found = _SELECTOR.fullmatch(last)
        assert found, f"not a selector: {text}"
        rest = found["rest"]
        return cls(
            found["type"] or "QWidget",
            frozenset(re.findall(r"\[[^\]]*\]|#\w+", rest)),
            frozenset(re.findall(r"(?<!:):([\w-]+)", rest)),
            "".join(re.findall(r"::([\w-]+)", rest)),
            " ".join(inside),
        )

    def covers(self, other: "Selector") -> bool:
        """Tell whether a rule for this selector also holds for the other."""
        same_kind = self.type in (other.type, "QWidget") and self.part == other.part
        narrower = self.attributes <= other.attributes and self.states <= other.states
        return same_kind and narrower and self.inside in ("", other.inside)


@dataclass(frozen=True)
class Rule:
    """What a selector says of colours: the sheet that says so, its place there, and role by property."""

    selector: Selector
    sheet: int
    place: int
    says: dict[str, str] = field(hash=False)

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """A window's own sheet beats the application's, then the narrower selector, then the later one."""
        selector = self.selector
        return self.sheet, len(selector.attributes) + len(selector.states), bool(selector.inside), self.place


def sheets() -> dict[str, str]:
    """Return every style sheet of the product by name, the application's first."""
    found = {"base": resource("themes", "base.qss").read_text(encoding="utf-8")}
    for file in sorted((ROOT / "ui").glob("*/looks.py")):
        window = file.parent.name
        found[window] = importlib.import_module(f"ui.{window}.looks")._SHEET.template
    return found


def rules_of(text: str, sheet: int) -> list[Rule]:
    """Return the rules of one sheet."""
    plain = re.sub(r"/\*.*?\*/", "", re.sub(r"\$\{(\w+)\}", r"$\1", text), flags=re.S)
    found: list[Rule] = []
    for names, body in re.findall(r"([^{}]+)\{([^{}]*)\}", plain):
        pairs = (line.split(":", 1) for line in body.split(";") if ":" in line)
        says = {name.strip(): value.strip() for name, value in pairs}
        found += [Rule(Selector.of(name.strip()), sheet, len(found), says) for name in names.split(",")]
    return found


def pairs_in(window: str, text: str, base: str) -> Iterator[Pair]:
    """Yield every (text role, ground role) that a window's sheet brings about on top of the application's."""
    own = rules_of(text, 1)
    everything = rules_of(base, 0) + own if window != "base" else own
    for rule in own:
        yield from _selections(rule)
        if {"color", "background"} & set(rule.says) and rule.selector.part not in TEXTLESS:
            yield from _pairs_of(rule, everything)


def grounds_in(text: str) -> set[str]:
    """Return the grounds of a sheet on which something may stand."""
    found = (_role(rule.says.get("background", "")) for rule in rules_of(text, 0) if not rule.selector.part)
    return {role for role in found if role} - LINES


def _pairs_of(rule: Rule, everything: list[Rule]) -> Iterator[Pair]:
    ink = _role(_computed(rule.selector, "color", everything)) or "text"
    ground = _role(_computed(rule.selector, "background", everything))
    container = rule.selector.type in CONTAINERS and "color" not in rule.says
    if ground in LINES or (container and not rule.selector.inside):
        return  # what stands in a frame says itself in which colour
    if ground:
        yield ink, ground
    elif rule.selector.inside:
        behind = _role(_computed(Selector.of(rule.selector.inside), "background", everything))
        yield from [(ink, behind)] if behind else []
    elif ink != "accent_text":  # for coloured grounds; its own check is that each such ground is named in a pair
        yield from ((ink, ground) for ground in EVERYWHERE)


def _selections(rule: Rule) -> Iterator[Pair]:
    says = rule.says
    if "selection-color" in says:
        yield _role(says["selection-color"]), _role(says["selection-background-color"])
    if "placeholder-text-color" in says:
        yield _role(says["placeholder-text-color"]), _role(says["background"])


def _computed(selector: Selector, name: str, everything: list[Rule]) -> str:
    told = [rule for rule in everything if name in rule.says and rule.selector.covers(selector)]
    return max(told, key=lambda rule: rule.rank).says[name] if told else ""


def _role(value: str) -> str:
    found = _ROLE.search(value)
    return found[1] if found else ""
