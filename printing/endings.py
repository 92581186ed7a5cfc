"""The end of a paper as strips: lines to sign on, the place of the seal, the line to cut along."""

from dataclasses import replace

from hall.documents.content import Cut, SealPlace, Signatures
from printing.faces import clean
from printing.lines import Line, Setting
from printing.marks import MarkOnPaper, Marks, Rule, Seal
from printing.measures import MM, SIZE_3
from printing.prose import baseline, text_mark
from printing.strips import Strip
from printing.styles import Style

_SEAL = 42 * MM  # diameter of the largest seal that a hall's body uses
_SIGNING_HEIGHT = 30.0
_SEAL_NAME = 14.0  # height of the line that names a special seal
_SEAL_BELOW_TEXT = 0.5  # lines between the text and the seal: less than one (GB/T 9704-2012, 7.3.5.1)


def signature_strips(block: Signatures, style: Style) -> list[Strip]:
    """Return the labels side by side, each with a line to write on."""
    if not block.labels:
        return []
    share = style.width / len(block.labels)
    marks = [
        mark
        for number, label in enumerate(block.labels)
        for mark in _signing_line(label, style, number * share, 0.0, share - 10.0)
    ]
    return [Strip(_SIGNING_HEIGHT, tuple(marks), gap=style.gap)]


def signed_seal_strips(signatures: Signatures, seal: SealPlace, style: Style) -> list[Strip]:
    """Return lines to sign on, one below the other, to the left of signing body and seal, their feet level."""
    strips = seal_strips(seal, style)
    last = strips[0].height - _SIGNING_HEIGHT - (_SEAL_NAME if seal.seal and not style.official else 0.0)
    top = max(last - _SIGNING_HEIGHT * (len(signatures.labels) - 1), 0.0)
    marks = [
        mark
        for number, label in enumerate(signatures.labels)
        for mark in _signing_line(label, style, 0.0, top + number * _SIGNING_HEIGHT, style.width * 0.4)
    ]
    height = max(strips[0].height, top + len(signatures.labels) * _SIGNING_HEIGHT)
    return [replace(strips[0], marks=(*strips[0].marks, *marks), height=height), *strips[1:]]


def seal_strips(block: SealPlace, style: Style) -> list[Strip]:
    """Return signing body and date where GB/T 9704-2012, 7.3.5 puts them, with or without a seal."""
    signer, date = (_line(text, style.body) for text in (block.signer, block.date))
    if not block.sealed:
        return [_unsealed(signer, date, style)]
    size, leading = style.body.size, style.leading
    middle = style.width - 4 * size - date.width / 2
    middle = min(middle, style.width - signer.width / 2)
    signer_top = _SEAL / 2 + _SEAL_BELOW_TEXT * leading - leading * 0.6
    marks: list[MarkOnPaper] = [
        text_mark(signer, middle - signer.width / 2, baseline(style.body, leading, signer_top), style.body),
        text_mark(date, middle - date.width / 2, baseline(style.body, leading, signer_top + leading), style.body),
        Seal(middle, _SEAL_BELOW_TEXT * leading + _SEAL / 2, _SEAL),
    ]
    height = signer_top + 2 * leading
    if block.seal and not style.official:
        name = _line(f"（{block.seal}）", style.note)
        marks.append(text_mark(name, middle - name.width / 2, baseline(style.note, _SEAL_NAME, height), style.note))
        height += _SEAL_NAME
    # The seal reaches below the date: white space before what follows, nothing at the end of a page.
    return [Strip(height, tuple(marks)), Strip(max(_SEAL_BELOW_TEXT * leading + _SEAL - height, 0.0))]


def cut_strips(block: Cut, style: Style) -> list[Strip]:
    """Return a dashed line across the type area with its text on it, so that cutting halves the number."""
    setting = Setting(style.body.face, SIZE_3)
    text = _line(block.text, setting)
    height = 30.0
    room = text.width + 12.0 if block.text else 0.0
    left, right = (style.width - room) / 2, (style.width + room) / 2
    marks: list[MarkOnPaper] = [
        Rule(0.0, height / 2, left, height / 2, dashed=True),
        Rule(right, height / 2, style.width, height / 2, dashed=True),
    ]
    if block.text:
        marks.append(text_mark(text, left + 6.0, baseline(setting, height), setting))
    return [Strip(height, tuple(marks), gap=6.0, sinks=True, keep=True)]


def _signing_line(label: str, style: Style, left: float, top: float, width: float) -> Marks:
    """Return a label and the line to write on behind it."""
    line = _line(label, style.label)
    y = top + _SIGNING_HEIGHT - 3.0
    return (
        text_mark(line, left, baseline(style.label, 15.0, y - 14.0), style.label),
        Rule(left + line.width + 4.0, y, left + width, y),
    )


def _unsealed(signer: Line, date: Line, style: Style) -> Strip:
    """Return the signer two characters from the right and the date, below, two characters behind its first one."""
    size, leading = style.body.size, style.leading
    left = style.width - 2 * size - signer.width
    date_left = left + 2 * size
    if date.width > signer.width:
        date_left = style.width - 2 * size - date.width
        left = date_left - 2 * size
    return Strip(
        3 * leading,
        (
            text_mark(signer, left, baseline(style.body, leading, leading), style.body),
            text_mark(date, date_left, baseline(style.body, leading, 2 * leading), style.body),
        ),
    )


def _line(text: str, setting: Setting) -> Line:
    words = clean(text)
    return Line(words, setting.width(words), setting.pitch)
