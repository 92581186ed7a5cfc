"""A newcomer knows where a line lives, and finds it short."""

import ast
import configparser
import re

import pytest

from tests.architecture.source import EVERYTHING, PRODUCT, ROOT, Source, calls, functions, sources, texts

LONGEST_FILE = 400
LONGEST_FUNCTION = 60

# What every room of hall/ holds, and nothing else but what is named below: a further file is a decision, not a habit.
# Its reason is its first sentence.
ROOM_FILES = {"__init__.py", "model.py", "rules.py", "actions.py", "views.py"}
FURTHER_FILES = {
    "agency": {"carrying.py", "leaving.py", "looking.py", "papers.py", "record.py"},
    "archive": {"checking.py", "digests.py", "index.py", "packing.py"},
    "backup": {
        "files.py",
        "filling.py",
        "known.py",
        "manifest.py",
        "moving.py",
        "numbers.py",
        "places.py",
        "proving.py",
        "restoring.py",
        "scratch.py",
        "snapshot.py",
        "tables.py",
        "writing.py",
    },
    "books": {"papers.py"},
    "exchange": {"making.py", "opening.py", "page.py", "parcel.py", "record.py"},
    "appointments": {"booking.py", "capacity.py", "files.py", "importing.py", "papers.py", "record.py"},
    "cases": {
        "looking.py",
        "acts.py",
        "auditing.py",
        "cards.py",
        "certificates.py",
        "clock.py",
        "consent_papers.py",
        "consents.py",
        "course.py",
        "demands.py",
        "duties.py",
        "duty_model.py",
        "duty_papers.py",
        "duty_rules.py",
        "duty_views.py",
        "endings.py",
        "facts.py",
        "filling.py",
        "form_words.py",
        "giving_back.py",
        "intake.py",
        "known.py",
        "leaving.py",
        "letters.py",
        "life.py",
        "material_papers.py",
        "materials.py",
        "notices.py",
        "outcome.py",
        "outside.py",
        "outside_model.py",
        "owing.py",
        "papers.py",
        "progress.py",
        "record.py",
        "recounting.py",
        "refusal_papers.py",
        "refusal_proofs.py",
        "refusal_rules.py",
        "refusing.py",
        "register_cards.py",
        "registers.py",
        "results.py",
        "returning.py",
        "reuse.py",
        "reuse_proofs.py",
        "reviewing.py",
        "samples.py",
        "sealing.py",
        "second_notices.py",
        "shares.py",
        "silence.py",
        "subjects.py",
        "supervision.py",
        "supervision_model.py",
        "supervision_papers.py",
        "supervision_rules.py",
        "term_rules.py",
        "terms.py",
        "tray.py",
        "undelivered.py",
        "violations.py",
        "watch.py",
        "words.py",
    },
    "catalogue": {
        "cleaning.py",
        "consistency.py",
        "files.py",
        "form.py",
        "held.py",
        "matter.py",
        "offer.py",
        "problems.py",
        "search.py",
        "terms.py",
        "values.py",
        "words.py",
        "yaml_text.py",
    },
    "contacts": {
        "chain.py",
        "handing.py",
        "looking.py",
        "papers.py",
        "promise_rules.py",
        "promises.py",
        "promising.py",
        "record.py",
        "taking_over.py",
    },
    "documents": {
        "blanks.py",
        "content.py",
        "kinds.py",
        "outbox.py",
        "proofs.py",
        "record.py",
        "register.py",
        "publishing.py",
        "signing.py",
        "statement.py",
        "recovery_paper.py",
        "samples.py",
        "typefaces.py",
        "verifying.py",
    },
    "dossier": {"around_parts.py", "case_parts.py", "masking.py", "page.py", "parts.py"},
    "host": {
        "binaries.py",
        "certificates.py",
        "cluster.py",
        "connection_file.py",
        "copying.py",
        "front.py",
        "given_tls.py",
        "given.py",
        "inviting.py",
        "joining.py",
        "plan.py",
        "pump.py",
        "recovering.py",
        "renewing.py",
        "rights.py",
        "running.py",
        "service.py",
        "setup.py",
        "status.py",
    },
    "keys": {"cards.py", "lists.py", "making.py", "signing.py", "vault.py"},
    "leaflets": {"papers.py"},
    "originals": {"custody.py", "leaving.py", "papers.py", "record.py"},
    "audit": {
        "chain.py",
        "comparing.py",
        "export.py",
        "following.py",
        "guard.py",
        "looks.py",
        "noting.py",
        "policy.py",
        "sinks.py",
        "words.py",
    },
    "people": {
        "ages.py",
        "finding.py",
        "fragments.py",
        "holdings.py",
        "importing.py",
        "looking.py",
        "retirement.py",
        "roster.py",
        "roster_rules.py",
        "samples.py",
        "seal_existing.py",
    },
    "posts": {"files.py", "help.py", "manning.py", "roster.py"},
    "privacy": {"chapters.py", "own_data.py", "page.py", "papers.py", "samples.py", "targets.py"},
    "queue": {
        "by_itself.py",
        "desk.py",
        "ending.py",
        "estimate.py",
        "figures.py",
        "floor.py",
        "hours.py",
        "learning.py",
        "leaving.py",
        "ledger.py",
        "life.py",
        "line_rules.py",
        "moving.py",
        "order.py",
        "pace.py",
        "pace_model.py",
        "papers.py",
        "policy.py",
        "priority.py",
        "prospect.py",
        "serving.py",
        "taking.py",
        "undoing.py",
    },
    "roles": {"grants.py", "logins.py", "machines.py", "rows.py", "statements.py"},
    "ratings": {"figures.py", "following.py", "looking.py", "record.py"},
    "screens": {"display.py", "facing.py", "leaving.py", "notices.py", "policy.py"},
    "security": {"keyfiles.py", "passwords.py", "policy.py", "sessions.py"},
    "seals": {
        "cards.py",
        "entries.py",
        "keepers.py",
        "keeping.py",
        "papers.py",
        "prints.py",
        "proofs.py",
        "record.py",
        "using.py",
    },
    "statistics": {
        "anchor_proofs.py",
        "anchoring.py",
        "anchors.py",
        "close_lines.py",
        "closing.py",
        "live.py",
        "papers.py",
        "staffing.py",
    },
    "stock": {"record.py", "using.py"},
    "templates": {
        "facts.py",
        "faults.py",
        "files.py",
        "known.py",
        "privacy.py",
        "samples.py",
        "sealing.py",
        "template.py",
        "wording.py",
    },
    "workdays": {"package.py"},
}
# Not rooms in which people do things, but what the rooms stand on or what lives in them.
NOT_ROOMS = {"kernel", "storage", "migrations", "simulation"}

# A migration is a record of how tables were, written once; nobody reads it from top to bottom.
RECORDS = "hall/migrations/versions/"

# Names by which a colour could slip in beside the theme's roles.
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\s*\(|\bhsla?\s*\(")
# Where colours are looked up by role, and therefore read and mixed.
COLOUR_HOME = {"ui/shared/theme.py"}


def rooms() -> list[str]:
    folders = {path.parent.name for path in (ROOT / "hall").glob("*/__init__.py")}
    return sorted(folders - NOT_ROOMS)


def read_by_people() -> list[Source]:
    return [source for source in sources(*EVERYTHING) if not source.path.startswith(RECORDS)]


@pytest.mark.parametrize("room", rooms())
def test_a_room_holds_the_same_few_files(room: str) -> None:
    held = {path.name for path in (ROOT / "hall" / room).iterdir() if path.name != "__pycache__"}
    strangers = held - ROOM_FILES - FURTHER_FILES.get(room, set())
    assert not strangers, f"hall/{room}: name the further file here, or move its lines"


def test_further_files_are_still_there() -> None:
    named = {f"hall/{room}/{name}" for room, files in FURTHER_FILES.items() for name in files}
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_no_file_is_longer_than_a_person_reads() -> None:
    long = {source.path: source.text.count("\n") for source in read_by_people()}
    assert {path: lines for path, lines in long.items() if lines >= LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{source.path}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for source in read_by_people()
        for node in functions(source)
    }
    assert {name: lines for name, lines in lengths.items() if lines >= LONGEST_FUNCTION} == {}


def test_every_module_opens_with_a_sentence() -> None:
    said = [source for source in sources(*EVERYTHING) if source.text.strip() or not source.path.startswith("tests/")]
    openings = {source.path: (ast.get_docstring(source.tree) or "").split("\n")[0] for source in said}
    assert {path: line for path, line in openings.items() if not line.endswith((".", "?"))} == {}


def test_no_widget_names_a_colour() -> None:
    painted = [
        f"{source.path}:{line} {text}"
        for source in sources("ui")
        if source.path not in COLOUR_HOME
        for text, line in texts(source)
        if COLOUR.search(text)
    ]
    assert painted == []


def test_no_widget_takes_a_colour_of_qt() -> None:
    painted = [
        f"{source.path}:{node.lineno}"
        for source in sources("ui")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr == "GlobalColor"
    ]
    assert painted == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    asked = [
        f"{source.path}:{line}"
        for source in sources("hall", "printing")
        if source.path != "hall/kernel/clock.py"
        for name, line in calls(source)
        if name in ("now", "today", "utcnow") and re.search(r"\b(datetime|date)\.\w+\(", _line(source.text, line))
    ]
    assert asked == []


def test_no_test_waits_by_sleeping() -> None:
    waits = [f"{source.path}:{line}" for source in sources("tests") for name, line in calls(source) if name == "sleep"]
    assert [wait for wait in waits if not wait.startswith("tests/waiting.py:")] == []


def test_no_test_is_passed_over() -> None:
    passed_over = [
        f"{source.path}:{node.lineno}"
        for source in sources("tests")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("skip", "skipif", "xfail", "importorskip")
    ]
    assert passed_over == []


def test_no_line_is_left_for_later() -> None:
    later = re.compile("TO" + r"DO\b|FIX" + r"ME\b|XX" + r"X\b")
    left = [source.path for source in sources(*EVERYTHING) if later.search(source.text)]
    assert left == []


def test_every_room_and_window_has_its_place_in_the_import_contracts() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    listed = {
        folder: set(re.findall(r"\w+", contracts[f"importlinter:contract:{name}"]["layers"]))
        for folder, name in (("hall", "rooms"), ("ui", "windows"))
    }
    for folder, names in listed.items():
        there = {path.parent.name for path in (ROOT / folder).glob("*/__init__.py")}
        there |= {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}
        assert there <= names


def test_the_packages_are_the_ones_that_design_names() -> None:
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} == {*PRODUCT, "installer", "tests"}


def _line(text: str, number: int) -> str:
    return text.splitlines()[number - 1]
