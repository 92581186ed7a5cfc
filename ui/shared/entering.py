"""How anybody signs in at any window: password, key file where one is needed, and a new password where one is due.

The rooms of the hall are imported where they are used: the page that takes keys stands before they are loaded.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hall.kernel.refusal import Refusal

if TYPE_CHECKING:
    from hall.service import Hall

SitDown = Callable[[str, str, bool], bool]
"""Signs a number and a password in, in a worker; the flag ends one's sign-in elsewhere. Answers whether they fit."""

KEY_FOLDER = "HALL_KEYS"
"""Environment variable of a folder with key files, on a PC whose stick is mounted at a place of its own."""


def enter(hall: "Hall", number: str, password: str, take_over: bool = False) -> bool:
    """Sign in; False for a wrong number or password.

    Raises:
        Refusal: `security.change_first` when the person sits here now and needs a new password before anything else;
            what `security.sign_in` says.
    """
    from hall.service import security, security_views

    try:
        staff_id = hall.do(security.sign_in, number=number, password=password, take_over=take_over)
    except Refusal as refusal:
        if refusal.code != "security.key_needed":
            raise
        staff_id = _enter_with_key(hall, number, password, take_over, refusal)
    if staff_id is None:
        return False
    if hall.see(security_views.session_here).must_change:
        raise Refusal("security.change_first")
    return True


def change_password(hall: "Hall", old: str, new: str) -> None:
    """Change the password of whoever sits here.

    Raises:
        Refusal: `security.wrong_password`, and what `security.change_password` says.
    """
    from hall.service import security

    if not hall.do(security.change_password, old=old, new=new):
        raise Refusal("security.wrong_password")


def sign_out(hall: "Hall") -> None:
    """Sign out whoever sits here."""
    from hall.service import security

    hall.do(security.sign_out)


def gone_to(hall: "Hall") -> str:
    """Return where the last one who sat here went on; empty where they signed out themselves."""
    from hall.service import security_views

    return hall.see(security_views.session_here).gone


def key_files(number: str) -> Iterator[Path]:
    """Yield the key files of a staff number that lie in the configured folder or on a stick in this PC."""
    from hall.service import security_keyfiles

    for folder in _sticks():
        file = folder / security_keyfiles.file_name(number)
        try:
            if file.is_file():
                yield file
        except OSError:  # a stick that is being pulled out
            continue


def _enter_with_key(hall: "Hall", number: str, password: str, take_over: bool, missing: Refusal) -> str | None:
    """Sign in with the first key file that fits; refuse as before where none is plugged in."""
    from hall.service import security, security_keyfiles, security_views

    refused = missing
    for file in key_files(number):
        try:
            message = hall.see(security_views.message_to_sign, number=number, challenge=hall.do(security.ask_challenge))
            proof = security_keyfiles.sign_with(file, message)
            return hall.do(security.sign_in, number=number, password=password, proof=proof, take_over=take_over)
        except Refusal as refusal:
            if refusal.code not in {"security.wrong_key", "security.key_unreadable"}:
                raise
            refused = refusal
    raise refused


def _sticks() -> Iterator[Path]:
    if configured := os.environ.get(KEY_FOLDER):
        yield Path(configured)
    if sys.platform == "win32":
        yield from (Path(f"{letter}:/") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ")
        return
    for root in (Path("/media"), Path("/run/media")):
        for pattern in ("*", "*/*"):
            try:
                yield from sorted(root.glob(pattern))
            except OSError:
                continue
