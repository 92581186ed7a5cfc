"""The archive form of a paper, PDF/A-2b (ISO 19005-2): what it says about itself and what its colours mean."""

from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    XMP,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource

PROGRAM: Final = "One-Stop Hall"
_COLOUR: Final = "sRGB.icc"
_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{program}</pdf:Producer>
<pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


class SoundStream(PDFStream):
    """A stream whose last keyword begins a line (ISO 19005-2, 6.1.7.1); reportlab glues it to the data."""

    def format(self, document: PDFDocument) -> bytes:
        """Return the stream as it stands in the file."""
        written: bytes = super().format(document)
        return written.removesuffix(b"endstream\n") + b"\nendstream\n"


class Packet(XMP):
    """The description of the file (XMP), never compressed, so that a program that knows no PDF finds it."""

    def format(self, document: PDFDocument) -> bytes:
        """Return the stream as it stands in the file."""
        written: bytes = super().format(document)
        return written.removesuffix(b"endstream\n") + b"\nendstream\n"


def make_archivable(document: Any, *, date: str) -> None:  # noqa: ANN401 - reportlab leaves it half typed
    """Turn a drawn document, before it is saved, into one for the archive.

    Args:
        document: with its description set; its fonts are embedded in any case.
        date: as XMP writes it, the same moment as in the description.

    Raises:
        Refusal: `printing.colour_missing`, when the installation lacks the colour profile.
    """
    info = document.info
    packet = _PACKET.format(
        title=escape(info.title),
        author=escape(info.author),
        subject=escape(info.subject),
        keywords=escape(info.keywords),
        program=PROGRAM,
        date=date,
    )
    catalog = document.Catalog
    catalog.Metadata = Packet(creator=lambda _document: packet.encode())
    catalog.OutputIntents = PDFArray([_intent(document)])
    # reportlab writes only the entries that it has heard of.
    catalog.__NoDefault__ = (*catalog.__NoDefault__, "OutputIntents")


def _intent(document: Any) -> PDFDictionary:  # noqa: ANN401
    """Return what the colours of the paper mean: sRGB, whose grey is the grey that we print in."""
    profile = SoundStream(PDFDictionary({"N": 3}), _profile(), [PDFZCompress])
    name = "sRGB IEC61966-2.1"
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(name),
            "Info": PDFString(name),
            "DestOutputProfile": document.Reference(profile, "colourProfile"),
        }
    )


@cache
def _profile() -> bytes:
    try:
        return resource("colour", _COLOUR).read_bytes()
    except OSError as missing:
        raise Refusal("printing.colour_missing", file=_COLOUR) from missing
