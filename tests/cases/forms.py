"""Fills in the form of any matter with made-up values that are in order, as the simulation's applicants do."""

import datetime as dt
from collections.abc import Mapping
from random import Random
from typing import Any

from hall.catalogue.form import Asked
from hall.catalogue.matter import Matter
from hall.catalogue.offer import CodeTable
from hall.simulation.forms import FormFiller

PERSON = {"name": "㭎小满"}
_DAY = dt.date(2026, 5, 6)


def filled_in(matter: Matter, codes: Mapping[str, CodeTable], *, required_only: bool = True) -> dict[str, Any]:
    """Return a form with every required field, those of the result included, or with all fields."""

    def options(table: str) -> list[str]:
        return [entry.code for entry in codes[table].codes]

    return FormFiller(Random(7), _DAY, options, required_only=required_only).fill(matter, PERSON, asked=tuple(Asked))
