"""The five grades of a rating (GB/T 39735), in the words in which residents give them."""

from collections.abc import Mapping

from ui.shared.i18n import mark

GRADES: Mapping[int, str] = {
    5: mark("Very content"),
    4: mark("Content"),
    3: mark("Fairly content"),
    2: mark("Not content"),
    1: mark("Not content at all"),
}
