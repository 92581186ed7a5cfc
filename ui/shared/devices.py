"""Which device a window is: kept in this PC's own configuration, not in the hall's data folder."""

import json
import shlex
import sys
from pathlib import Path

from platformdirs import user_config_path

from hall.kernel.refusal import Refusal
from hall.service import Hall, SystemHall, posts_views, security, security_views
from ui.shared.i18n import mark, tr

FILE = "devices.json"
AT_A_COUNTER = {"counter": "{number} 号窗口", "rating": "{number} 号窗口屏"}
"""Kinds of windows that stand at a counter, and the names under which they are registered."""
WINDOWS = {"kiosk": mark("Ticket kiosk"), "display": mark("Big screen"), "guide": mark("Guide's desk"),
           "supervisor": mark("Supervision"), "admin": mark("Administration")}  # fmt: skip
"""What the windows that have no number are called."""


def device_for(hall: SystemHall, folder: Path, kind: str, number: int = 0, *, served: bool = False) -> Hall:
    """Return the hall as seen from this PC's window of a kind; the first start registers it.

    On a PC that holds the hall itself a window registers itself; what it keeps of that is proved at each start.

    Args:
        hall: the hall itself.
        folder: the data folder.
        kind: `counter`, `rating`, `kiosk`, `display` …
        number: the counter's number, for a counter and for the screen that stands there.
        served: whether the hall's host serves this PC; then the device came with the connection file.

    Raises:
        Refusal: `posts.no_such_counter`; `security.wrong_secret` where this PC keeps another secret than the hall,
            `security.device_retired` where the device is out of use; on a PC that the host serves `ui.joined_as`
            where the folder was let in as another window, `security.unknown_device` where nothing is known of it.
    """
    credential = known_device(folder, kind, number)
    if served:
        return _admitted(hall, folder, credential)
    if not credential:
        credential = _register(hall, kind, number)
        remember(folder, kind, number, credential)
    device_id, _, secret = credential.partition(".")
    hall.see(security_views.device_with, device_id=device_id, secret=secret)
    return hall.at(device_id)


def _admitted(hall: SystemHall, folder: Path, credential: str) -> Hall:
    """Return the hall as seen from a device that the host has let in: its login has proved it, nobody registers it."""
    if not credential:
        raise _other_window(folder)
    return hall.at(credential.partition(".")[0])


def _other_window(folder: Path) -> Refusal:
    """Say as what window a folder was let in, and what opens that one."""
    known = [key for key in _read() if key.startswith(f"{folder.resolve()}|")]
    if not known:
        return Refusal("security.unknown_device")
    _, kind, number = known[-1].rsplit("|", 2)
    return Refusal("ui.joined_as", window=name_of_window(kind, int(number)),
                   command=command_of_window(folder, kind, int(number)))  # fmt: skip


def name_of_window(kind: str, number: int = 0) -> str:
    """Return what people call a window."""
    return AT_A_COUNTER[kind].format(number=number) if kind in AT_A_COUNTER else tr(WINDOWS.get(kind, kind))


def command_of_window(folder: Path, kind: str, number: int = 0) -> str:
    """Return what is typed to open a window, from any folder and in any terminal."""
    hall = shlex.join(["hall", "--data", str(folder.absolute())]) if sys.platform != "win32" else (
        f'hall --data "{folder.absolute()}"')  # fmt: skip
    return f"{hall} {kind} {number}" if number else f"{hall} {kind}"


def known_device(folder: Path, kind: str, number: int = 0) -> str:
    """Return the `id.secret` that this PC keeps of a window; empty where it keeps none."""
    return _read().get(f"{folder.resolve()}|{kind}|{number}", "")


def forget_device(folder: Path, kind: str, number: int = 0) -> None:
    """Forget what this PC keeps of a window, so that the next start registers it anew."""
    known = _read()
    known.pop(f"{folder.resolve()}|{kind}|{number}", None)
    _write(known)


def remember(folder: Path, kind: str, number: int, credential: str) -> None:
    """Keep the `id.secret` of a window that the host has registered for this PC."""
    known = _read()
    known.pop(key := f"{folder.resolve()}|{kind}|{number}", None)  # the newest stands last
    known[key] = credential
    _write(known)


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
