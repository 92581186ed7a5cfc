"""Everything that people do with seals, gathered from the files in which it stands."""

from hall.seals.keeping import add_seal, destroy_seal, hand_over_seal, log, report_lost, take_over_seal
from hall.seals.prints import print_form, print_register
from hall.seals.using import approve, reject, request, seal, verify, void

__all__ = [
    "add_seal", "approve", "destroy_seal", "hand_over_seal", "log", "print_form", "print_register", "reject",
    "report_lost", "request", "seal", "take_over_seal", "verify", "void",
]  # fmt: skip
