"""A file that went through every revision is laid out like one that is new."""

from pathlib import Path

import pytest

from counter.domain.refusals import RuleBroken
from counter.storage import building, database, migrating, schema
from counter.storage.machine import Machine
from counter.storage.shop import Shop


def layout(db: database.Connection) -> dict[str, str]:
    """Every object of a file by name, its SQL without white space."""
    rows = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: "".join(sql.split()) for name, sql in rows}


def test_the_head_of_the_revisions_equals_the_tables(tmp_path: Path) -> None:
    new = database.open_writer(tmp_path / "new.db", create=True)
    building.build(new)
    old = database.open_writer(tmp_path / "old.db", create=True)
    migrating.migrate(old)
    assert layout(old) == layout(new)
    versions = [db.execute("PRAGMA user_version").fetchone() for db in (old, new)]
    assert versions[0] == versions[1]
    assert (
        old.execute("SELECT version_num FROM alembic_version").fetchall()
        == new.execute("SELECT version_num FROM alembic_version").fetchall()
    )


def test_a_layout_of_its_own_is_refused_before_the_first_act(shop: Shop, machine: Machine) -> None:
    assert schema.layout_of(shop.db) == schema.LAYOUT
    shop.db.execute("ALTER TABLE sync_log RENAME COLUMN late TO hlc")
    with pytest.raises(RuleBroken, match=r"shop\.older_layout"):
        Shop(shop.folder, machine)
    shop.db.execute("ALTER TABLE sync_log RENAME COLUMN hlc TO late")
    shop.db.execute("ANALYZE")  # what SQLite keeps for itself does not matter
    Shop(shop.folder, machine).close()


def test_revisions_import_nothing_of_the_program() -> None:
    for path in (migrating.FOLDER / "versions").glob("*.py"):
        assert "counter" not in path.read_text("utf-8").replace("number_counter", "")
