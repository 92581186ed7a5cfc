"""What the administrator reads of the copies of a hall: how old they are, whether they hold, and what to do now."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from hall.kernel.refusal import Refusal
from ui.admin.machine import Copy, Nights
from ui.admin.words import day, minute
from ui.shared.folder import Link
from ui.shared.i18n import mark, sentence, tr
from ui.shared.page import Office
from ui.shared.state_mark import Light

KINDS = {
    "day": mark("After the close of the day"),
    "upgrade": mark("Before an upgrade"),
    "night": mark("By the host at night"),
    "night_portable": mark("By the host at night, portable"),
    "portable": mark("Portable copy"),
}
OLD, VERY_OLD = timedelta(days=2), timedelta(days=7)
SHOWN = 12
"""Copies that are listed, the newest ones."""


def state_of(cards: Sequence[Copy], now: datetime, office: Office) -> tuple[Light, str]:
    """Return how safe the hall is: how old the newest copy is that opens and holds."""
    newest = newest_good(cards)
    if newest is None:
        return Light.RED, tr("no copy yet")
    old = now - newest.at
    light = Light.RED if old > VERY_OLD else Light.YELLOW if old > OLD else Light.GREEN
    return light, tr("newest: {age}", age=age(newest.at, now, office))


def newest_good(cards: Sequence[Copy]) -> Copy | None:
    """Return the newest copy of which nobody knows anything bad."""
    good = (card for card in cards if not card.trouble and not card.problems)
    return max(good, key=lambda card: card.at, default=None)


def warnings(
    cards: Sequence[Copy], nights: Nights | None, now: datetime, office: Office, *, is_host: bool
) -> Iterator[str]:
    """Yield what is not as it should be, each with what to do."""
    newest = newest_good(cards)
    if newest is None:
        yield tr("There is no copy: if this PC breaks, everything is lost. Make one on a stick now.")
    elif now - newest.at > OLD:
        yield tr("The newest copy is of {day}: nothing that was done since is in it.", day=day(office, newest.at))
        yield (
            tr("Make one now, and leave the host on at night: it copies by itself.")
            if nights
            else tr("Make one now; each close of the day makes one by itself.")
            if not is_host
            else tr("Make one now.")
        )
    for card in cards[:SHOWN]:
        if card.trouble:
            trouble = sentence(Refusal(card.trouble, file=card.file.name))
            yield tr("{file} does not open: {trouble}", file=card.file.name, trouble=trouble)
        elif card.problems:
            yield tr("{file} did not hold when it was brought back for proof: make a new one.", file=card.file.name)


def by_itself(nights: Nights | None, office: Office) -> Iterator[str]:
    """Yield what is copied without anybody asking for it."""
    if nights is not None:
        yield tr("Each day at {at} the host makes one by itself; the last {count} stay.", at=nights.copy_at,
                 count=nights.kept)  # fmt: skip
        yield (
            tr("The database stands on a server of others: whoever runs it copies it whole. Ask them.")
            if nights.elsewhere
            else tr("Between them the log holds every step, up to {at}.", at=minute(office, nights.log_until))
            if nights.log_until
            else tr("The log between them has not begun yet: look again in ten minutes.")
        )
    else:
        yield tr("Each close of the day makes a copy in the folder “backups” of the hall.")


def link(card: Copy, now: datetime, office: Office) -> Link:
    """Return one copy as a line: what it is, how old, and whether it holds."""
    light, word = _held(card, office)
    remark = "　".join((age(card.at, now, office), word if card.is_here else tr("taken away; {word}", word=word)))
    kind = tr(KINDS[card.kind])
    name = card.file.name if card.kind == "portable" else f"{card.file.parent.name}/{card.file.name}"
    return Link(tr("{kind} {at}　{file}", kind=kind, at=minute(office, card.at), file=name),
                remark=remark, light=light)  # fmt: skip


def age(at: datetime, now: datetime, office: Office) -> str:
    """Return how long ago a day was, as people say it."""
    days = (office.local(now).date() - office.local(at).date()).days
    return tr("today") if days <= 0 else tr("yesterday") if days == 1 else tr("{days} days ago", days=days)


def _held(card: Copy, office: Office) -> tuple[Light, str]:
    if card.trouble:
        return Light.RED, tr("does not open")
    if card.problems:
        return Light.RED, tr("{count} things do not hold", count=card.problems)
    if card.proven_at:
        return Light.GREEN, tr("brought back for proof on {day}", day=day(office, card.proven_at))
    if card.read_back:
        return Light.GREEN, tr("read again when made")
    return Light.YELLOW, tr("not proven")
