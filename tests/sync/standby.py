"""A primary that waits for its standby, and the standby that takes its place."""

import time

from tests.sync.postgres import PORT, Postgres

PATIENCE_S = 90


class Standby(Postgres):
    """Follows another server from its first byte; that one commits nothing any more that this one
    has not on its disk.
    """

    def __init__(self, primary: Postgres) -> None:
        self._prepare()
        data = str(self.folder / "data")
        self.run("pg_basebackup", "-h", str(primary.folder), "-p", str(PORT), "-U", "counter",
                 "-D", data, "-R", "-X", "stream", "-c", "fast")  # fmt: skip
        self.start()
        primary.says("ALTER SYSTEM SET synchronous_standby_names = '*'")
        primary.says("SELECT pg_reload_conf()")
        until = time.monotonic() + PATIENCE_S
        following = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
        while primary.says(following) != 1:
            assert time.monotonic() < until, "the standby does not follow"
            time.sleep(0.05)

    def promote(self) -> None:
        """It is the primary from now on."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "promote")


def both(name: str, *servers: Postgres) -> str:
    """The address of a database that is on whichever of the servers is the primary."""
    hosts = "&".join(f"host={one.folder}:{PORT}" for one in servers)
    return f"postgresql+psycopg://counter@/{name}?{hosts}&target_session_attrs=read-write"
