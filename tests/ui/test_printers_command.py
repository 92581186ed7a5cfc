"""`hall printers` says which printer takes which papers, and keeps what it is told."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ui.command_line import app
from ui.shared import printer_setup


@pytest.fixture(autouse=True)
def own_setup(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(printer_setup, "user_config_path", lambda *_args, **_more: tmp_path / "config")


def _hall(tmp_path: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["--data", str(tmp_path / "data"), "printers", *words])
    if result.exception is not None:
        raise result.exception
    return result.output


def test_a_ticket_printer_is_set_measured_and_forgotten(tmp_path: Path) -> None:
    assert "存成文件，不打印" in _hall(tmp_path)
    _hall(tmp_path, "set", "ticket", "127.0.0.1:9", "--way", "escpos", "--window", "kiosk")
    _hall(tmp_path, "calibrate", "ticket", "--aside", "18.5", "--down", "22", "--window", "kiosk")
    ticket = json.loads(_hall(tmp_path, "show", "--json", "--window", "kiosk"))[0]
    assert (ticket["name"], ticket["dx"], ticket["dy"]) == ("127.0.0.1:9", 1.5, -2.0)
    assert ticket["troubles"] == ["unreachable"]
    assert "127.0.0.1" not in _hall(tmp_path)
    _hall(tmp_path, "reset", "ticket", "--window", "kiosk")
    assert json.loads(_hall(tmp_path, "show", "--json", "--window", "kiosk"))[0]["way"] == "folder"


def test_a_trial_sheet_comes_out(tmp_path: Path) -> None:
    _hall(tmp_path, "test", "page")
    assert len([*(tmp_path / "data" / "printed").glob("*.pdf")]) == 1
