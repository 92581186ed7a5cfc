"""This machine as the installer sees it: what is there, who we are, and how to add a system package."""

import ctypes
import glob
import importlib.util
import os
import shutil
import subprocess
import sys

from installer.needs import Kind, Need


class Machine:
    """The operating system under the hall; tests put a poorer one in its place."""

    def has(self, need: Need) -> bool:
        """Tell whether a library loads, a program is on the path, or a module can be imported."""
        if need.kind is Kind.PROGRAM:
            return any(map(shutil.which, glob.glob(need.name) if "*" in need.name else [need.name]))
        if need.kind is Kind.MODULE:
            importlib.invalidate_caches()
            return importlib.util.find_spec(need.name) is not None
        return _loads(need.name)

    def is_linux(self) -> bool:
        """Tell whether shared libraries are this system's own affair; Windows wheels bring theirs."""
        return sys.platform.startswith("linux")

    def is_debian(self) -> bool:
        """Tell whether system packages come through apt: Debian, Ubuntu, UOS, Kylin."""
        return shutil.which("apt-get") is not None

    def is_root(self) -> bool:
        """Tell whether packages can be installed without asking anyone."""
        return hasattr(os, "geteuid") and os.geteuid() == 0

    def may_sudo(self) -> bool:
        """Tell whether `sudo` works without a password."""
        return shutil.which("sudo") is not None and self.run(["sudo", "-n", "true"])

    def knows_package(self, name: str) -> bool:
        """Tell whether apt can install a package of exactly this name."""
        return self.run(["apt-cache", "show", "--no-all-versions", name])

    def has_screen(self) -> bool:
        """Tell whether a window could be opened."""
        return not self.is_linux() or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))

    def run(self, command: list[str]) -> bool:
        """Run a command silently and tell whether it succeeded."""
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        except OSError:
            return False
        return done.returncode == 0


def _loads(soname: str) -> bool:
    # The loader is the only judge that is right on every distribution and architecture.
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True
