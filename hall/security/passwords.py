"""What a password must be, how it is kept, and how one is made up for somebody."""

import re
import secrets
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from hall.kernel.pinyin import syllables
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from hall.security.policy import SignInPolicy
from hall.security.rules import check_password

# argon2id with 19 MiB, two passes, one lane: the least that OWASP's password storage guide recommends, because the
# hall's PCs are old and sixteen clerks sign in within the same minute.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$pD3edNU89RlfRUoM4GUcwg$NCpDBrarUf03ybVH6LF+j+yHmjxyPbSwu21Hz8yqV88"
"""Hash of a password that nobody knows: an unknown number costs the same time as a wrong password."""

RUN = 4
"""Keys side by side that make a password guessable."""
_ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
_LEAST_NUMBER = 3
_LETTERS, _DIGITS, _SIGNS = "BDGKMPTXbdgkmptx", "2468", "-+=%"


def check_new(password: str, policy: SignInPolicy, *, number: str, name: str) -> None:
    """Refuse a new password that is too weak for its owner (`security.weak_password`, `security.password_…`)."""
    check_password(password, policy)
    check_guessable(password)
    check_not_about(password, number, name)


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return _hasher.hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Tell whether a password is the one that was kept."""
    try:
        return _hasher.verify(password_hash, password)
    except VerifyMismatchError:
        return False


def check_guessable(password: str) -> None:
    """Refuse what is tried first (`security.password_run`, `security.password_repeats`, `security.password_common`)."""
    plain = password.casefold()
    for row in _ROWS:
        for ordered in (row, row[::-1]):
            if (run := _run_in(plain, ordered)) is not None:
                raise Refusal("security.password_run", run=run)
    if re.search(r"(.)\1{3}", plain):
        raise Refusal("security.password_repeats")
    if any(word in plain for word in _common()):
        raise Refusal("security.password_common")


def check_not_about(password: str, number: str, name: str) -> None:
    """Refuse a password that says whose it is (`security.password_number`, `security.password_name`)."""
    plain = password.casefold()
    if len(number) >= _LEAST_NUMBER and number.casefold() in plain:
        raise Refusal("security.password_number")
    if re.search("[aeiouv]", plain) and any(said in plain for said in _said(name)):
        raise Refusal("security.password_name")


def fresh_password() -> str:
    """Return a random password that every policy takes; whoever receives it replaces it."""
    middle = [secrets.choice(_LETTERS if place % 3 else _DIGITS) for place in range(15)]
    return "".join(("Kt", secrets.choice(_SIGNS), *middle))


def _run_in(text: str, row: str) -> str | None:
    runs = (row[start : start + RUN] for start in range(len(row) - RUN + 1))
    return next((run for run in runs if run in text), None)


def _said(name: str) -> Iterable[str]:
    """Yield how a name is typed in letters: whole, either way round, and the given name where it is long enough."""
    if len(name) < 2:
        return
    surname, given = "".join(syllables(name[:1])).casefold(), "".join(syllables(name[1:])).casefold()
    yield from {surname + given, given + surname} - {""}
    if len(given) > RUN:
        yield given


@lru_cache(maxsize=1)
def _common() -> tuple[str, ...]:
    """Return the words that are tried first, and words with the years and digits that people add to them."""
    text = resource("security", "common-passwords.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    whole = [line for line in lines if not line.endswith("*")]
    stems = [line.rstrip("*") for line in lines if line.endswith("*")]
    return (*whole, *(stem + ending for stem, ending in product(stems, ("123", "@123", "666", "888", "2025", "2026"))))
