"""${message}."""

from alembic import op

revision = "${up_revision}"
down_revision = "${down_revision}"


def upgrade() -> None:
    """Forward only; a copy of the file is made first."""
    ${upgrades if upgrades else "op.execute('')"}
