"""`hall scenario`: plays what staff have written down about cases, and prints what differs."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import typer

from hall.simulation.scenarios.play import Difference, load, play
from ui.shared.i18n import sentence, tr


def play_files(files: Sequence[Path], *, as_json: bool) -> int:
    """Play the scenarios of files and folders, each in a fresh hall in memory; answers with the exit code.

    Raises:
        Refusal: `simulation.scenario_…`: a file cannot be played as it is written.
    """
    scenarios = load(files)
    differences: list[Difference] = []
    differing = 0
    for scenario in scenarios:
        found = play(scenario, sentence)
        differences += found
        differing += bool(found)
        if not as_json:
            for difference in found:
                typer.echo(_told(difference))
    if as_json:
        outcome = {"scenarios": len(scenarios), "differ": differing, "differences": [asdict(d) for d in differences]}
        typer.echo(json.dumps(outcome, ensure_ascii=False))
    else:
        typer.echo(tr("{count} scenarios, {differing} differ", count=len(scenarios), differing=differing))
    return 1 if differing else 0


def _told(difference: Difference) -> str:
    return tr(
        "{file} “{scenario}” step {step} ({did}): {what} should be “{expected}” and is “{found}”.",
        **asdict(difference),
    )
