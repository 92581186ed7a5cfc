"""What a scanned text, a picture or a PDF is worth: the same answer for the command line and for the window."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from zoneinfo import ZoneInfo

from hall.documents.content import Content
from hall.kernel.refusal import Refusal
from hall.service import Hall, HallFacts, documents_verifying, keys_cards, keys_lists, keys_rules, keys_views
from hall.service import documents_statement as statements
from printing.signatures import PdfOutcome, PdfVerdict, check_pdf
from ui.shared.redrawing import Likeness, likeness

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PySide6.QtGui import QImage

Outcome = documents_verifying.Outcome
Verdict = documents_verifying.Verdict
KnownCertificate = keys_rules.KnownCertificate

LARGEST: Final = 50_000_000
"""Bytes of a file; a larger one is no paper."""
_NOTHING: Final = Verdict(Outcome.NOT_A_STATEMENT)
_QR_SCALE: Final = 300 / 72
_LARGEST_PAGE: Final = 1700.0
"""Points of the longer side of A2; whoever sends a larger page wants to fill the memory."""


class Judge(Protocol):
    """Who says what a statement is worth: a hall by its books, or cards and lists in files."""

    def judge(self, text: str) -> Verdict:
        """Return what a scanned text is worth."""

    def certificates(self) -> tuple[KnownCertificate, ...]:
        """Return the certificates that are believed."""

    def content(self, number: str) -> Content | None:
        """Return what the paper of a number says; None where this place has not issued it."""


@dataclass(frozen=True, slots=True)
class HallJudge:
    """A hall: its own books, and the cards and lists that it has taken in."""

    hall: Hall

    def judge(self, text: str) -> Verdict:
        """Return what a scanned text is worth."""
        return self.hall.see(documents_verifying.judge, text=text)

    def certificates(self) -> tuple[KnownCertificate, ...]:
        """Return the certificates that are believed."""
        return self.hall.see(keys_views.certificates)

    def content(self, number: str) -> Content | None:
        """Return what this hall's own paper of a number says."""
        return self.hall.see(documents_verifying.content_under, number=number)


class FileJudge:
    """A place without a hall: whoever hands it the cards has to know that they are genuine."""

    def __init__(self, files: Iterable[Path], today: date) -> None:
        """Read cards and lists, told apart by what they say.

        Raises:
            Refusal: `keys.…` for a file that is neither, or whose signature does not hold.
        """
        self._zone = ZoneInfo(HallFacts().zone)
        self._today = today
        self.cards: list[keys_cards.HallCard] = []
        lists: list[keys_lists.SignedList] = []
        for text in map(_text_of, files):
            if f'"{keys_lists.FORMAT}"' in text:
                lists.append(keys_lists.read_list(text))
            else:
                self.cards.append(keys_cards.read_card(text))
        verifiers = {name: key for card in self.cards for name, key in card.verifiers(self._zone).items()}
        known = {}
        for signed in sorted(lists, key=lambda each: each.number):
            if not signed.is_signed_by(verifiers):
                raise Refusal("keys.list_altered", name=signed.hall_name)
            known[signed.issuer] = signed.as_known(self._zone)
        self.verifiers = verifiers
        self._trust = documents_verifying.Trust(verifiers, known)

    def judge(self, text: str) -> Verdict:
        """Return what a scanned text is worth."""
        return documents_verifying.verify(text, self._trust, self._today)

    def certificates(self) -> tuple[KnownCertificate, ...]:
        """Return the certificates that are believed."""
        return tuple(each for card in self.cards for each in card.certificates(self._zone))

    def content(self, number: str) -> Content | None:
        """Return None: cards and lists hold no papers."""
        return None


def verdict_of_file(judge: Judge, file: Path) -> Verdict:
    """Return what a file is worth.

    Raises:
        Refusal: `ui.unreadable_file`, `ui.file_too_large`.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise Refusal("ui.file_too_large", file=file.name)
        return verdict_of_bytes(judge, file.read_bytes())
    except OSError as wrong:
        raise Refusal("ui.unreadable_file", file=file.name) from wrong


def verdict_of_bytes(judge: Judge, data: bytes) -> Verdict:
    """Return what the content of a file is worth: a PDF, a picture or text, told apart by its first bytes."""
    return READERS[file_type(data)](judge, data)


def file_type(data: bytes) -> str:
    """Return which of the readers a file is for."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "picture" if data.startswith(_PICTURES) else "text"


def code_in_picture(data: bytes) -> str:
    """Return the statement in a picture, else any code in it; empty where no code can be read."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as picture:
            return _code_in(picture.convert("L"))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return ""


def code_in_image(image: "QImage") -> str:
    """Return the statement in a picture of Qt, else any code in it; what is transparent counts as white."""
    from PIL import Image
    from PySide6.QtGui import QImage, QPainter

    page = QImage(image.size(), QImage.Format.Format_Grayscale8)
    page.fill(255)
    painter = QPainter(page)
    painter.drawImage(0, 0, image)
    painter.end()
    size = (page.width(), page.height())
    return _code_in(Image.frombuffer("L", size, bytes(page.constBits()), "raw", "L", page.bytesPerLine(), 1))


def _of_text(judge: Judge, data: bytes) -> Verdict:
    return judge.judge(data.decode("utf-8", errors="replace"))


def _of_picture(judge: Judge, data: bytes) -> Verdict:
    return judge.judge(code_in_picture(data))


def _of_pdf(judge: Judge, data: bytes) -> Verdict:
    """Return what a PDF is worth: its signature vouches for each letter, its statement for what the hall says today."""
    known = {each.der: each for each in judge.certificates()}
    checked = check_pdf(data, frozenset(known))
    text = checked.statement or _code_on_first_page(data)
    said = judge.judge(text) if text else _NOTHING
    if checked.outcome is PdfOutcome.ALTERED:
        return replace(said, outcome=Outcome.ALTERED, reason="file")
    if checked.outcome is PdfOutcome.UNKNOWN_SIGNER:
        return replace(said, outcome=Outcome.UNKNOWN_KEY, reason="stranger", hall_name="")
    if checked.outcome is PdfOutcome.UNSIGNED:
        return _of_unsigned(judge, data, said)
    return _of_signed(checked, known[checked.certificate], said)


def _of_signed(checked: PdfVerdict, certificate: KnownCertificate, said: Verdict) -> Verdict:
    """Return what a whole PDF of a known hall is worth: the hall of its statement has to be that one."""
    at = checked.signed_at
    why = keys_rules.standing(certificate, at.astimezone(certificate.valid_from.tzinfo).date()) if at else "early"
    if why:
        return replace(said, outcome=Outcome.UNKNOWN_KEY, reason=why, hall_name=certificate.hall_name)
    if said.outcome is Outcome.NOT_A_STATEMENT:
        return replace(said, outcome=Outcome.VALID, hall_name=certificate.hall_name)
    if said.hall_name != certificate.hall_name and said.outcome is Outcome.VALID:
        return replace(said, outcome=Outcome.ALTERED, reason="file")
    return said


def _of_unsigned(judge: Judge, pdf: bytes, said: Verdict) -> Verdict:
    """Return what a PDF without a signature is worth: its own hall compares it with what it has issued."""
    number = said.statement.number if said.statement is not None and said.held_here else ""
    content = judge.content(number) if number and said.outcome in (Outcome.VALID, Outcome.EXPIRED) else None
    found = likeness(pdf, content) if content is not None else Likeness.NOT_PROVED
    if found is Likeness.OTHER_WORDS:
        return replace(said, outcome=Outcome.ALTERED, reason="words")
    if found is Likeness.SAME or said.outcome is not Outcome.VALID:
        return said
    return replace(said, outcome=Outcome.UNSIGNED)


def _code_on_first_page(pdf: bytes) -> str:
    """Return the code on the first page of a PDF as a camera would read it."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtPdf import QPdfDocument

    held = QByteArray(pdf)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    size = document.pagePointSize(0) if document.pageCount() > 0 else None
    readable = size is not None and 0 < size.width() <= _LARGEST_PAGE and 0 < size.height() <= _LARGEST_PAGE
    drawn = document.render(0, (size * _QR_SCALE).toSize()) if size is not None and readable else None
    document.close()
    buffer.close()
    return code_in_image(drawn) if drawn is not None else ""


def _code_in(picture: "Picture") -> str:
    import zxingcpp

    found = [str(each.text) for each in zxingcpp.read_barcodes(picture)]
    return next(filter(statements.is_statement, found), found[0] if found else "")


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Refusal("ui.unreadable_file", file=file.name) from wrong


Reader = Callable[[Judge, bytes], Verdict]
READERS: Final[dict[str, Reader]] = {"pdf": _of_pdf, "picture": _of_picture, "text": _of_text}
"""Who looks at which kind of file; a further kind is a further entry, and a further line in `file_type`."""
_PICTURES: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"BM", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")
