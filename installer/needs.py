"""What the hall needs from the operating system: shared libraries that Qt loads, and programs that tests call."""

import sys
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """How it shows that a need is met."""

    LIBRARY = "library"
    PROGRAM = "program"
    MODULE = "module"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that pip cannot bring.

    Attributes:
        name: a shared library's soname, a program on the search path or at a place (`*` in it stands for any
            version), or a module of this Python.
        kind: which of the three it is.
        packages: Debian packages that hold it, the newest distribution's name first.
    """

    name: str
    kind: Kind
    packages: tuple[str, ...]


def _library(name: str, *packages: str) -> Need:
    return Need(name, Kind.LIBRARY, packages)


def _program(name: str, *packages: str) -> Need:
    return Need(name, Kind.PROGRAM, packages)


# A virtual environment cannot hold pip without it; Debian ships it apart.
PIP_MAKER = Need("ensurepip", Kind.MODULE, (f"python3.{sys.version_info.minor}-venv",))

# Read off the ELF headers of QtCore, Gui, Widgets, Multimedia, TextToSpeech, Charts, Svg and of the plugins that
# they load. The first block is needed even without a screen.
QT_LIBRARIES = (
    _library("libEGL.so.1", "libegl1"),
    _library("libGL.so.1", "libgl1"),
    _library("libxkbcommon.so.0", "libxkbcommon0"),
    _library("libdbus-1.so.3", "libdbus-1-3"),
    _library("libfontconfig.so.1", "libfontconfig1"),
    _library("libfreetype.so.6", "libfreetype6"),
    _library("libglib-2.0.so.0", "libglib2.0-0t64", "libglib2.0-0"),
    _library("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    _library("libX11.so.6", "libx11-6"),
    # sound
    _library("libpulse.so.0", "libpulse0"),
    _library("libasound.so.2", "libasound2t64", "libasound2"),
    _library("libXext.so.6", "libxext6"),
    _library("libXrandr.so.2", "libxrandr2"),
    _library("libdrm.so.2", "libdrm2"),
    # a real screen
    _library("libX11-xcb.so.1", "libx11-xcb1"),
    _library("libxcb.so.1", "libxcb1"),
    _library("libxcb-cursor.so.0", "libxcb-cursor0"),
    _library("libxcb-glx.so.0", "libxcb-glx0"),
    _library("libxcb-icccm.so.4", "libxcb-icccm4"),
    _library("libxcb-image.so.0", "libxcb-image0"),
    _library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    _library("libxcb-randr.so.0", "libxcb-randr0"),
    _library("libxcb-render.so.0", "libxcb-render0"),
    _library("libxcb-render-util.so.0", "libxcb-render-util0"),
    _library("libxcb-shape.so.0", "libxcb-shape0"),
    _library("libxcb-shm.so.0", "libxcb-shm0"),
    _library("libxcb-sync.so.1", "libxcb-sync1"),
    _library("libxcb-util.so.1", "libxcb-util1"),
    _library("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    _library("libxcb-xkb.so.1", "libxcb-xkb1"),
    _library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    _library("libwayland-client.so.0", "libwayland-client0"),
    _library("libwayland-cursor.so.0", "libwayland-cursor0"),
    _library("libwayland-egl.so.1", "libwayland-egl1"),
)

# Tests read papers back with them and open windows on a virtual screen.
TEST_PROGRAMS = (
    _program("pdftoppm", "poppler-utils"),
    _program("qpdf", "qpdf"),
    _program("Xvfb", "xvfb"),
    _program("xauth", "xauth"),
    # A real print system: CUPS with its filter for PDF, printers that speak IPP, and the message bus they insist on.
    _program("/usr/sbin/cupsd", "cups-daemon"),
    _program("lp", "cups-client"),
    _program("/usr/sbin/ippeveprinter", "cups-ipp-utils"),
    _program("/usr/lib/cups/filter/pdftopdf", "cups-filters-core-drivers"),
    _program("dbus-daemon", "dbus-daemon", "dbus"),
    # A database server with TLS of its own, which the shipped one lacks, and who judges the service that starts a host.
    _program("/usr/lib/postgresql/*/bin/postgres", "postgresql"),
    _program("systemd-analyze", "systemd"),
)
