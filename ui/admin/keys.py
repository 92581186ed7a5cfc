"""The pages of the administrator's window and their keys, in one table."""

from printing.spooler import Spooler
from ui.admin import devices_page, privacy_page, settings_page, staff_page
from ui.admin.audit_page import AuditPage
from ui.admin.copies_page import CopiesLook
from ui.admin.machine import Machine
from ui.shared.folder_page import LIST_WIDTH, FolderPage
from ui.shared.i18n import mark, tr
from ui.shared.page import Page
from ui.shared.page_keys import PageKey, scopes
from ui.shared.theme import is_large

FEW, NARROW = 2, 256
"""What is asked about personal data is answered by two: three questions have most of the room, and the width."""


def list_width(large: int = 304) -> int:
    """Return how wide a list is: with large type what is open of it needs the room."""
    return large if is_large() else LIST_WIDTH


def pages(machine: Machine, spooler: Spooler) -> tuple[PageKey, ...]:
    """Return the pages; the first one opens at the start."""

    def staff() -> Page:
        look = staff_page.StaffLook(served=machine.is_served)
        return FolderPage(
            tr("Staff"),
            look,
            scopes(staff_page.SCOPES),
            sought=tr("Name, number, role or department"),
            width=list_width(),
        )

    def devices() -> Page:
        return FolderPage(
            tr("Devices and PCs"), devices_page.DevicesLook(machine), scopes(devices_page.SCOPES), width=list_width()
        )

    def settings() -> Page:
        return FolderPage(
            tr("Settings"),
            settings_page.look,
            sought=tr("What it is about: calls, printing, passwords"),
            width=list_width(),
        )

    def privacy() -> Page:
        look = privacy_page.PrivacyLook(machine, spooler)
        return FolderPage(tr("Personal data"), look, scopes(privacy_page.SCOPES), width=list_width(NARROW), few=FEW)

    def copies() -> Page:
        return FolderPage(tr("Copies of the hall"), CopiesLook(machine, spooler), width=list_width())

    return (
        PageKey("staff", mark("Staff"), "F2", "security.add_staff", staff),
        PageKey("devices", mark("Devices and PCs"), "F3", "security.retire_device", devices),
        PageKey("settings", mark("Settings"), "F4", "security.set_policies", settings),
        PageKey("audit", mark("Record"), "F5", "security.add_staff", AuditPage),
        PageKey("copies", mark("Copies of the hall"), "F6", "security.add_staff", copies),
        PageKey("privacy", mark("Personal data"), "F7", "privacy.ask_to_clear", privacy),
    )
