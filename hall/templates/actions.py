"""Draws up a paper from its template and sends it to the printer."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hall.catalogue.matter import Matter
from hall.documents.actions import draft, issue, take_number
from hall.documents.kinds import KINDS
from hall.documents.statement import Proof
from hall.kernel.refusal import Refusal
from hall.storage.action import action
from hall.storage.work import Work
from hall.templates import facts, rules
from hall.templates.files import template_of
from hall.templates.known import Known
from hall.templates.rules import Filled
from hall.templates.sealing import ask_for_seal
from hall.templates.template import Template
from hall.templates.views import belongs, is_general

__all__ = ["ask_for_seal", "draw_up"]


@action
def draw_up(work: Work, *, template: str, values: Mapping[str, Any], case_id: str = "", ticket_id: str = "") -> str:
    """Draw up one paper of a case, or of a visit without one; answers with the document's key.

    A paper that somebody else has to look at first (posting, agreement, letter) is kept as a draft until then.

    Args:
        work: the open transaction.
        template: its code.
        values: what the clerk filled in or changed, by the ids of the fields; the rest is what is known.
        case_id: the case that it belongs to.
        ticket_id: the visit, where there is no case.

    Raises:
        Refusal: `templates.unknown` (template), `templates.no_subject`, `templates.not_of_matter` (paper, matter), and
            what `templates.rules.draw` says: a field that is missing, a value that nobody can read, a posting that
            tells more than it may.
    """
    paper = template_of(template)
    known, matter = _facts(work, case_id, ticket_id)
    _check_belongs(paper, matter)
    filled = rules.fill(paper, values, known)  # before a number is taken: a refusal leaves no gap in the series
    content = rules.draw(paper, values, known, take_number(work, paper.code))
    keep = draft if paper.approve else issue
    return keep(work, content, subject_id=case_id or ticket_id, proves=_proof(paper, filled))


def _proof(paper: Template, filled: Filled) -> Proof | None:
    """Return what the paper's signed statement says, None where it carries none."""
    if paper.proves is None:
        return None
    until = filled.values.get(paper.proves.until) if paper.proves.until else None
    last = dt.date.fromisoformat(str(until)) if until else None
    return Proof(filled.words.get(paper.proves.name, ""), paper.proves.purpose, last)


def _facts(work: Work, case_id: str, ticket_id: str) -> tuple[Known, Matter | None]:
    if case_id:
        return facts.of_case(work, case_id=case_id)
    if ticket_id:
        return facts.of_ticket(work, ticket_id=ticket_id)
    raise Refusal("templates.no_subject")


def _check_belongs(paper: Template, matter: Matter | None) -> None:
    """Refuse a paper of another matter."""
    if is_general(paper) or (matter is not None and belongs(paper, matter)):
        return
    name = matter.public_name if matter else "这次来访"
    raise Refusal("templates.not_of_matter", paper=KINDS[paper.code].title, matter=name)
