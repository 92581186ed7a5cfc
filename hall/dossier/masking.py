"""What an auditor sees of personal data without a stated purpose: names, numbers, phones, addresses masked."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from hall.documents.content import Content, from_json, to_json
from hall.kernel.masks import mask_address, mask_bank, mask_name, mask_number, mask_phone

_IDENTITY: Final = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_ACCOUNT: Final = re.compile(r"(?<!\d)\d{16,19}(?!\d)")
_ADDRESS: Final = ("address", "residence")
COPY_LINE: Final = "案卷副本，只供查阅"
MASKED_LINE: Final = "案卷副本，个人信息已遮盖，只供查阅"


@dataclass(frozen=True, slots=True)
class Veil:
    """Hides what is personal in any text; one that is lifted changes nothing.

    Attributes:
        lifted: everything is shown.
        names: of everybody who stands in the case, the longest first.
        others: further secrets, such as addresses, and what stands in their place.
    """

    lifted: bool
    names: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = field(default=())

    def hide(self, text: str) -> str:
        """Return a text without what is personal."""
        if self.lifted:
            return text
        for secret, instead in self.others:
            text = text.replace(secret, instead)
        for name in self.names:
            text = text.replace(name, mask_name(name))
        text = _IDENTITY.sub(lambda found: mask_number(found[0]), text)
        text = _MOBILE.sub(lambda found: mask_phone(found[0]), text)
        return _ACCOUNT.sub(lambda found: mask_bank(found[0]), text)

    def over(self, content: Content) -> Content:
        """Return a paper under the veil, marked as a copy that is good for looking only."""
        if not self.lifted:
            plain = json.loads(to_json(content))
            content = from_json(json.dumps(self._deep(plain), ensure_ascii=False))
        return replace(content, footer=(*content.footer, COPY_LINE if self.lifted else MASKED_LINE))

    def _deep(self, value: Any) -> Any:  # noqa: ANN401 -- whatever JSON holds
        if isinstance(value, str):
            return self.hide(value)
        if isinstance(value, list):
            return [self._deep(each) for each in value]
        if isinstance(value, dict):
            return {key: self._deep(each) for key, each in value.items()}
        return value


def veil(
    *,
    lifted: bool,
    names: Iterable[str],
    addresses: Iterable[str],
    numbers: Iterable[str],
    phones: Iterable[str],
) -> Veil:
    """Return the veil over everybody who stands in a case.

    Args:
        lifted: everything is shown.
        names: of the people; a single character is too common to look for.
        addresses: as they stand in the register and in the form.
        numbers: of documents whose form does not tell them.
        phones: likewise.
    """
    known = sorted({name for name in names if len(name) > 1}, key=lambda name: (-len(name), name))
    others = {text: mask_address(text) for text in addresses if len(text) > 3}
    others |= {text: mask_number(text) for text in numbers if len(text) > 5}
    others |= {text: mask_phone(text) for text in phones if len(text) > 5}
    return Veil(lifted, tuple(known), tuple(sorted(others.items(), key=lambda pair: -len(pair[0]))))


def named_in(form: Any) -> Iterable[tuple[str, str]]:  # noqa: ANN401 -- values of any form
    """Yield the names, numbers and addresses of a form, each with what it is."""
    if isinstance(form, dict):
        for key, value in form.items():
            if isinstance(value, str) and value.strip():
                kind = "address" if any(part in key for part in _ADDRESS) else key
                yield (kind if kind in ("name", "address", "id_number", "phone") else "", value)
            else:
                yield from named_in(value)
    elif isinstance(form, list):
        for each in form:
            yield from named_in(each)
