"""For what a whole case may be shown."""

from typing import Final

from hall.kernel.refusal import Refusal

PURPOSES: Final = {
    "audit": "审计、巡察",
    "inspection": "日常抽查",
    "complaint": "投诉核查",
    "review": "行政复议、诉讼",
    "resident": "当事人申请查阅",
    "handover": "工作交接",
}
"""Purposes (查阅目的) by code."""


def check_purpose(purpose: str, *, full: bool) -> None:
    """Refuse an unknown purpose, and a full look without one.

    Raises:
        Refusal: `dossier.purpose_missing`, `dossier.purpose_unknown`.
    """
    if full and not purpose:
        raise Refusal("dossier.purpose_missing", known="、".join(PURPOSES))
    if purpose and purpose not in PURPOSES:
        raise Refusal("dossier.purpose_unknown", known="、".join(PURPOSES))
