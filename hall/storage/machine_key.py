"""What a machine that anybody can touch gets instead of the hall's root secret: it seals, marks, and opens nothing."""

import base64
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, Self

from hall.kernel.refusal import Refusal
from hall.storage import pc
from hall.storage.sealer import (
    BY_A_MACHINE,
    OWN_SLIP,
    Sealer,
    SealRefusal,
    WrittenBy,
    armoured,
    derived,
    hpke,
    marked,
    opened_with,
    public_of,
    sealed_with,
    slip_key,
    slips_of,
    unarmoured,
)

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

NOT_HERE: Final = "storage.not_at_a_machine"


class MachineKey(NamedTuple):
    """The keys of one machine of a hall (取号机的钥匙): they come of the root secret, and it does not come of them.

    Attributes:
        key_id: name of the root secret.
        machine: name of the machine's login.
        mark: marks numbers, so that a person is found by a card; empty for a machine that finds nobody.
        public: the public half of the pair to which machines seal for the hall.
        slips: seals what this machine prints itself, and opens it again at the printer; empty for one that has none.
    """

    key_id: str
    machine: str
    mark: bytes
    public: bytes
    slips: bytes

    @classmethod
    def of(cls, root: bytes, machine: str, *, only_seals: bool = False) -> Self:
        """Return the keys of a machine; `only_seals` for one that finds nobody and prints nothing."""
        mark, slips = (b"", b"") if only_seals else (derived(root, b"mark"), slip_key(slips_of(root), machine))
        return cls(pc.key_id_of(root), machine, mark, public_of(root), slips)

    def to_text(self) -> str:
        """Return the keys as this PC keeps them and a connection file carries them."""
        secret = {name: base64.b64encode(getattr(self, name)).decode("ascii") for name in ("mark", "public", "slips")}
        return json.dumps({"key_id": self.key_id, "machine": self.machine, **secret})

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Return the keys that a text says; raises ValueError for what is none."""
        try:
            said = json.loads(text)
            secret = (base64.b64decode(said[name], validate=True) for name in ("mark", "public", "slips"))
            return cls(str(said["key_id"]), str(said["machine"]), *secret)
        except (TypeError, KeyError) as wrong:
            raise ValueError("not the keys of a machine") from wrong


class Withheld:
    """A sealed value as a machine reads it that cannot open it (本机看不了的内容): there, and good for nothing.

    Its law: a row can be loaded, locked and written with it, since what was not touched is not written; whoever shows,
    compares in parts, marks or writes the value itself is refused. It is true, as what is sealed is never empty.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return "<withheld>"

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise SealRefusal(NOT_HERE)

    def _refuse(self, *_given: object) -> NoReturn:
        raise SealRefusal(NOT_HERE)

    __str__ = __format__ = __len__ = __iter__ = __getitem__ = __contains__ = __add__ = __radd__ = _refuse


class MachineSealer:
    """The keys of a machine at work: it marks as every PC of the hall does, and seals so that only those open it.

    Its law: a column that machines write is sealed for the hall (HPKE, RFC 9180) and not even opened here again; the
    slips that it prints itself are sealed with a key of its own (AES-256-GCM), which the hall has as well; in every
    other column nothing is written. What it cannot open is read as `Withheld`.

    Sealed text reads `k2:` + name of the key + `:` + base64, or `k3:` + name of the key + `:` + machine + `:` + base64.
    """

    def __init__(self, key: MachineKey) -> None:
        self.key_id: Final = key.key_id
        self.head: Final = f"{BY_A_MACHINE}{key.key_id}:"
        self.own_head: Final = f"{OWN_SLIP}{key.key_id}:{key.machine}:"
        self._key = key
        self._hall: X25519PublicKey | None = None

    def seal(self, text: str, written_by: WrittenBy = WrittenBy.HALL) -> str:
        """Return a text sealed for the hall; a slip for this machine, too.

        Raises:
            Refusal: `storage.not_at_a_machine` for a column that machines do not write, or a value that was withheld.
        """
        if isinstance(text, Withheld) or written_by is WrittenBy.HALL:
            raise SealRefusal(NOT_HERE)
        content = text.encode("utf-8")
        if written_by is WrittenBy.SLIPS:
            self._expect(self._key.slips)
            return self.own_head + armoured(sealed_with(self._key.slips, content, self.own_head))
        return self.head + armoured(hpke().encrypt(content, self._public(), self.head.encode("ascii")))

    def open(self, sealed: str, written_by: WrittenBy = WrittenBy.HALL) -> str:
        """Return what a slip of this machine says.

        Raises:
            Refusal: `storage.not_at_a_machine` for everything else, `storage.seal_broken` for a slip that was changed.
        """
        if written_by is not WrittenBy.SLIPS or not sealed.startswith(self.own_head):
            raise SealRefusal(NOT_HERE)
        return opened_with(self._key.slips, unarmoured(sealed[len(self.own_head) :]), self.own_head).decode("utf-8")

    def read(self, sealed: str, written_by: WrittenBy = WrittenBy.HALL) -> Any:  # noqa: ANN401 -- a text, or what is none
        """Return what `open` does; for what is not for this machine something that can only be carried along."""
        if written_by is WrittenBy.SLIPS and sealed.startswith(self.own_head):
            return self.open(sealed, written_by)
        return Withheld()

    def seal_bytes(self, _content: bytes) -> NoReturn:
        """No column of bytes is written at a machine; raises `storage.not_at_a_machine`."""
        raise SealRefusal(NOT_HERE)

    def read_bytes(self, _sealed: bytes) -> Any:  # noqa: ANN401 -- as `read`
        """Return that there is something which is not for this machine."""
        return Withheld()

    def mark(self, text: str, purpose: str = "") -> str:
        """Return the same keyed hash of a text as every PC of the hall."""
        self._expect(self._key.mark and not isinstance(text, Withheld))
        return marked(self._key.mark, text, purpose)

    @staticmethod
    def _expect(there: object) -> None:
        if not there:
            raise SealRefusal(NOT_HERE)

    def _public(self) -> "X25519PublicKey":
        if self._hall is None:
            from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

            self._hall = X25519PublicKey.from_public_bytes(self._key.public)
        return self._hall


def sealer_here(key_id: str, login: str) -> Sealer | MachineSealer | None:
    """Return what this PC has of a hall's key: a machine's keys for a login that was given some, else the root secret.

    Raises:
        Refusal: `storage.key_unreadable`.
    """
    given = pc.machine_key_of(key_id, login) if login else None
    if given is not None:
        try:
            return MachineSealer(MachineKey.of_text(given))
        except ValueError as error:
            raise Refusal("storage.key_unreadable", folder=str(pc.folder())) from error
    root = pc.key_of(key_id)
    return Sealer(root) if root is not None else None
