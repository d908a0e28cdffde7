"""Connections to PostgreSQL whose commits are good: one of which the server says that no standby
may have it is a failure (sync.md §6.1).
"""

import psycopg
from psycopg.errors import Diagnostic

#: class "warning" of the server's codes; at a commit it says "might not have been replicated"
WARNING = "01000"


class Durable(psycopg.Connection[tuple[object, ...]]):
    """Fails a commit that waited in vain for its standby, so that nothing is acknowledged by it."""

    def commit(self) -> None:
        """Raises psycopg.OperationalError where the server has committed for itself alone."""
        said: list[str] = []

        def hear(notice: Diagnostic) -> None:
            if notice.sqlstate == WARNING:
                said.append(notice.message_primary or "")

        self.add_notice_handler(hear)
        try:
            super().commit()
        finally:
            self.remove_notice_handler(hear)
        if said:
            raise psycopg.OperationalError(said[0])
