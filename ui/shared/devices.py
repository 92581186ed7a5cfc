"""Which device a window is: kept in this PC's own configuration, not in the hall's data folder."""

import json
from pathlib import Path

from platformdirs import user_config_path

from hall.service import Hall, SystemHall, posts_views, security, security_views

FILE = "devices.json"
AT_A_COUNTER = {"counter": "{number} 号窗口", "rating": "{number} 号窗口屏"}
"""Kinds of windows that stand at a counter, and the names under which they are registered."""


def device_for(hall: SystemHall, folder: Path, kind: str, number: int = 0) -> Hall:
    """Return the hall as seen from this PC's window of a kind; the first start registers it.

    Args:
        hall: the hall itself.
        folder: the data folder.
        kind: `counter`, `rating`, `kiosk`, `display` …
        number: the counter's number, for a counter and for the screen that stands there.

    Raises:
        Refusal: `posts.no_such_counter`.
    """
    known = _read()
    name = f"{folder.resolve()}|{kind}|{number}"
    registered = {device.id for device in hall.see(security_views.devices)}
    device_id, _, _secret = known.get(name, "").partition(".")
    if device_id not in registered:
        known[name] = _register(hall, kind, number)
        _write(known)
        device_id = known[name].partition(".")[0]
    return hall.at(device_id)


def _register(hall: SystemHall, kind: str, number: int) -> str:
    if kind not in AT_A_COUNTER:
        return hall.do(security.add_device, kind=kind, name=kind)
    counter = hall.see(posts_views.counter_numbered, number=number)
    return hall.do(security.add_device, kind=kind, name=AT_A_COUNTER[kind].format(number=number), counter_id=counter.id)


def _read() -> dict[str, str]:
    try:
        known: dict[str, str] = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known


def _write(known: dict[str, str]) -> None:
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")


def _file() -> Path:
    return user_config_path("one-stop-hall", appauthor=False) / FILE
