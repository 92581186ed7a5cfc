"""Shows a masked number in full for a moment, when somebody asks for it and says why; every look is on record."""

from collections.abc import Callable
from typing import Self

from PySide6.QtCore import QObject

from hall.kernel.masks import mask_phone
from hall.kernel.refusal import Refusal
from hall.service import Hall, people, people_looking
from ui.shared import tasks
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.i18n import mark, tr
from ui.shared.messages import line_of, say_refusal
from ui.shared.row_list import Row

SHOWN_MS = 30_000
"""So long a full number stays; whoever needs it longer asks again."""

PURPOSES = {
    "verify": mark("Compare the identity"),
    "contact": mark("Contact the person"),
    "own_request": mark("The person asks for it"),
    "audit": mark("Inspection and audit"),
    "other": mark("Something else: write it below"),
}


class Masked(str):
    """A masked number as a window shows it, with what is needed to ask for the whole of it.

    Attributes:
        person_id: whose number it is.
        what: `id_number`, `phone` or `address`.
        case_id: for which case it is looked at, None outside a case.
        record: `sheet` or `rating` where the number stands on that record and not in the register; `key` is its key.
    """

    person_id: str
    what: str
    case_id: str | None
    record: str
    key: str

    def __new__(cls, text: str, person_id: str, what: str, case_id: str | None = None) -> Self:
        """Make one; empty text stays an empty fact, which is not shown."""
        masked = super().__new__(cls, text)
        masked.person_id, masked.what, masked.case_id = person_id, what, case_id
        masked.record, masked.key = "", ""
        return masked

    @classmethod
    def phone_on(cls, record: str, key: str, phone: str) -> Self:
        """Make one of the telephone number on a record, whose owner need not be in the register."""
        masked = cls(mask_phone(phone), "", "phone")
        masked.record, masked.key = record, key
        return masked

    @property
    def whose(self) -> tuple[str, ...]:
        """What tells one masked number from another."""
        return (self.person_id, self.what, self.record, self.key)


class Reveals(QObject):
    """Asks the hall for full numbers: at once while the person is served, otherwise after asking why."""

    def __init__(self, hall: Hall, sheet: ChoiceSheet, parent: QObject) -> None:
        super().__init__(parent)
        self._hall = hall
        self._sheet = sheet

    def ask(self, masked: Masked, show: Callable[[str], object]) -> None:
        """Ask for the whole of a masked number; `show` gets it, if it is given."""
        self._look(masked, show, "", "")

    def tell(self, masked: Masked) -> None:
        """Ask for the whole, and say it in the message line for half a minute: for a page that shows no facts apart."""
        self.ask(masked, self._tell)

    def _tell(self, whole: str) -> None:
        line = line_of(self)
        if line is not None and whole:
            line.offer(tr("In full: {number}", number=whole), tr("Hide it"), line.clear, SHOWN_MS)
        elif line is not None:
            line.tell(tr("No number was left."))

    def _look(self, masked: Masked, show: Callable[[str], object], purpose: str, words: str) -> None:
        def work() -> str:
            return self._hall.do(
                people.reveal,
                person_id=masked.person_id,
                what=masked.what,
                purpose=purpose,
                case_id=masked.case_id,
                words=words,
                record=masked.record,
                key=masked.key,
            )

        tasks.run(self, work, show, lambda refusal: self._on_refused(refusal, masked, show))

    def _on_refused(self, refusal: Refusal, masked: Masked, show: Callable[[str], object]) -> None:
        if refusal.code != "people.look_purpose":
            say_refusal(self, refusal)
            return
        rows = [Row(code, tr(PURPOSES[code])) for code in people_looking.PURPOSES]
        self._sheet.ask(
            tr("Why do you need the full number? The look stays on record."),
            rows,
            lambda code, words: self._look(masked, show, str(code), words),
            note=tr("The reason in a few words, without numbers"),
        )
