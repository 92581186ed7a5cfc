"""What can be done next about a use of a seal, for whoever verifies, approves and seals."""

from collections.abc import Callable
from typing import Any

from hall.service import Hall, seals, seals_views
from ui.shared.fields.plain import PlainField
from ui.shared.i18n import mark, tr
from ui.shared.step import Step, Values, choice, said, words

_REASONS = {
    "unverified": mark("It cannot be verified"),
    "not_on_list": mark("It is not on the local list"),
    "forbidden": mark("A national list forbids it"),
    "blank": mark("The paper is blank"),
}
_YES_NO = {"yes": mark("Yes"), "no": mark("No")}


def steps_of(file: seals_views.UseFile) -> tuple[Step, ...]:
    """Return the steps that the reader may take, in the order of the core."""
    return tuple(_STEPS[act](file.card) for act in file.acts if act in _STEPS)


def _verify(card: seals_views.UseCard) -> Step:
    originals = choice("originals", tr("Were the originals looked at?"), _YES_NO)
    filled = (choice("filled_in", tr("Is the paper filled in on every page named?"), _YES_NO),) if card.outside else ()
    how = words(tr("How it was verified"), required=False)

    def run(hall: Hall, values: Values) -> object:
        yes = {name: said(values, name) == "yes" for name in ("originals", "filled_in")}
        return hall.do(seals.verify, use_id=card.id, words=said(values), **yes)

    return Step("verify", tr("Verified"), (*filled, originals, how), run, tr("Verified; a leader approves it next."),
                {"originals": "yes"})  # fmt: skip


def _approve(card: seals_views.UseCard) -> Step:
    number = PlainField("resolution", tr("Number of the residents' resolution"), "text", required=True)
    fields = (number,) if card.weighty else ()
    return _step(card, "approve", tr("Approve the seal"), fields, tr("Approved; the keeper seals it next."))


def _reject(card: seals_views.UseCard) -> Step:
    why = words(tr("What is wrong, and where to go instead"), tr("The resident reads this on the slip."))
    return _step(card, "reject", tr("Do not seal it"), (choice("reason", tr("Why not"), _REASONS), why),
                 tr("Rejected; the slip for the resident is printed."))  # fmt: skip


def _seal(card: seals_views.UseCard) -> Step:
    fields = [
        PlainField("copies", tr("Copies sealed now"), "number", required=True),
        PlainField("pages", tr("Pages of one copy, counted"), "number", required=True),
        choice("straddle", tr("Sealed across the edge?"), _YES_NO),
    ]
    if card.outside:
        fields.append(PlainField("retained", tr("Where the copy is filed"), "text", required=True))

    def run(hall: Hall, values: Values) -> object:
        return hall.do(
            seals.seal, use_id=card.id, copies=int(said(values, "copies")), pages=int(said(values, "pages")),
            straddle=said(values, "straddle") == "yes", retained=said(values, "retained"),
        )  # fmt: skip

    start = {"copies": card.copies, "pages": card.pages, "straddle": "yes" if card.across else "no"}
    return Step("seal", tr("The seal is on"), tuple(fields), run, tr("In the register; the paper can be handed over."),
                start)  # fmt: skip


def _void(card: seals_views.UseCard) -> Step:
    return _step(card, "void", tr("Void this use"), (words(tr("Why")),), tr("Void; the number stays taken."))


def _print_form(card: seals_views.UseCard) -> Step:
    return _step(card, "print_form", tr("Print the form"), (), tr("The form is on its way to the printer."))


def _step(card: seals_views.UseCard, name: str, text: str, fields: tuple[PlainField, ...], done: str) -> Step:
    action: Any = getattr(seals, name)

    def run(hall: Hall, values: Values) -> object:
        return hall.do(action, use_id=card.id, **{field.id: said(values, field.id) for field in fields})

    return Step(name, text, fields, run, done)


_STEPS: dict[str, Callable[[seals_views.UseCard], Step]] = {
    "verify": _verify,
    "approve": _approve,
    "seal": _seal,
    "reject": _reject,
    "void": _void,
    "print_form": _print_form,
}
