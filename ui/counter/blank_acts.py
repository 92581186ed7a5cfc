"""Naming the secure blanks of a case's papers outside a visit: before the seal, before they are handed over."""

from collections.abc import Sequence

from hall.service import Hall, Reading, documents, documents_blanks, documents_views
from ui.counter.acts import Act, Values, line, text_of
from ui.counter.paper_words import to_confirm
from ui.shared.i18n import tr

Need = documents_blanks.BlankNeed


def acts_of(reading: Reading, case_id: str) -> tuple[Act, ...]:
    """Return an act for each paper of a case that the clerk holds and whose serials nobody has named yet."""
    papers = documents_views.documents_of(reading, subject_id=case_id)
    needs = documents_blanks.blank_needs(reading, document_ids=[paper.id for paper in to_confirm(papers)])
    return tuple(map(_name_blanks, needs))


def _name_blanks(need: Need) -> Act:
    fields = [line(f"serial{place}", _label(need, part)) for place, part in enumerate(need.parts)]

    def run(hall: Hall, values: Values) -> object:
        serials = [text_of(values, field.id) for field in fields]
        return hall.do(documents.confirm_printed, document_id=need.document_id, serials=serials)

    return Act(
        f"confirm_printed.{need.document_id}",
        tr("“{paper}” is here: name its blank", paper=need.title),
        run,
        fields,
        explained=tr("Compare the serial with the sheet: Enter if it is the same, else type the right one."),
        needs="documents.confirm_printed",
        done=tr("On record."),
        start=dict(_proposed(need.serials)),
    )


def _proposed(serials: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((f"serial{place}", serial) for place, serial in enumerate(serials))


def _label(need: Need, part: str) -> str:
    """Return what the line of one sheet is called."""
    return tr("{blank}, {part}", blank=need.blank, part=part) if part else tr("Serial of the {blank}", blank=need.blank)
