"""The house of the cases tests, once for the whole room."""

from tests.cases.conftest import office

__all__ = ["office"]
