"""A step that the reader may take next: its words, its questions and what it does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from hall.service import Hall
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice, Value
from ui.shared.i18n import tr

Values = Mapping[str, Value]
LONGEST = 500


@dataclass(frozen=True, slots=True)
class FileWish:
    """A file or folder that somebody chooses before a step.

    Attributes:
        kind: `save`, `open` or `folder`.
        title: of the dialog.
        name: that is proposed for a new file.
        kinds: which files are shown, as Qt writes it.
    """

    kind: str
    title: str
    name: str = ""
    kinds: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a step, where its own words do not say it.

    Attributes:
        said: what the message line says.
        code: shown large, once, until it is written down.
        title: above the code.
        words: lines below the code.
    """

    said: str = ""
    code: str = ""
    title: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """Something that the reader may do next.

    Attributes:
        name: what it is called in the program; a form stays on the screen while its step has the same name.
        text: what its button says.
        fields: what it asks.
        run: does it, in a worker; called with the hall and the answers, it may answer with an Outcome.
        done: what the message line says afterwards.
        start: answers that stand there already.
        wish: which file is chosen first; it stands among the answers as `file`.
        long: what the line with the progress says, empty for what takes no time; the answers then hold `told`, which
            is told how many of how many are done and refuses when it is to stop.
    """

    name: str
    text: str
    fields: Sequence[PlainField]
    run: Callable[[Hall, Values], object]
    done: str
    start: Values = field(default_factory=dict)
    wish: FileWish | None = None
    long: str = ""


def choice(name: str, label: str, entries: Mapping[str, str]) -> PlainField:
    """Return a question with a few answers; the texts are still to be translated."""
    options = tuple(Choice(code, tr(text)) for code, text in entries.items())
    return PlainField(name, label, "choice", required=True, options=options)


def words(label: str, help_: str | None = None, *, required: bool = True, name: str = "words") -> PlainField:
    """Return a question that is answered in free words."""
    return PlainField(name, label, "text", required=required, multiline=True, max_length=LONGEST, help=help_)


def said(values: Values, name: str = "words") -> str:
    """Return an answer as text, empty where nothing was said."""
    value = values.get(name)
    return "" if value is None else str(value)
