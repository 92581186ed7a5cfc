"""What PDF/A-2b (ISO 19005-2) asks of the files that we write, read from the bytes; the list stands in docs/papers.md.

It is no validator for other people's files: it knows what our papers are made of and calls everything else a problem.
"""

import re
import struct
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from pyhanko.pdf_utils.reader import PdfFileReader

_HEADER = re.compile(rb"%PDF-1\.[0-7]\r?\n%[^\r\n]*[\x80-\xff]{4}")
_STREAM = re.compile(rb"/Length (\d+)[^>]*>>\nstream\n")
_CATALOG = {"/Type", "/Pages", "/PageMode", "/Lang", "/Metadata", "/OutputIntents"}
_PAGE = {"/Type", "/Parent", "/MediaBox", "/Contents", "/Resources", "/Rotate", "/Trans"}
_RESOURCES = {"/Font", "/ProcSet"}
# Lines, rectangles, text, and grey (g): no colour, no picture, nothing that lets something below shine through.
_OPERATORS = set("q Q cm w J j M d m l c h re S f f* n B BT ET Tm Tf Tc Tj TL Td T* g G".split())  # noqa: SIM905
_TOKEN = re.compile(rb"\((?:[^()\\]|\\.)*\)|/[^\s/()<>\[\]]+|\[|\]|[^\s()\[\]/]+", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_SHORT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def problems(pdf: bytes) -> list[str]:
    """Return what keeps a file of ours from being PDF/A-2b; empty if nothing does."""
    reader = PdfFileReader(BytesIO(pdf))
    return [*_syntax(pdf, reader), *_catalog(reader), *_pages(reader), *_fonts(reader), *_description(reader)]


def _syntax(pdf: bytes, reader: PdfFileReader) -> Iterator[str]:
    """6.1: header, trailer, streams."""
    if not _HEADER.match(pdf):
        yield "the header is not that of a PDF 1.x with a line of four high bytes"
    if pdf.count(b"%%EOF") != 1 or not pdf.rstrip(b"\n").endswith(b"%%EOF"):
        yield "something stands behind the end of the file"
    if len(reader.trailer["/ID"]) != 2 or "/Encrypt" in reader.trailer:
        yield "the trailer has no ID, or the file is encrypted"
    streams = list(_STREAM.finditer(pdf))
    if len(streams) != pdf.count(b"endstream"):
        yield "a stream does not begin as it should"
    for found in streams:
        if not pdf.startswith(b"\nendstream\nendobj", found.end() + int(found[1])):
            yield f"the stream at {found.start()} does not end where its length says"
    if set(re.findall(rb"/Filter \[ ([^\]]*) \]", pdf)) - {b"/FlateDecode"}:
        yield "a filter other than FlateDecode"


def _catalog(reader: PdfFileReader) -> Iterator[str]:
    """6.2.3, 6.5, 6.6: nothing happens when the file is opened, and its colours mean something."""
    root = reader.root
    if set(root) != _CATALOG:
        yield f"the catalog holds {sorted(set(root) ^ _CATALOG)}"
        return
    if root["/Lang"] != "zh-CN":
        yield "no language"
    [intent] = root["/OutputIntents"]
    profile = intent["/DestOutputProfile"]
    data = profile.data
    if intent["/S"] != "/GTS_PDFA1" or not intent["/OutputConditionIdentifier"]:
        yield "the output intent is not that of PDF/A"
    if profile["/N"] != 3 or data[12:20] != b"mntrRGB " or data[36:40] != b"acsp" or data[8] >= 5:
        yield "the colour profile is not one of an RGB screen"
    if struct.unpack(">L", data[:4])[0] != len(data):
        yield "the colour profile is not whole"


def _pages(reader: PdfFileReader) -> Iterator[str]:
    """6.2, 6.3, 6.4: no transparency, no annotation, no picture, no colour."""
    for number, page in enumerate(_all_pages(reader), start=1):
        if set(page) - _PAGE or page["/Trans"]:
            yield f"page {number} holds {sorted(set(page) - _PAGE)}"
        if set(page["/Resources"]) - _RESOURCES:
            yield f"page {number} uses {sorted(set(page['/Resources']) - _RESOURCES)}"
        operators = {each for each in _tokens(page["/Contents"].data) if re.fullmatch(rb"[A-Za-z*'\"]+", each)}
        if strange := {each.decode() for each in operators} - _OPERATORS:
            yield f"page {number} draws with {sorted(strange)}"


def _fonts(reader: PdfFileReader) -> Iterator[str]:
    """6.2.11: every font whole, every character that is drawn in it, as wide as the page says, and with its meaning."""
    used: dict[str, set[int]] = defaultdict(set)
    fonts: dict[str, Any] = {}
    for page in _all_pages(reader):
        named = page["/Resources"]["/Font"]
        fonts |= {name: named[name] for name in named}
        for name, codes in _shown(page["/Contents"].data):
            used[name].update(codes)
    if set(used) - set(fonts):
        yield "text in a font that the page does not name"
    for name, codes in used.items():
        yield from (f"{fonts[name]['/BaseFont']}: {wrong}" for wrong in _font(fonts[name], codes))


def _font(font: Any, codes: set[int]) -> Iterator[str]:
    about = font["/FontDescriptor"]
    if font["/Subtype"] != "/TrueType" or "/Encoding" in font or not about["/Flags"] & 4:
        yield "not a symbolic TrueType font without encoding"
    if not re.fullmatch(r"/[A-Z]{6}\+.+", font["/BaseFont"]) or about["/FontName"] != font["/BaseFont"]:
        yield "not named as a subset"
    if font["/LastChar"] - font["/FirstChar"] + 1 != len(font["/Widths"]):
        yield "the widths do not fit the characters"
    glyphs, widths = _subset(about["/FontFile2"].data)
    meanings = dict(re.findall(rb"<(..)> <([0-9A-F]+)>\n", font["/ToUnicode"].data))
    for code in sorted(codes):
        glyph = glyphs.get(code, 0)
        if not glyph:
            yield f"no picture for code {code}"
        elif abs(widths[glyph] - float(font["/Widths"][code])) > 1:
            yield f"code {code} is not as wide as it says"
        if meanings.get(b"%02X" % code, b"0000") in {b"0000", b"FEFF", b"FFFE"}:
            yield f"code {code} means nothing"


def _subset(font: bytes) -> tuple[dict[int, int], list[float]]:
    """Return glyph by code, and width by glyph in thousandths, of a font as it is embedded."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[at : at + 4]: struct.unpack_from(">LL", font, at + 8) for at in range(12, 12 + 16 * count, 16)}
    needed = {b"glyf", b"loca", b"head", b"hhea", b"hmtx", b"maxp", b"cmap"}
    assert needed <= set(tables), "the font lacks tables"
    start = tables[b"cmap"][0]
    assert struct.unpack_from(">HHHHL", font, start) == (0, 1, 1, 0, 12), "more than one table of characters"
    _, _, _, first, entries = struct.unpack_from(">5H", font, start + 12)
    glyphs = dict(enumerate(struct.unpack_from(f">{entries}H", font, start + 22), start=first))
    unit = struct.unpack_from(">H", font, tables[b"head"][0] + 18)[0]
    measured = struct.unpack_from(">H", font, tables[b"hhea"][0] + 34)[0]
    total = struct.unpack_from(">H", font, tables[b"maxp"][0] + 4)[0]
    pairs = struct.unpack_from(f">{2 * measured}H", font, tables[b"hmtx"][0])[::2]
    widths = [width * 1000 / unit for width in pairs]
    return glyphs, widths + widths[-1:] * (total - measured)


def _description(reader: PdfFileReader) -> Iterator[str]:
    """6.6.2 to 6.6.4: the file says that it is PDF/A-2b, and says the same of itself in both places."""
    if "/Metadata" not in reader.root:
        yield "it does not describe itself"
        return
    stream = reader.root["/Metadata"]
    if "/Filter" in stream or (stream["/Type"], stream["/Subtype"]) != ("/Metadata", "/XML"):
        yield "the description is packed"
    packet = ElementTree.fromstring(stream.data)
    if (_said(packet, "pdfaid:part"), _said(packet, "pdfaid:conformance")) != ("2", "B"):
        yield "it does not call itself PDF/A-2b"
    info = reader.trailer["/Info"]
    pairs = {
        "/Title": "dc:title",
        "/Author": "dc:creator",
        "/Subject": "dc:description",
        "/Keywords": "pdf:Keywords",
        "/Producer": "pdf:Producer",
        "/Creator": "xmp:CreatorTool",
    }
    yield from (
        f"{key} is said twice and differently" for key, name in pairs.items() if info[key] != _said(packet, name)
    )
    for key, name in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        written = datetime.strptime(info[key].replace("'", ""), "D:%Y%m%d%H%M%S%z")
        if written != datetime.fromisoformat(_said(packet, name)):
            yield f"{key} is said twice and differently"


def _said(packet: ElementTree.Element, name: str) -> str:
    found = packet.find(f".//{name}", _NAMES)
    return "" if found is None else "".join(found.itertext())


def _all_pages(reader: PdfFileReader) -> list[Any]:
    return [page.get_object() for page in reader.root["/Pages"]["/Kids"]]


def _tokens(content: bytes) -> list[bytes]:
    return [each for each in _TOKEN.findall(content) if not each.startswith((b"(", b"/", b"["))]


def _shown(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the font and the codes of every piece of text."""
    font = ""
    held: list[bytes] = []
    for token in _TOKEN.findall(content):
        if token == b"Tf":
            font = held[-2].decode()
        if token == b"Tj":
            yield font, _ESCAPE.sub(_unescaped, held[-1][1:-1])
        held = [*held[-2:], token]


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8)]) if found[1].isdigit() else _SHORT.get(found[1], found[1])
