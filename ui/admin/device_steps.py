"""What can be done about devices: taking one out of use, and letting another PC in."""

from collections.abc import Sequence
from pathlib import Path

from hall.kernel.refusal import Refusal
from hall.service import Hall, security, security_views
from ui.admin.machine import Machine
from ui.admin.words import KINDS
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice
from ui.shared.i18n import tr
from ui.shared.step import FileWish, Outcome, Step, Values, said

AT_A_COUNTER = ("counter", "rating")


def retire_step(card: security_views.DeviceCard, machine: Machine) -> Step:
    """Return how a device goes out of use: in the books, and at the host's door."""

    def run(hall: Hall, values: Values) -> Outcome:
        hall.do(security.retire_device, device_id=card.id, reason=said(values, "reason"))
        if machine.is_host:
            machine.dismiss(card.id)
        return Outcome(tr("{device} is out of use.", device=card.name))

    why = PlainField("reason", tr("Why"), "text", required=True, max_length=100,
                     help=tr("Its window closes itself; whoever sits there is signed out."))  # fmt: skip
    return Step("retire_device", tr("Take out of use"), (why,), run, "")


def invite_step(counters: Sequence[int], machine: Machine) -> Step:
    """Return how the connection file of a PC is made; its code is shown once."""

    def run(hall: Hall, values: Values) -> Outcome:
        kind, number = said(values, "kind"), said(values, "number")
        at = int(number) if number and kind in AT_A_COUNTER else 0
        if kind in AT_A_COUNTER and not at:
            raise Refusal("ui.which_counter")
        made = machine.invite(hall, kind, at, Path(values["file"]))
        words = (
            tr("The connection file is {file}.", file=made.file),
            tr("In the list of devices the PC is called “{name}”: write that on it.", name=made.name),
            tr("Take it to the other PC and run there: hall join FILE. Say the code; never keep it with the file."),
            tr("There it must show this fingerprint of the host:"),
            made.fingerprint,
            tr("Both are good for seven days; the code is never shown again."),
        )
        return Outcome(code=made.code, title=tr("Connection code"), words=words)

    kinds = PlainField("kind", tr("What the PC is for"), "choice", required=True,
                       options=tuple(Choice(code, tr(words)) for code, words in KINDS.items()))  # fmt: skip
    which = PlainField("number", tr("Counter or its screen: which number"), "choice",
                       options=tuple(Choice(str(number), str(number)) for number in counters))  # fmt: skip
    wish = FileWish("folder", tr("Choose the USB stick for the connection file"))
    text = tr("Make a connection file…")
    return Step("invite", text, (kinds, which), run, "", {"kind": "counter"}, wish=wish)
