"""Sets counters up, shares the services out among them, and says who takes what."""

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from hall.opening import open_hall
from hall.service import SystemHall, catalogue_views, posts, posts_views
from ui.shared.i18n import tr


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed for a counter; None is what was not typed.

    Attributes:
        services: names or codes of the services that it takes first.
        others: whether it helps out with the others.
        quick: the longest matter in minutes, 0 for any.
    """

    services: Sequence[str] | None
    others: bool | None
    quick: int | None


def show(folder: Path, *, as_json: bool) -> int:
    """List the counters, and the services that there are; answers with the exit code."""
    with closing(open_hall(folder, kind=SystemHall)) as hall:
        cards, services = hall.see(posts_views.counters), hall.see(catalogue_views.services)
    if as_json:
        typer.echo(json.dumps([asdict(card) for card in cards], ensure_ascii=False))
        return 0
    names = {service.code: service.name for service in services}
    for card in cards:
        typer.echo(_line(card, names))
    typer.echo(tr("Services: {names}.", names="、".join(f"{name}（{code}）" for code, name in names.items())))
    return 0


def add_one(folder: Path, number: int, wish: Wish) -> int:
    """Set up a counter, for every service where none is named; answers with the exit code.

    Raises:
        Refusal: `posts.number_range`, `posts.number_taken`, `posts.quick_range`.
    """
    with closing(open_hall(folder, kind=SystemHall)) as hall:
        known = hall.see(catalogue_views.services)
        codes = _codes(known, wish.services) if wish.services else [service.code for service in known]
        hall.do(
            posts.add_counter,
            number=number,
            name=f"{number} 号窗口",
            services=codes,
            takes_any=wish.others if wish.others is not None else True,
            quick_minutes=wish.quick or 0,
        )
        return _told(hall, number)


def change_one(folder: Path, number: int, wish: Wish) -> int:
    """Change what a counter takes; answers with the exit code.

    Raises:
        Refusal: `posts.no_such_counter`, `posts.quick_range`.
    """
    with closing(open_hall(folder, kind=SystemHall)) as hall:
        card = hall.see(posts_views.counter_numbered, number=number)
        known = hall.see(catalogue_views.services)
        hall.do(
            posts.set_services,
            counter_id=card.id,
            services=_codes(known, wish.services) if wish.services else card.services,
            takes_any=wish.others if wish.others is not None else card.takes_any,
            quick_minutes=wish.quick if wish.quick is not None else card.quick_minutes,
        )
        return _told(hall, number)


def _told(hall: SystemHall, number: int) -> int:
    names = {service.code: service.name for service in hall.see(catalogue_views.services)}
    typer.echo(_line(hall.see(posts_views.counter_numbered, number=number), names))
    return 0


def _line(card: posts_views.CounterCard, names: dict[str, str]) -> str:
    every = set(names) <= set(card.services)
    own = tr("every service") if every else "、".join(names.get(code, code) for code in card.services)
    remarks = (
        (tr("helps out with the others"), card.takes_any and not every),
        (tr("quick: {minutes} minutes at most", minutes=card.quick_minutes), card.quick_minutes > 0),
    )
    return "  ".join((card.name, own, *(words for words, holds in remarks if holds)))


def _codes(known: Sequence[catalogue_views.ServiceCard], typed: Sequence[str]) -> list[str]:
    """Return the codes of services that were typed by name or code.

    Raises:
        typer.BadParameter: nothing is called so.
    """
    by_word = {word: service.code for service in known for word in (service.code, service.name)}
    for word in typed:
        if word not in by_word:
            names = "、".join(service.name for service in known)
            raise typer.BadParameter(tr("There is no service {name}; there are: {names}.", name=word, names=names))
    return [by_word[word] for word in typed]
