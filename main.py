"""The counter: its window, or an act, a question or a paper of the command line by name."""

import gc
import sys
from collections.abc import Sequence

WITH_VALUE = ("--shop", "--lang", "--theme")
ALONE = ("--touch",)


def asks_for_window(arguments: Sequence[str]) -> bool:
    """Whether the arguments are options of the window and nothing else."""
    rest = list(arguments)
    while rest:
        name, given, _value = rest.pop(0).partition("=")
        if name in WITH_VALUE:
            if not given and rest:
                rest.pop(0)
        elif name not in ALONE:
            return False
    return True


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; answers the exit code."""
    if asks_for_window(arguments):
        gc.disable()  # nothing of what a start makes is rubbish; on again after the first paint
        from ui.start import run

        return run(arguments)
    from counter import commands

    return commands.main(list(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
