"""A TrueType font whose text can be copied out of the PDF again, rare characters included."""

from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFZCompress
from reportlab.pdfbase.ttfonts import TTFont

from printing.archive_form import SoundStream

_SECTION: Final = 100  # entries that one bfchar section may hold (Adobe Technical Note 5411)


class CopyableFont(TTFont):
    """reportlab's font with a right ToUnicode map.

    reportlab 5.1 writes the bare code point there, five digits from U+10000 on, where PDF (ISO 32000-1, 9.10.3) wants
    UTF-16BE: copying 𠅤 then gives another character. The map is a stream of its own, written out only when the file
    is, so its text is exchanged after reportlab has added it.
    """

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - reportlab's name
        """Add the font's subsets to the document, each with its map in UTF-16BE."""
        subsets = list(self.state[doc].subsets)
        super().addObjects(doc)
        objects: dict[str, Any] = doc.idToObject
        internal = doc.fontMapping[self.fontName].removeprefix("/")
        for number, subset in enumerate(subsets):
            base_name = objects[f"{internal}+{number}"].BaseFont
            map_name = f"toUnicodeCMap:{base_name}"
            meaning = unicode_map(base_name, subset)
            objects[map_name] = SoundStream(content=meaning, filters=[PDFZCompress])
            # Pages hold codes only: two names may be the same codes in two fonts.
            doc.updateSignature(meaning)
            outlines = f"fontFile:{self.face.filename}({base_name})"
            objects[outlines] = SoundStream(objects[outlines].dictionary, objects[outlines].content, [PDFZCompress])


def load_font(name: str, path: Path, index: int = 0) -> CopyableFont:
    """Read a font file and make it known to reportlab, which keeps only the first font of a name that it meets.

    Args:
        name: under which reportlab shall know it.
        path: of the file.
        index: of the font in a collection.

    Raises:
        Exception: whatever reportlab trips over in a file that is no sound TrueType font.
    """
    font = CopyableFont(name, str(path), subfontIndex=index, asciiReadable=False, shapable=False)
    pdfmetrics.registerFont(font)
    registered: object = pdfmetrics.getFont(name)
    if registered is not font:
        raise RuntimeError(f"{name} was registered before by other code, whose font would be used instead")
    return font


def unicode_map(name: str, subset: list[int]) -> str:
    """Return the ToUnicode CMap of a subset, whose character codes are the positions of its Unicode code points."""
    entries = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset)]
    sections = [entries[start : start + _SECTION] for start in range(0, len(entries), _SECTION)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(line for part in sections for line in (f"{len(part)} beginbfchar", *part, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
