"""Samples of the papers that this room itself draws."""

from hall.documents.content import Content
from hall.documents.recovery_paper import recovery_sheet

_CODE = "SAMP-LEAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-BBBB"
"""A code of no hall: its last group does not fit the others."""


def document_samples() -> dict[str, Content]:
    """Return the samples by a name that says kind and length."""
    return {
        "recovery_sheet_short": _sheet("幸福里社区便民服务中心"),
        "recovery_sheet_long": _sheet("幸福里街道和平路社区党群服务中心暨便民服务大厅"),
    }


def _sheet(hall: str) -> Content:
    return recovery_sheet(hall=hall, code=_CODE, key_id="5f0a1b2c3d4e5f60", day="2026年11月23日")
