"""The way from a content to its PDF."""

from hall.documents.content import Content, Copy, Layout
from printing.forms import form_pages
from printing.marks import Page
from printing.official import official_pages
from printing.paint import paint
from printing.tickets import ticket_page

_LAYOUTS = {Layout.TICKET: ticket_page, Layout.FORM: form_pages, Layout.OFFICIAL: official_pages}


def draw(content: Content, copy: Copy) -> bytes:
    """Return the PDF of one copy; the same content and copy always give the same bytes.

    Raises:
        Refusal: `printing.no_glyph` or `printing.control_character` for a character that no paper can show,
            `printing.barcode_text`, `printing.barcode_too_long` or `printing.qr_too_long` for a code that would not
            be readable, `printing.font_missing` or `printing.font_damaged` for a broken installation.
    """
    pages = lay_out(content, copy)
    return paint(pages, title=content.title.replace("\n", ""), author=content.hall, subject=content.number)


def lay_out(content: Content, copy: Copy) -> list[Page]:
    """Return the pages with every mark in its place; a preview and the place of an electronic seal come from here."""
    return _LAYOUTS[content.layout](content, copy)
