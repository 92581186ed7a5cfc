"""The stage of one scenario: a fresh hall, the people in it, and what has been made so far."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from sqlalchemy import select

from hall.cases.cards import CaseFile
from hall.cases.model import Case
from hall.cases.views import case
from hall.contacts.views import SheetFile, sheet
from hall.documents.kinds import KINDS as PAPER_KINDS
from hall.documents.model import Document
from hall.people.actions import register
from hall.people.samples import sample_identity
from hall.service import Hall
from hall.simulation.residents import NO_SUCH_COUNTY
from hall.simulation.scenarios.copies import Copy
from hall.simulation.scenarios.mistakes import Misread, known
from hall.simulation.scenarios.things import CASE, KINDS, SHEET
from hall.simulation.scenarios.words import SEXES
from hall.storage.work import Reading

_PERSON_KEYS: Final = ("性别", "出生", "证件号码", "电话", "住址")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was handed out."""

    id: str
    kind: str
    content: str

    @property
    def title(self) -> str:
        """What it is called."""
        return PAPER_KINDS[self.kind].title

    def says(self) -> str:
        """Return everything that stands on it, without spaces."""
        return "".join("".join(_texts(json.loads(self.content))).split())


def _versions(reading: Reading) -> dict[str, int]:
    """Return how many entries the journal of each case has."""
    return dict(reading.session.execute(select(Case.id, Case.version)).tuples().all())


def _texts(value: object) -> Iterator[str]:
    """Yield every text within a JSON value."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
    elif isinstance(value, str | int) and not isinstance(value, bool):
        yield str(value)


class Stage:
    """What a scenario acts upon.

    Attributes:
        copy: the hall.
        about: which thing the step at hand means, by kind.
    """

    def __init__(self, copy: Copy, people: Mapping[str, Mapping[str, Any]]) -> None:
        self.copy = copy
        self.about: Mapping[str, str] = {}
        self._people = people
        self._registered: dict[str, str] = {}
        self._labelled: dict[tuple[str, str], str] = {}
        self._latest: dict[str, str] = {}
        self._papers_before: set[str] = set()
        self._versions_before: dict[str, int] = {}
        self._files: dict[str, CaseFile] = {}

    def see(self, view: Callable[..., Any], **arguments: Any) -> Any:  # noqa: ANN401 -- whatever the view returns
        """Return what the hall itself sees."""
        return self.copy.itself.see(view, **arguments)

    # -- people

    def actor(self, name: str) -> Hall:
        """Return where somebody acts."""
        if name not in self.copy.actors:
            raise Misread("nobody", word=name, known=known(self.copy.actors, name))
        return self.copy.actors[name]

    def staff_id(self, name: str) -> str:
        """Return a colleague's key."""
        if name not in self.copy.staff:
            raise Misread("nobody", word=name, known=known(self.copy.staff, name))
        return self.copy.staff[name].id

    def person_id(self, name: str) -> str:
        """Return a resident's key; whoever is named for the first time is taken into the register."""
        if name not in self._people:
            raise Misread("no_resident", word=name, known=known(self._people, name) or "空")
        if name not in self._registered:
            self._registered[name] = self._register(name, self._people[name])
        return self._registered[name]

    def _register(self, name: str, facts: Mapping[str, Any]) -> str:
        """Take a resident into the register; a number with the right check digit is made from birth and sex."""
        if strange := [key for key in facts if key not in _PERSON_KEYS]:
            raise Misread("person", word=name, key=strange[0], known="、".join(_PERSON_KEYS))
        born, sex = str(facts.get("出生") or "1980-05-06"), SEXES.get(str(facts.get("性别") or "女"))
        try:
            number = sample_identity(Random(name), dt.date.fromisoformat(born), sex or "", NO_SUCH_COUNTY)
        except ValueError:
            raise Misread("person", word=name, key="出生", known="、".join(_PERSON_KEYS)) from None
        return self.copy.itself.do(
            register,
            name=name,
            id_kind="resident_card",
            id_number=str(facts.get("证件号码") or number),
            phone=str(facts.get("电话") or ""),
            address=str(facts.get("住址") or "幸福里社区3号楼2单元401室"),
        )

    # -- things

    def keep(self, kind: str, key: str, label: str) -> None:
        """Remember what a step has made; from now on it is the latest of its kind."""
        self._latest[kind] = key
        if label:
            self._labelled[kind, label] = key

    def labelled(self, label: str) -> str | None:
        """Return the kind of the thing that goes by a name, None where nothing does."""
        return next((kind for kind, name in self._labelled if name == label), None)

    def thing(self, kind: str, label: str = "") -> str:
        """Return the key of the thing that the step means: the one it names, or the latest of its kind."""
        name = label or self.about.get(kind, "")
        if not name:
            key = self._newest(kind) if KINDS[kind].newest else self._latest.get(kind)
            if not key:
                raise Misread("none_yet", kind=kind)
            return key
        if (kind, name) not in self._labelled:
            every = [each for of_kind, each in self._labelled if of_kind == kind]
            raise Misread("no_label", kind=kind, word=name, known=known(every, name) or "空")
        return self._labelled[kind, name]

    def _newest(self, kind: str) -> str | None:
        table = KINDS[kind].table
        newest = select(table.id).order_by(getattr(table, KINDS[kind].newest).desc(), table.id.desc()).limit(1)
        found: str | None = self.see(lambda reading: reading.session.scalar(newest))
        return found

    def state(self, kind: str, label: str = "") -> str:
        """Return the state of a thing as its row holds it."""
        key, of_kind = self.thing(kind, label), KINDS[kind]
        return str(self.see(lambda reading: getattr(reading.session.get_one(of_kind.table, key), of_kind.state)))

    def case(self, label: str = "") -> CaseFile:
        """Return everything about the case at hand."""
        case_id = self.thing(CASE, label)
        if case_id not in self._files:
            self._files[case_id] = self.see(case, case_id=case_id)
        return self._files[case_id]

    def sheet(self, label: str = "") -> SheetFile:
        """Return everything about the first-contact sheet at hand."""
        file: SheetFile = self.see(sheet, sheet_id=self.thing(SHEET, label))
        return file

    # -- what a step brings

    def begin_step(self, about: Mapping[str, str]) -> None:
        """Forget the papers and the entries of the step before."""
        self.about = about
        self.look_afresh()
        self._papers_before = {paper.id for paper in self.see(_papers)}
        self._versions_before = self.see(_versions)

    def look_afresh(self) -> None:
        """Forget what was seen: something has happened."""
        self._files.clear()

    def new_papers(self) -> list[Paper]:
        """Return the papers that this step has brought, by itself or because time has passed."""
        return [paper for paper in self.see(_papers) if paper.id not in self._papers_before]

    def new_events(self) -> list[str]:
        """Return what this step has written into the journal of the case at hand, in words."""
        file = self.case()
        return [each.name for each in file.history if each.seq > self._versions_before.get(file.card.id, 0)]


def _papers(reading: Reading) -> list[Paper]:
    """Return every paper of the hall in the order of its issue."""
    rows = select(Document.id, Document.kind, Document.content).order_by(Document.issued_at, Document.id)
    return [Paper(*row) for row in reading.session.execute(rows)]
