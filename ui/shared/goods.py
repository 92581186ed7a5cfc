"""Materials as people write them in one line, each with its number."""

import re


def listed(text: str) -> dict[str, int]:
    """Return the materials that a line names, each with its number: 申请表 2、照片 gives two and one."""
    found: dict[str, int] = {}
    for part in re.split(r"[、,，;；\n]", text):
        name, number = re.fullmatch(r"\s*(.*?)\s*[×x*]?\s*(\d{0,3})\s*[份张个本]?\s*", part).groups()  # type: ignore[union-attr]
        if name:
            found[name] = found.get(name, 0) + int(number or 1)
    return found
