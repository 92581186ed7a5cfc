"""Asks which leaflet a resident takes home, and in which type, and prints it: at the desk as at a counter."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hall.service import Hall, catalogue_views, leaflets
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.i18n import mark, tr
from ui.shared.row_list import Row
from ui.shared.runner import Runner

_TYPES = (("plain", mark("Normal letters")), ("large", mark("Large letters")))
_FEWEST, _ONE = 0, 1


class Leaflets(QObject):
    """One key: the matter at hand is known, or asked for; then a figure says in which type."""

    def __init__(self, runner: Runner, sheet: ChoiceSheet, window: QWidget) -> None:
        super().__init__(window)
        self._runner, self._ask, self._window = runner, sheet, window

    def begin(self, codes: Sequence[str] = ()) -> None:
        """Ask what is still open.

        Args:
            codes: matters that may be meant; none for any that is on offer.
        """
        wanted = frozenset(codes)
        self._runner.run(self._window, lambda hall: _names(hall, wanted), self._ask_matter)

    def _ask_matter(self, names: dict[str, str]) -> None:
        if len(names) == _ONE:
            self._ask_type(*next(iter(names.items())))
            return
        rows = [Row(code, name) for code, name in names.items()]
        self._ask.ask(
            tr("A leaflet about what?"), rows, lambda code, _note: self._ask_type(str(code), names[str(code)])
        )

    def _ask_type(self, code: str, name: str) -> None:
        rows = [Row(key, tr(words)) for key, words in _TYPES]
        title = tr("Leaflet “{matter}”: which type?", matter=name)
        self._ask.ask(
            title,
            rows,
            lambda key, note: self._print(code, note, large=key == "large"),
            note=tr("How many, if not one"),
        )

    def _print(self, code: str, note: str, *, large: bool) -> None:
        copies = _count(note)
        self._runner.run(
            self._window,
            lambda hall: hall.do(leaflets.print_leaflet, matter_code=code, large=large, copies=copies),
            said=tr("The leaflet is being printed."),
        )


def _names(hall: Hall, wanted: frozenset[str]) -> dict[str, str]:
    """Return the matters on offer by code; all of them where none of the wanted ones is."""
    names = {each.matter.code: each.matter.name for each in hall.see(catalogue_views.on_offer)}
    return {code: name for code, name in names.items() if code in wanted} or names


def _count(typed: str) -> int:
    """Return how many are wanted; what is no number is none, which the hall refuses with its reason."""
    if not typed:
        return _ONE
    return int(typed) if typed.isdecimal() else _FEWEST
