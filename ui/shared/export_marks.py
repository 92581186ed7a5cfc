"""Says who takes a list out of the hall: the mark that stands on every sheet and page of an export."""

from hall.kernel.export_file import ExportMark
from hall.service import Hall, Reading, security_views


def mark_of(hall: Hall) -> ExportMark:
    """Return the mark of whoever acts at this device now."""
    return hall.see(_mark)


def _mark(reading: Reading) -> ExportMark:
    known = {device.id: device.name for device in security_views.devices(reading)}
    actor = reading.actor
    return ExportMark(actor.staff_number, reading.local(reading.now), known.get(actor.device_id, ""))
