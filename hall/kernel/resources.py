"""Where the product's own data lies: catalogue, fonts, themes, sounds, translations."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2] / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a file or folder below `resources/`."""
    return _ROOT.joinpath(*parts)
