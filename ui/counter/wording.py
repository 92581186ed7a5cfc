"""How the counter's window says codes, in the reader's language."""

from collections.abc import Mapping

from ui.shared.i18n import mark

OUTCOMES: Mapping[str, str] = {
    "done": mark("Done on the spot"),
    "accepted": mark("Accepted, to be done within the limit"),
    "incomplete": mark("Told in writing what is missing"),
    "advised": mark("Question answered"),
    "referred": mark("Handed on, or shown where to go"),
    "refused": mark("Not accepted, with a written reason"),
    "left": mark("The resident has left"),
}
"""How a ticket ends, by the codes of the queue."""

HOLD_REASONS: Mapping[str, str] = {
    "fetch_material": mark("Went to fetch a material"),
    "fill_form": mark("Fills in a form"),
    "take_photo": mark("Takes photos or copies"),
    "pay": mark("Went to pay"),
    "wait_for_answer": mark("Waits for an answer"),
    "other": mark("Something else"),
}
"""Why a ticket is put on hold."""

SOURCES: Mapping[str, str] = {"counter": mark("without a ticket")}
"""How somebody came to be served, where that is worth a word."""

BACK_IN_LINE: Mapping[str, str] = {
    "third": mark("Back in line, third from the front."),
    "end": mark("Back in line, at its end."),
}
"""Where a missed ticket stands again, by the places of the queue's policy."""

TAKEN_BACK: Mapping[str, str] = {
    "waiting": mark("The call is taken back: {ticket} stands where it stood."),
    "serving": mark("{ticket} is not finished: go on with it."),
    "calling": mark("{ticket} is called again and not missed."),
}
"""What was taken back, by the state in which the ticket is again."""

REPRINT_REASONS: Mapping[str, str] = {
    "spoiled": mark("Jammed, smeared or blank"),
    "lost": mark("Lost"),
    "unreadable": mark("Hard to read"),
    "other": mark("Something else"),
}
"""Why a paper is printed again."""
