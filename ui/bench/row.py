"""One line of the benchmark table, and what it is held against."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Limit:
    """What a row must reach.

    Attributes:
        value: the bound.
        of: whether it bounds the figure itself or its ratio.
        sense: on which side of the bound a row must stay.
    """

    value: float
    of: Literal["ratio", "figure"] = "ratio"
    sense: Literal["at most", "at least"] = "at most"

    def holds(self, measured: float) -> bool:
        """Tell whether a measured value stays within the bound."""
        return measured <= self.value if self.sense == "at most" else measured >= self.value


@dataclass(frozen=True, slots=True)
class Row:
    """What one benchmark found; a figure of None was not run.

    Attributes:
        name: English source text of what was measured.
        unit: of the three figures.
        limit: what it must reach.
        figure: the hall's own.
        bare: the same rows written, or the same thing shown or drawn, with nothing of the hall in between.
        plain: the same rows through a plain session.
        against: what the ratio divides by, where that is neither `plain` nor, without it, `bare`.
        more: what else was found: the hall's figure by the size of the work, or how the slowest fared.
    """

    name: str
    unit: str
    limit: Limit
    figure: float | None = None
    bare: float | None = None
    plain: float | None = None
    against: float | None = None
    more: dict[str, float] = field(default_factory=dict)

    def found(
        self,
        figure: float,
        bare: float,
        plain: float | None = None,
        *,
        against: float | None = None,
        more: Mapping[str, float] | None = None,
    ) -> "Row":
        """Return the row with its figures."""
        return replace(self, figure=figure, bare=bare, plain=plain, against=against, more=dict(more or {}))

    @property
    def ratio(self) -> float | None:
        """The figure in multiples of what it is compared with."""
        for base in (self.against, self.plain, self.bare):
            if self.figure is not None and base:
                return self.figure / base
        return None

    @property
    def holds(self) -> bool | None:
        """Whether the row reaches what it must; None when it was not run."""
        measured = self.figure if self.limit.of == "figure" else self.ratio
        return None if measured is None else self.limit.holds(measured)

    def as_json(self) -> dict[str, Any]:
        """Return the row as JSON values."""
        values = asdict(self)
        limit = values.pop("limit")
        return {
            **{key: _short(value) for key, value in values.items()},
            "more": {name: _short(value) for name, value in self.more.items()},
            "ratio": _short(self.ratio),
            "limit": limit["value"],
            "limit_of": limit["of"],
            "limit_sense": limit["sense"],
            "holds": self.holds,
        }


def _short(value: Any) -> Any:  # noqa: ANN401 -- any value of a row
    return round(value, 3) if isinstance(value, float) else value
