"""What `hall privacy` does: what is over its time, clearing it, holds, and a resident's own data."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from hall.kernel.refusal import Refusal
from hall.opening import open_hall
from hall.service import Hall, SystemHall, find_problems, privacy, privacy_views
from ui.shared.i18n import tr


def show_due(folder: Path, *, as_json: bool) -> int:
    """Show what is over its time, masked; nothing changes."""
    with opened(folder) as hall:
        lines = hall.see(privacy_views.count_due)
    if as_json:
        plain = [
            {"rule": line.rule.code, "term": line.term, "count": line.count, "examples": list(line.examples)}
            for line in lines
        ]
        typer.echo(json.dumps(plain, ensure_ascii=False))
        return 0
    for line in lines:
        typer.echo(f"{line.rule.kind}（{line.rule.code}）　{line.rule.since}起 {line.term}　{line.count} 条")
        for example in line.examples:
            typer.echo(f"    {example}")
    if not any(line.count for line in lines):
        typer.echo(tr("Nothing is over its time."))
        return 0
    typer.echo(tr("Nothing was changed. To clear it: hall privacy apply --leader NUMBER."))
    return 0


def apply(folder: Path, leader: str, password: str, *, as_json: bool) -> int:
    """Clear what is over its time in batches; answers with the exit code. It may be stopped and run again.

    Raises:
        Refusal: `privacy.…`.
    """
    with opened(folder) as hall:
        run_id = hall.do(privacy.ask_to_clear)
        if not hall.do(privacy.agree_to_clear, run_id=run_id, leader=leader, password=password):
            raise Refusal("privacy.wrong_password")
        total = sum(line.count for line in hall.see(privacy_views.count_due))
        try:
            with _progress(total, quiet=as_json) as advance:
                counts = {code: clear_rule(hall, run_id, code, advance) for code in privacy.clearing_rules()}
        except KeyboardInterrupt:
            raise Refusal("privacy.stopped") from None
        problems = hall.see(lambda reading: list(find_problems(reading)))
    if as_json:
        typer.echo(json.dumps({"run": run_id, "cleared": counts, "whole": not problems}, ensure_ascii=False))
    else:
        typer.echo(tr("{count} records cleared; run {run}.", count=sum(counts.values()), run=run_id))
        typer.echo("\n".join(problems) or tr("The data is whole: numbers, journals, audit chains and responsibility."))
    return 1 if problems else 0


def clear_rule(hall: Hall, run_id: str, code: str, advance: Callable[[int], object]) -> int:
    """Clear everything that is due under one rule, batch by batch; answers with how many rows."""
    count = 0
    while done := hall.do(privacy.clear, run_id=run_id, rule=code):
        count += done
        advance(done)
    return count


def set_hold(folder: Path, person: str, case_id: str, ground: str, words: str) -> int:
    """Keep the data of a person or a case from being cleared."""
    with opened(folder) as hall:
        person_id = hall.see(privacy_views.person_of, text=person) if person else ""
        hold_id = hall.do(privacy.hold, ground=ground, words=words, person_id=person_id, case_id=case_id)
    typer.echo(tr("Held: {hold}. It is cleared again after: hall privacy release {hold}", hold=hold_id))
    return 0


def release(folder: Path, hold_id: str, why: str, leader: str, password: str) -> int:
    """End a hold once a leader has agreed.

    Raises:
        Refusal: `privacy.…`; `ui.leader_password_hold` for a wrong password.
    """
    with opened(folder) as hall:
        if not hall.do(privacy.release, hold_id=hold_id, words=why, leader=leader, password=password):
            raise Refusal("ui.leader_password_hold")
    typer.echo(tr("The hold is over."))
    return 0


def show_holds(folder: Path, *, as_json: bool) -> int:
    """List the holds that stand."""
    with opened(folder) as hall:
        cards = hall.see(privacy_views.holds)
    plain: Sequence[dict[str, Any]] = [
        {"id": card.id, "person": card.person, "case": card.case_id, "ground": card.ground, "words": card.words,
         "since": card.since.isoformat(), "set_by": card.set_by}
        for card in cards
    ]  # fmt: skip
    if as_json:
        typer.echo(json.dumps(plain, ensure_ascii=False))
        return 0
    for card in cards:
        typer.echo(f"{card.id}　{card.ground}　{card.person or card.case}　{card.words}".rstrip())
    typer.echo(tr("{count} holds stand.", count=len(cards)))
    return 0


@contextmanager
def opened(folder: Path) -> Iterator[SystemHall]:
    """Open the hall for a command and let go of it afterwards."""
    hall = open_hall(folder, kind=SystemHall)
    try:
        yield hall
    finally:
        hall.close()


@contextmanager
def _progress(total: int, *, quiet: bool) -> Iterator[Callable[[int], object]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, quiet=quiet)) as bar:
        task = bar.add_task(tr("Clearing what is over its time"), total=total)
        yield lambda done: bar.advance(task, done)
