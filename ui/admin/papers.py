"""Papers of the administrator that go to the printer at once and lie in no outbox."""

from hall.documents.content import Content, Copy, Sheet, copies_of
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.service import Hall, Reading, facts_of, privacy_papers, privacy_rules
from printing.spooler import Spooler
from ui.shared.printers import RoutedSpooler

PAGE = "page"


def print_sheet(spooler: Spooler, pdf: bytes, title: str) -> None:
    """Print what may lie on no disk.

    Raises:
        Refusal: `ui.no_real_printer` where papers of this PC go into a folder; what the spooler says.
    """
    if isinstance(spooler, RoutedSpooler) and spooler.place(PAGE).way == "folder":
        raise Refusal("ui.no_real_printer")
    spooler.print(pdf, printer=PAGE, sheet=Sheet.A4, title=title, reference=new_id())


def print_notice(hall: Hall, spooler: Spooler) -> None:
    """Print the notice on personal data for the entrance."""
    from printing.drawing import draw  # reportlab is loaded when there is something to draw

    content = hall.see(_notice)
    pdf = draw(content, _copy(content))
    spooler.print(pdf, printer=PAGE, sheet=Sheet.A4, title=content.title, reference=new_id())


def _notice(reading: Reading) -> Content:
    kinds = [(rule.kind, rule.data) for rule in privacy_rules.retention_rules() if rule.code != "audit"]
    retention = privacy_papers.retention_of(reading)
    return privacy_papers.privacy_notice(facts_of(reading), kinds, retention, reading.today)


def _copy(content: Content) -> Copy:
    return copies_of(content, printed_at="", staff_number="")[0]
