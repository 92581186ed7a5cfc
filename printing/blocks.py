"""Turns the blocks of a content into strips: one function for each block, the same for forms and official papers."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from hall.documents.content import (
    Big,
    Block,
    Cut,
    Facts,
    Flow,
    Grid,
    Lead,
    Leaves,
    Mark,
    Paragraph,
    Remedy,
    SealPlace,
    Signatures,
    Spacer,
    Ticks,
)
from printing.charts import flow_strips
from printing.endings import cut_strips, seal_strips, signature_strips, signed_seal_strips
from printing.leaves import leaf_strips
from printing.prose import lead_strips, paragraph_strips, remedy_strips, tick_strips
from printing.strips import Strip
from printing.styles import Style, form_style
from printing.tables import facts_strips, grid_strips

_KEPT_WITH_THE_END = 2  # strips of text that stay with a seal or signatures, so that neither ever stands alone


def block_strips(blocks: Sequence[Block], style: Style) -> list[Strip]:
    """Return the strips of all blocks: signatures before a seal stand beside it, a stub is set like a form."""
    strips: list[Strip] = []
    signatures: Signatures | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, SealPlace | Signatures):
            strips[-_KEPT_WITH_THE_END:] = [replace(strip, keep=True) for strip in strips[-_KEPT_WITH_THE_END:]]
        if isinstance(block, Signatures) and isinstance(following, SealPlace) and following.sealed:
            signatures = block
        elif isinstance(block, SealPlace) and signatures:
            strips += signed_seal_strips(signatures, block, style)
            signatures = None
        else:
            strips += _strips(block, style)
        if isinstance(block, Cut):
            style = form_style(style.width)
    return strips


def _strips(block: Block, style: Style) -> list[Strip]:
    match block:
        case Paragraph():
            return paragraph_strips(block, style)
        case Lead():
            return lead_strips(block, style)
        case Big() | Mark():
            return lead_strips(Lead(block.text), style)
        case Facts():
            return facts_strips(block, style)
        case Grid():
            return grid_strips(block, style)
        case Ticks():
            return tick_strips(block, style)
        case Remedy():
            return remedy_strips(block, style)
        case Signatures():
            return signature_strips(block, style)
        case SealPlace():
            return seal_strips(block, style)
        case Cut():
            return cut_strips(block, style)
        case Leaves():
            return leaf_strips(block, style)
        case Flow():
            return flow_strips(block, style)
        case Spacer():
            return [Strip(block.lines * style.leading)]
