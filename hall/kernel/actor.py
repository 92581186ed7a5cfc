"""Who does something: fixed at the moment of the key press, the touch or the scan."""

from dataclasses import dataclass, field

SYSTEM_DEVICE = "00000000-0000-7000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at a post on a device, with what they may do.

    Attributes:
        device_id: the device on which it happens; each device has its own audit chain.
        staff_id: the person signed in; None for a kiosk, a display and the hall itself.
        staff_number: the number printed on papers; empty where nobody is signed in.
        counter_id: the counter at which the person sits, if any.
        may: names of the actions allowed, such as `queue.call_next`.
        kind: of the device; empty for the hall itself.
        shown: number of the document that somebody has shown at a machine, which sees nobody else; empty for none.
    """

    device_id: str
    staff_id: str | None = None
    staff_number: str = ""
    counter_id: str | None = None
    may: frozenset[str] = field(default=frozenset(), repr=False)
    kind: str = ""
    shown: str = field(default="", repr=False)
