"""Portable copies of a hall: written while it works, proven, brought back, and carried to another database."""

from hall.backup.proving import read_manifest
from hall.backup.restoring import restore
from hall.backup.writing import write

__all__ = ["read_manifest", "restore", "write"]
