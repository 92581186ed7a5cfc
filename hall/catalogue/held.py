"""What is collected once and used by many matters: which materials and form fields mean the same thing of a person."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from hall.catalogue.form import FormField
from hall.catalogue.matter import Material, Matter, MatterCode, Part, Slug, Text
from hall.catalogue.problems import CatalogueProblems, Problem
from hall.catalogue.terms import MaterialForm
from hall.catalogue.yaml_text import read_mapping
from hall.kernel.resources import resource

Months = Annotated[int, Field(ge=1, le=600)]

SERVED_FROM_FILE: Final = frozenset(
    {
        MaterialForm.COPY,
        MaterialForm.CHECK_AND_COPY,
        MaterialForm.CHECK_ONLY,
        MaterialForm.ELECTRONIC,
        MaterialForm.INFORMATION,
    }
)
"""Forms of a material for which the copy on file stands; an original or a form filled in goes into each case anew."""


class HeldKind(Part):
    """A kind of material that is kept once per person (在库材料), under whatever id the matters ask for it.

    Attributes:
        good_months: after so many months it is looked at again, where the document itself says no end.
        changes_with: facts of the person with which the document changes.
        not_for: matters that need it anew all the same, with the reason.
    """

    kind: Slug
    name: Text
    materials: tuple[Slug, ...] = Field(min_length=1)
    good_months: Months | None = None
    changes_with: tuple[str, ...] = ()
    not_for: dict[MatterCode, Text] = Field(default_factory=dict)


class NotKept(Part):
    """Materials that are not kept per person, and why."""

    reason: Text
    materials: tuple[Slug, ...]


class HeldFact(Part):
    """Something known of a person once, under whatever id the forms ask for it."""

    fact: str
    name: Text
    fields: tuple[str, ...] = ()
    codes: Text | None = None
    good_months: Months | None = None
    not_for: tuple[MatterCode, ...] = ()


class HeldMap(Part):
    """The shared vocabulary of materials and fields (一口采集、多口使用)."""

    kinds: tuple[HeldKind, ...] = ()
    not_kept: tuple[NotKept, ...] = ()
    facts: tuple[HeldFact, ...] = ()

    def kind(self, code: str) -> HeldKind | None:
        """Return a kind by its code."""
        return next((each for each in self.kinds if each.kind == code), None)

    def kind_of(self, matter: Matter, material: Material) -> HeldKind | None:
        """Return the kind under which a matter's material is kept, None where it is not kept per person."""
        found = next((each for each in self.kinds if material.id in each.materials), None)
        return None if found is None or matter.code in found.not_for else found

    def fact(self, code: str) -> HeldFact | None:
        """Return a fact by its code."""
        return next((each for each in self.facts if each.fact == code), None)

    def facts_in(self, matter: Matter) -> Iterator[tuple[FormField, HeldFact]]:
        """Yield the fields of a matter's form that ask for something known once, with the fact."""
        for field in matter.fields:
            for fact in self.facts:
                if field.id in fact.fields and matter.code not in fact.not_for:
                    yield field, fact


def read_held(folder: Path) -> HeldMap:
    """Return the vocabulary of a folder.

    Raises:
        CatalogueProblems: a file cannot be read as a mapping.
        ValidationError: of pydantic, when an entry is not in order.
    """
    whole: dict[str, object] = {}
    for file in sorted(folder.glob("*.yaml")):
        data = read_mapping(file)
        if isinstance(data, Problem):
            raise CatalogueProblems([data])
        whole |= data
    return HeldMap.model_validate(whole)


@lru_cache(maxsize=1)
def held_map() -> HeldMap:
    """Return the product's own vocabulary."""
    return read_held(resource("catalogue", "held"))
