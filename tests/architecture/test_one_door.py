"""What must happen in one place only happens there: exports, temporary files, the clipboard."""

import ast
import re

from tests.architecture.source import Source, calls, sources

EXPORT_FILE = "hall/kernel/export_file.py"
READS_TABLES = "hall/kernel/table_file.py"
SCRATCH = "hall/kernel/scratch.py"
CLIPBOARD = "ui/shared/clipboard.py"
OTHER_TEMPORARY = {
    "ui/shared/print_runs.py": "locks that every user of the PC must see; they are empty",
    "ui/bench/run.py": "made-up rows of the benchmark",
    "ui/commands/admin_machine.py": "the same at the administrator's window",
    "hall/host/recovering.py": "a server brought back to an earlier minute, beside the running one",
    "ui/commands/backup.py": "a copy brought back for proof, beside the copy; sealed as the copy is",
}
OF_BENCHES = "ui/bench/"


def imported(source: Source) -> set[str]:
    """Return the modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def importers_of(module: str) -> set[str]:
    return {source.path for source in sources("hall", "ui", "printing") if module in imported(source)}


def test_no_list_leaves_the_hall_but_through_the_one_export() -> None:
    assert importers_of("openpyxl") <= {EXPORT_FILE, READS_TABLES}
    assert importers_of("csv") <= {EXPORT_FILE, READS_TABLES}
    writers = {source.path for source in sources("hall", "ui") if re.search(r"\bWorkbook\(|csv\.writer", source.text)}
    assert writers == {EXPORT_FILE}


def test_every_exporter_says_who_takes_the_list() -> None:
    for source in sources("hall", "ui"):
        names = {name for name, _ in calls(source)}
        if {"save_workbook", "csv_text", "marked_html"} & names and source.path != EXPORT_FILE:
            assert re.search(r"ExportMark|mark_of", source.text), source.path


def test_temporary_files_are_made_in_the_one_private_folder() -> None:
    around = importers_of("tempfile") - {SCRATCH} - set(OTHER_TEMPORARY)
    assert {path for path in around if not path.startswith(OF_BENCHES)} == set()


def test_the_clipboard_has_one_keeper() -> None:
    used = {
        source.path
        for source in sources("ui")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr == "clipboard"
    }
    assert used == {CLIPBOARD}
