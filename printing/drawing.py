"""The way from a content to its PDF."""

from hall.documents.content import Content, Copy, Layout
from printing.faces import clean
from printing.forms import form_pages
from printing.leaflets import leaflet_pages
from printing.marks import Page
from printing.official import official_pages
from printing.paint import Description, paint
from printing.tickets import ticket_page

_LAYOUTS = {
    Layout.TICKET: ticket_page,
    Layout.FORM: form_pages,
    Layout.OFFICIAL: official_pages,
    Layout.LEAFLET: leaflet_pages,
    Layout.LARGE_PRINT: leaflet_pages,
}


def draw(
    content: Content, copy: Copy, *, archive: bool = False, shift: tuple[float, float] = (0.0, 0.0), mark: str = ""
) -> bytes:
    """Return the PDF of one copy; the same content, copy and typefaces always give the same bytes.

    Args:
        content: what the paper says.
        copy: which part of it, printed when and by whom.
        archive: write PDF/A-2b (ISO 19005-2) for the archive; it looks the same.
        shift: what the calibration of a printer asks for: how far everything on the page moves to the right and down,
            in millimetres, while the sheet stays as it is.
        mark: who took a copy out of the hall, and when (水印); it lies light and aslant under every page.

    Raises:
        Refusal: `printing.no_glyph` or `printing.control_character` for a character that no paper can show,
            `printing.barcode_text`, `printing.barcode_too_long` or `printing.qr_too_long` for a code that would not
            be readable, `printing.font_missing`, `printing.font_damaged` or `printing.colour_missing` for a broken
            installation.
    """
    pages = lay_out(content, copy)
    about = Description(
        clean(content.title).replace("\n", ""), clean(content.hall), clean(content.number), copy.printed_at
    )
    return paint(pages, about, archive=archive, shift=shift, mark=mark)


def lay_out(content: Content, copy: Copy) -> list[Page]:
    """Return the pages with every mark in its place; a preview and the place of an electronic seal come from here."""
    return _LAYOUTS[content.layout](content, copy)
