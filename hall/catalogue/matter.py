"""One matter as the hall offers it: a value that can be edited, stored, compared and put into a case."""

import hashlib
import json
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from hall.catalogue.form import FormField
from hall.catalogue.terms import (
    CaseType,
    Confidence,
    DayKind,
    DeemedAcceptance,
    Level,
    MaterialForm,
    PaperKind,
    PauseReason,
    ResultKind,
    Role,
)

Text = Annotated[str, StringConstraints(min_length=1, max_length=600)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
MatterCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-\d{3}$")]
Days = Annotated[int, Field(ge=0, le=3650)]


class Part(BaseModel):
    """Something that a hall's staff wrote into a catalogue file: unknown keys are mistakes, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CommunityRole(Part):
    """What the community does, as kinds for the program and as words for the clerk."""

    kinds: tuple[Role, ...] = Field(min_length=1)
    text: Text


class Eligibility(Part):
    """Advice on who qualifies (条件参考): it never refuses, and `expr` is shown, never evaluated."""

    expr: Text | None = None
    note: Text | None = None
    params: tuple[Text, ...] = ()


class Material(Part):
    """What an applicant hands in (材料).

    One obtainable by sharing is not asked for (State Council Order 716, art. 7).
    """

    id: Slug
    name: Text
    form: MaterialForm
    copies: Annotated[int, Field(ge=0, le=20)]
    condition: Text | None = None
    shared: bool = False
    reuse_sensitive: bool = False
    note: Text | None = None


class Step(Part):
    """One step of a matter's way through the levels (流程环节)."""

    no: Annotated[int, Field(ge=1)]
    level: Level
    place: Text
    action: Text
    working_days: Annotated[int, Field(ge=1, le=400)] | None = None

    @property
    def held_here(self) -> bool:
        """Whether the community hall itself does this step; every other step is sent and its answer recorded."""
        return self.level is Level.COMMUNITY


class Limit(Part):
    """A time limit (时限): `value` None means that none exists nationally, 0 means on the spot.

    `parts` are the limits of successive steps, of which `value` is the sum; `extension` is what a leader may add.
    """

    value: Days | None
    unit: DayKind
    parts: tuple[Days, ...] = ()
    extension: Days | None = None
    basis: Text | None = None
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _no_limit(cls, data: object) -> object:
        """Read the `null` of a catalogue file as a limit without a value."""
        return {"value": None, "unit": DayKind.WORKING_DAY} if data is None else data

    @model_validator(mode="after")
    def _parts_add_up(self) -> Self:
        if self.parts and sum(self.parts) != self.value:
            raise PydanticCustomError("parts_sum", "parts", {"sum": sum(self.parts), "value": str(self.value)})
        return self


class Limits(Part):
    """The statutory limit (法定时限) and the one that the hall promises (承诺时限), which is what it is measured by."""

    statutory: Limit
    promised: Limit

    @model_validator(mode="after")
    def _promise_within_law(self) -> Self:
        law, promise = self.statutory, self.promised
        if law.value is None or promise.value is None or law.unit is not promise.unit:
            return self
        if promise.value > law.value:
            raise PydanticCustomError("promise_too_long", "limits", {"promised": promise.value, "law": law.value})
        return self


class Publicity(Part):
    """Whether a name is posted (公示): required for some matters and harmful for others."""

    required: bool
    days: Annotated[int, Field(ge=1, le=60)] | None = None
    day_kind: DayKind | None = None
    condition: Text | None = None
    not_for_minors: bool = False
    where: Text | None = None
    mask: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _days_when_required(self) -> Self:
        if self.required and (self.days is None or self.day_kind is None):
            raise PydanticCustomError("posting_days", "publicity", {})
        return self


class Result(Part):
    """What the matter ends in."""

    kinds: tuple[ResultKind, ...] = Field(min_length=1)
    note: Text | None = None


class Paper(Part):
    """A paper that belongs to a matter."""

    kind: PaperKind
    name: Text

    @property
    def issued_here(self) -> bool:
        """Whether the hall draws this paper; one of another body is recorded as a result."""
        return self.kind is not PaperKind.EXTERNAL


class Matter(Part):
    """A matter on offer (事项), with the law and the local practice that rule it as data.

    What residents read (names, conditions, `legal_basis`) holds no doubts: what staff still have to check against the
    original stands in `to_verify`, and what only rules elsewhere in `other_places`; neither is ever printed.
    """

    code: MatterCode
    name: Text
    name_en: Text
    department: Text
    also_called: tuple[Text, ...] = ()
    case_type: CaseType
    enabled: bool
    status: Text
    confidential: bool = False
    queue_name: Text | None = None
    reuse_sensitive: bool = False
    who_may_apply: Text
    decided_by: Text
    community_role: CommunityRole
    eligibility: Eligibility | None = None
    materials: tuple[Material, ...]
    fields: tuple[FormField, ...]
    steps: tuple[Step, ...]
    limits: Limits
    publicity: Publicity | None = None
    result: Result
    papers: tuple[Paper, ...]
    fee: Text
    deemed_acceptance: DeemedAcceptance = DeemedAcceptance.NONE
    tolerant_acceptance: bool = False
    in_person_only: bool = False
    pause_reasons: tuple[PauseReason, ...] = ()
    service_minutes: Annotated[int, Field(ge=1, le=240)]
    legal_basis: tuple[Text, ...]
    to_verify: tuple[Text, ...] = ()
    other_places: tuple[Text, ...] = ()
    notes: Text | None = None
    sources: tuple[Text, ...]
    confidence: Confidence
    confidence_note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _number_steps(cls, data: object) -> object:
        """Number the steps by their place in the file, so that one can be put in between."""
        if not isinstance(data, dict) or not isinstance(steps := data.get("steps"), list):
            return data
        numbered = [{"no": n, **s} if isinstance(s, dict) else s for n, s in enumerate(steps, start=1)]
        return {**data, "steps": numbered}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _refuse_repeated("materials", [m.id for m in self.materials])
        _refuse_repeated("fields", [f.id for f in self.fields])
        if self.confidential and self.queue_name is None:
            raise PydanticCustomError("queue_name_missing", "queue_name", {})
        if self.enabled and (self.case_type is CaseType.CANCELLED or not self.steps):
            raise PydanticCustomError("not_to_be_enabled", "enabled", {})
        if [s.no for s in self.steps] != list(range(1, len(self.steps) + 1)):
            raise PydanticCustomError("step_numbers", "steps", {})
        return self

    @property
    def public_name(self) -> str:
        """The name that tickets and screens may show: a neutral one for a sensitive matter."""
        return self.queue_name or self.name

    def chooses_from(self, codes: str) -> bool:
        """Whether a field of its form offers a code table."""
        return any(field.codes == codes for field in self.fields)

    @property
    def situations(self) -> tuple[str, ...]:
        """The questions of the counter: each condition text under which a material is needed, once."""
        return tuple(dict.fromkeys(m.condition for m in self.materials if m.condition))

    def may_reuse(self, material: Material) -> bool:
        """Whether a material on file may serve another matter without being asked for anew."""
        return not (self.reuse_sensitive or material.reuse_sensitive)


def _refuse_repeated(where: str, ids: list[str]) -> None:
    """Refuse two entries of one matter under one id."""
    for each in ids:
        if ids.count(each) > 1:
            raise PydanticCustomError("repeated_id", "repeated", {"id": each, "where": where})


def to_json(matter: Matter) -> str:
    """Return the canonical JSON of a matter: keys sorted, no spaces, every key present."""
    return json.dumps(matter.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Matter:
    """Return the matter that `to_json` wrote; raises pydantic's ValidationError on anything else."""
    return Matter.model_validate_json(text)


def digest(matter: Matter) -> str:
    """Return the SHA-256 of the canonical JSON in hex: two editions of a matter are the same if these are."""
    return hashlib.sha256(to_json(matter).encode()).hexdigest()
