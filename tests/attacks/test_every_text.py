"""SQL and worse in every text that an action takes: it is refused or kept as plain words, and nothing else changes."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Set
from typing import Any

import pytest
from sqlalchemy import inspect as look_at
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from hall.audit.model import AuditEntry
from hall.check import find_problems
from hall.contacts import actions as contacts
from hall.contacts import views as contacts_views
from hall.kernel.actor import Actor
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from hall.people import actions as people
from hall.people import views as people_views
from hall.security import actions as security
from hall.simulation.sample import SampleHall
from hall.storage.action import all_actions
from tests.attacks import furnished
from tests.attacks.furnished import HOSTILE

WORDS = {
    code: words
    for file in resource("translations", "zh_CN", "refusals").glob("*.toml")
    for code, words in tomllib.loads(file.read_text(encoding="utf-8")).items()
}
ATTACKED = sorted(set(all_actions()) - set(furnished.AT_A_DEVICE))


class Attack:
    """Every action of a furnished hall, attacked; what came of it."""

    def __init__(self, sample: SampleHall) -> None:
        self.sample = sample
        self.outcomes: dict[str, set[str]] = defaultdict(set)
        self._gate = sample.itself._gate
        self._actors = furnished.actors(sample)
        self._keys = furnished.keys_of(sample.itself)

    def run(self) -> None:
        """Attack each action: all texts at once with no real key, then one text at a time with real ones."""
        for name in ATTACKED:
            texts = frozenset(furnished.texts_of(name))
            words = texts - set(furnished.KEYS)
            self.attempt(name, texts, self._actors[0])
            if name in furnished.ENDS_THE_HALL:
                continue
            for hostile in {words, *(frozenset({each}) for each in texts)} - {texts}:
                self.attempt(name, hostile, self._actors[0])
            self.attempt(name, words, self._actors[1], turn=1)

    def attempt(self, name: str, hostile: Set[str], actor: Actor, turn: int = 0) -> None:
        given = furnished.given_to(name, hostile, lambda argument: self._key(argument, turn))
        assert given is not None, f"{name}: say in tests/attacks/furnished.py what it takes"
        try:
            self._gate.do(all_actions()[name], actor, new_id(), **given)
        except Refusal as refusal:
            self.outcomes[name].add(refusal.code)
        else:
            if "done" not in self.outcomes[name]:
                self._keys = furnished.keys_of(self.sample.itself)  # it may have made something that others ask for
            self.outcomes[name].add("done")

    def _key(self, argument: str, turn: int) -> str | None:
        known = self._keys.get(argument)
        return known[turn % len(known)] if known else None


def shape_of(sample: SampleHall) -> dict[str, Any]:
    """Return the tables with their columns, and the guards."""
    with Session(sample.itself._engine) as session:
        looking = look_at(session.connection())
        tables = {name: [each["name"] for each in looking.get_columns(name)] for name in looking.get_table_names()}
        guards = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")).all()
        return {**tables, "guards": guards}


def rows_of(sample: SampleHall, *tables: str) -> dict[str, set[Any]]:
    with Session(sample.itself._engine) as session:
        return {name: set(session.scalars(text(f"SELECT rowid FROM {name}"))) for name in tables}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SampleHall]:
    sample = furnished.lived_hall(f"sqlite:///{tmp_path_factory.mktemp('attack') / 'hall.sqlite3'}")
    yield sample
    sample.itself.close()


def test_hostile_words_are_refused_with_a_sentence_and_a_row_or_kept_as_words(sample: SampleHall) -> None:
    kept = ("person", "case_file", "contact_sheet", "ticket", "document", "audit_entry", "staff", "rating", "seal")
    shape, before = shape_of(sample), rows_of(sample, *kept)
    attack = Attack(sample)
    attack.run()
    assert shape_of(sample) == shape
    after = rows_of(sample, *kept)
    assert [name for name in kept if not before[name] <= after[name]] == []
    noted = {(name, code) for name, codes in attack.outcomes.items() for code in codes}
    assert sorted(f"{name}: {code}" for name, code in noted if code != "done" and not WORDS.get(code)) == []
    with Session(sample.itself._engine) as session:
        recorded = set(session.execute(select(AuditEntry.action, AuditEntry.outcome)).tuples())
    assert {each for each in noted if each[1] != "done"} <= recorded
    reached = {name for name, codes in attack.outcomes.items() if codes - {"gate.gone"}}
    assert len(reached) > 230, sorted(set(ATTACKED) - reached)
    assert len(furnished.holding_hostile_words(sample.itself)) > 25
    assert list(sample.itself.see(find_problems)) == []


@pytest.mark.parametrize(
    ("words", "code"), [("楼" * 51, "gate.too_long"), ("half a character \ud83d", "gate.unstorable")]
)
def test_what_no_column_takes_is_refused_and_not_cut(sample: SampleHall, words: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        sample.itself.do(security.add_device, kind="guide", name=words)
    assert refused.value.code == code


def test_hostile_words_of_a_resident_stay_words(sample: SampleHall) -> None:
    desk = sample.guide
    person = desk.do(people.register, name="程小满", id_kind="passport", id_number="E12345679", address=HOSTILE)
    sheet = desk.do(contacts.open_sheet, matter_text=HOSTILE, person_id=person)
    desk.do(contacts.answer, sheet_id=sheet, words=HOSTILE)
    assert desk.see(people_views.person, person_id=person).address == HOSTILE.strip()
    assert desk.see(contacts_views.sheet, sheet_id=sheet).card.matter_text == HOSTILE.strip()
    for wanted in ("%", "_", "' OR '1'='1"):
        assert desk.see(people_views.find, text=wanted) == ()
    assert person in {card.id for card in desk.see(people_views.find, text="小满")}
    assert desk.do(security.sign_in, number=HOSTILE, password=HOSTILE) is None
