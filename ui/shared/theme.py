"""Colours, text sizes and lengths by role: a TOML palette and one style-sheet template."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from hall.kernel.resources import resource

GRID = 8
FAMILIES = ("Noto Sans SC", "HanaMinA", "HanaMinB")
LEAST_SCALE, MOST_SCALE = 1.0, 2.0
LARGE_SCALE = 1.25
SMALLEST = QSize(1280, 660)
"""The least that a window of staff needs: an old small screen without its task bar."""


@dataclass(frozen=True)
class Theme:
    """Roles and what stands for them; sizes and lengths are pixels at 100 %."""

    name: str
    palette: Mapping[str, str]
    sizes: Mapping[str, int]
    lengths: Mapping[str, int]
    pairs: tuple[tuple[str, str], ...]


@cache
def load_theme(name: str) -> Theme:
    """Return the theme `resources/themes/<name>.toml`; FileNotFoundError when there is none."""
    data: dict[str, Any] = tomllib.loads(resource("themes", f"{name}.toml").read_text(encoding="utf-8"))
    pairs = tuple((text, ground) for text, ground in data["contrast"]["pairs"])
    return Theme(name, data["palette"], data["sizes"], data["lengths"], pairs)


def theme_names() -> tuple[str, ...]:
    """Return the names of the themes that the product brings along."""
    return tuple(sorted(file.stem for file in resource("themes").glob("*.toml")))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1 to 21) of two colours, after WCAG 2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def stylesheet(theme: Theme, scale: float = 1.0) -> str:
    """Return the style sheet of a theme with type and control heights at `scale` (1.0 to 2.0)."""
    roles: dict[str, object] = {"icons": resource("icons").as_posix(), **theme.palette}
    roles |= {f"size_{role}": round(size * scale) for role, size in theme.sizes.items()}
    roles |= {f"length_{role}": pixels for role, pixels in theme.lengths.items()}
    control, thicker = round(theme.lengths["control"] * scale), theme.lengths["focus"] - theme.lengths["edge"]
    # A thicker border takes its room from inside, so that nothing moves when a field gets one.
    roles |= {"length_control": control, "length_thick_control": control - 2 * thicker}
    return Template(resource("themes", "base.qss").read_text(encoding="utf-8")).substitute(roles)


def apply_theme(app: QApplication, name: str = "day", scale: float = 1.0) -> None:
    """Dress the whole application; `scale` is held between 1.0 and 2.0."""
    theme = load_theme(name)
    scale = min(max(scale, LEAST_SCALE), MOST_SCALE)
    app.setProperty("theme_name", name)
    app.setProperty("theme_scale", scale)
    font = QFont(list(FAMILIES))
    font.setPixelSize(round(theme.sizes["body"] * scale))
    app.setFont(font)
    app.setPalette(_palette(theme))
    app.setStyleSheet(stylesheet(theme, scale))


def load_fonts() -> int:
    """Load the shipped screen fonts that are present (Hanazono for rare names) and return how many."""
    files = [*sorted(resource("fonts").glob("NotoSansSC-*.ttf")), *sorted(resource("fonts").glob("HanaMin?.ttf"))]
    return sum(QFontDatabase.addApplicationFont(str(file)) >= 0 for file in files)


def text_size(role: str) -> int:
    """Return the pixel size of a text role in the theme that is on."""
    theme, scale = _active()
    return round(theme.sizes[role] * scale)


def length(role: str) -> int:
    """Return a length in pixels (for example `control`, the height of a field) in the theme that is on."""
    theme, scale = _active()
    return round(theme.lengths[role] * scale)


def scaled(pixels: int) -> int:
    """Return a width that holds text, at the scale that is on."""
    theme, scale = _active()
    return round(pixels * scale * theme.sizes["body"] / load_theme("day").sizes["body"])


def is_large() -> bool:
    """Tell whether type is so large that what stands side by side at 100 % has to stand one below the other."""
    return _active()[1] >= LARGE_SCALE


def colour(role: str) -> QColor:
    """Return the colour of a role in the theme that is on: only for what a style sheet cannot reach."""
    return QColor(_active()[0].palette[role])


def number_font(font: QFont) -> QFont:
    """Return the font with tabular figures, so that changing numbers stand still."""
    tabular = QFont(font)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular


def icon(name: str) -> QIcon:
    """Return one of the hall's own icons."""
    return QIcon(str(resource("icons", f"{name}.svg")))


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget its role in the style sheet."""
    set_style_property(widget, "role", role)


def set_style_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet selects by, and redraw the widget if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _active() -> tuple[Theme, float]:
    """The theme and scale of the running application; the day theme before there is one."""
    app = QCoreApplication.instance()
    if app is None:
        return load_theme("day"), 1.0
    return load_theme(app.property("theme_name") or "day"), float(app.property("theme_scale") or 1.0)


def _luminance(colour_name: str) -> float:
    channels = (int(colour_name[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _palette(theme: Theme) -> QPalette:
    """What Qt itself paints: placeholders, selections, disabled text."""
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.Base: "paper",
        QPalette.ColorRole.AlternateBase: "window",
        QPalette.ColorRole.Button: "paper",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.PlaceholderText: "quiet",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "accent_text",
        QPalette.ColorRole.Link: "accent",
    }
    palette = QPalette()
    for role, name in roles.items():
        palette.setColor(role, QColor(theme.palette[name]))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.palette["disabled"]))
    return palette
