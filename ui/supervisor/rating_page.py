"""The bad ratings: the list by what is due, one rating, and its next step."""

from datetime import timedelta

from hall.kernel.masks import mask_phone
from hall.service import Reading, ratings_views, security_views
from ui.shared.fields.spec import Choice, Helpers
from ui.shared.folder import File, Folder, chosen
from ui.shared.i18n import tr
from ui.shared.page import Office
from ui.shared.reveal import Masked
from ui.shared.row_list import Row
from ui.shared.timeline import Event
from ui.supervisor import words
from ui.supervisor.steps import steps_of

CLOSED_DAYS = 30


def look(reading: Reading, office: Office, _scope: str, key: str) -> Folder:
    """Return the bad ratings that are open, what is due first on top, and those of the last thirty days that are not.

    Args:
        reading: the look at the data.
        office: whose desk it is.
        key: the rating to be open.
    """
    open_ones = ratings_views.bad_ratings(reading)
    closed = ratings_views.closed_ratings(reading, since=reading.today - timedelta(days=CLOSED_DAYS))
    cards = (*open_ones, *closed)
    rating_id = chosen([card.id for card in cards], key)
    return Folder(
        tr("Bad ratings: {count} open", count=len(open_ones)),
        tuple(_row(card, office) for card in cards),
        _file(reading, office, rating_id) if rating_id else None,
        tr("No bad rating is open. Good."),
    )


def _row(card: ratings_views.RatingCard, office: Office) -> Row:
    remark = words.light_word(card, office.local)
    below = tr("{state}　{place}", state=words.state(card), place=words.place(card))
    return Row(card.id, words.title(card), remark, words.light_of(card), below)


def _file(reading: Reading, office: Office, rating_id: str) -> File:
    file = ratings_views.rating(reading, rating_id=rating_id)
    card = file.card
    staff = tuple(Choice(each.id, f"{each.name}（{each.number}）") for each in security_views.colleagues(reading))
    return File(
        card.id,
        card.state,
        words.title(card),
        words.light_of(card),
        words.light_word(card, office.local),
        _facts(file, office),
        said=file.words,
        history=tuple(
            Event(step.at, tr(words.EVENTS[step.kind]), (step.staff_name, words.way(step.way)), step.words)
            for step in file.history
        ),
        steps=steps_of(card, office.may),
        helpers=Helpers(staff=staff),
        masked=Masked.phone_on("rating", card.id, file.phone) if card.named else None,
    )


def _facts(file: ratings_views.RatingFile, office: Office) -> tuple[str, ...]:
    """Return the lines about a rating, empty where there is nothing to say."""
    card = file.card
    ticket = tr("Ticket {number}", number=card.ticket_number) if card.ticket_number else ""
    given = tr("rated {at}", at=f"{office.local(card.given_at):%m-%d %H:%M}") if card.given_at else ""
    own = tr("You served this visit: ticket and hour are not shown to you.") if card.own else ""
    reasons = tr("Reasons: {reasons}", reasons="、".join(card.reasons)) if card.reasons else tr("No reason ticked")
    reach = (
        tr("Wants an answer: {name} {phone}", name=file.name or tr("no name"), phone=mask_phone(file.phone))
        if card.named else ""
    )  # fmt: skip
    handler = tr("Followed up by {name}", name=card.handler_name) if card.handler_name else ""
    return (
        "　".join(part for part in (words.place(card), ticket, given) if part),
        own,
        reasons,
        reach or tr("Anonymous"),
        "　".join(part for part in (words.state(card), handler) if part),
    )
