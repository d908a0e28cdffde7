"""Writes the hub's first migration anew from the tables the program declares: `poe hub-tables`.

Good until the first release: a database made by the old one is then thrown away. From then on a
new table or column is a revision of its own, 0002 and so on, beside it.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from counter.hub.all_tables import METADATA

FOLDER = Path(__file__).resolve().parent.parent / "counter" / "hub" / "migrations" / "versions"
FILE = FOLDER / "r0001_the_hub.py"
HEAD = '''"""The hub's tables. Never by hand: before the first release declare a table in the code,
name its module in `counter/hub/all_tables.py`, then write this file anew: `poe hub-tables`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
'''


def text() -> str:
    """The file's text, not yet formatted."""
    with sa.create_engine("sqlite://").connect() as empty:
        made = produce_migrations(MigrationContext.configure(empty), METADATA)
    assert made.upgrade_ops is not None
    body = render_python_code(made.upgrade_ops)
    lines = [line for line in body.splitlines() if not line.strip().startswith("# ")]
    return HEAD + "\n".join(f"    {line.removeprefix('    ')}" for line in lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
