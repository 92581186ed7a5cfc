"""A group of commands in which a word that is no command is what is to be shown."""

from typing import Any

from ui.commands.frame import Group


class ShowsByName(Group):
    """`hall settings queue` means `hall settings show queue`, and `hall settings` alone shows everything."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 -- typer keeps its context's class to itself
        """Put `show` before what does not begin with a command or ask for help."""
        begins_well = bool(args) and (args[0] in self.commands or args[0] in self.get_help_option_names(ctx))
        return super().parse_args(ctx, args if begins_well else ["show", *args])
