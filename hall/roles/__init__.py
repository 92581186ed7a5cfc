"""Who may touch which table of a hall's server: one role for each kind of device, as little as it needs."""

from hall.roles.logins import Login, admit, expel, login_name, logins
from hall.roles.statements import apply, statements

__all__ = ["Login", "admit", "apply", "expel", "login_name", "logins", "statements"]
