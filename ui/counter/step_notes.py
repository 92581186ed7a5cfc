"""What the hall itself has noted about a step: how the notes are told, and the acts that write and withdraw them."""

from collections.abc import Sequence
from datetime import datetime

from hall.service import Hall, catalogue, catalogue_views
from ui.counter.acts import Act, Values, choice, plain, text_of, words
from ui.counter.matters import Matter
from ui.shared.i18n import tr

Note = catalogue_views.NoteCard


def notes_for(notes: Sequence[Note], step: int) -> tuple[Note, ...]:
    """Return the notes on a step and those on the whole matter, in their order: the newest first."""
    return tuple(note for note in notes if note.step in (0, step))


def told(note: Note, now: datetime) -> str:
    """Return a note with its day and its author.

    Args:
        note: the note.
        now: the instant of the look, in the hall's zone: a note of another year names its year.
    """
    at = note.written_at.astimezone(now.tzinfo)
    day = f"{at:%m-%d}" if at.year == now.year else f"{at:%Y-%m-%d}"
    return tr("Updated {day}　{name}: {words}", day=day, name=note.author_name or tr("The hall"), words=note.words)


def acts_of(matter: Matter, step: int, notes: Sequence[Note]) -> tuple[Act, ...]:
    """Return the acts of whoever may write notes; the step at hand is proposed."""
    steps = {str(each.no): f"{each.no} {each.place}：{each.action}" for each in matter.steps}
    fields = (
        choice("step", tr("For which step"), {**steps, "0": tr("The whole matter")}),
        words("words", tr("What a colleague should know")),
    )

    def write(hall: Hall, values: Values) -> object:
        chosen = int(text_of(values, "step") or "0")
        return hall.do(catalogue.note_step, matter_code=matter.code, step=chosen, words=text_of(values, "words"))

    at_hand = str(step) if str(step) in steps else "0"
    note = Act(
        "note_step", tr("Write a note on this step"), write, fields, needs="catalogue.note_step", seldom=True,
        explained=tr("It stands on the card of the step, with the day and your name, for everybody who does it."),
        done=tr("The note stands on the card."), start={"step": at_hand},
    )  # fmt: skip
    return (note, *(_withdraw(each) for each in notes))


def _withdraw(note: Note) -> Act:
    said = note.words if len(note.words) <= 12 else f"{note.words[:11]}…"
    return Act(
        "withdraw_note", tr("Withdraw the note “{words}”", words=said),
        plain(catalogue.withdraw_note, note_id=note.id), needs="catalogue.withdraw_note", seldom=True,
        done=tr("The note is off the card."),
    )  # fmt: skip
