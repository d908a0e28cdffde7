"""Begin the next migration: `poe migration "why the tables change"`; its statements are yours.

A migration stands alone and only goes forward: it adds tables or columns with constant defaults
and imports nothing of the program.
"""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

FOLDER = Path(__file__).resolve().parent.parent / "counter" / "storage" / "migrations"


def main(why: str) -> None:
    """Write the file with the number after the newest one."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
    newest = ScriptDirectory.from_config(config).get_current_head() or "0000"
    command.revision(config, message=why, rev_id=f"{int(newest) + 1:04}")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or sys.exit("say why the tables change"))
