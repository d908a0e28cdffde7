"""The hub's tables are made by migrations, once, the same on both databases."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from counter.domain.refusals import RuleBroken
from counter.hub import all_tables
from counter.hub.engines import open_sqlite
from counter.hub.home import database_of
from counter.hub.migrating import FOLDER, HEAD, bring_up_to_date
from tests.sync.postgres import Postgres

UNIQUE = (sa.PrimaryKeyConstraint, sa.UniqueConstraint)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, postgres: Postgres) -> str:
    """Of an empty database; nothing for a file."""
    if request.param == "sqlite":
        return ""
    engine = postgres.fresh()
    engine.dispose()
    return engine.url.render_as_string(hide_password=False)


def test_what_is_migrated_is_what_is_declared(url: str, tmp_path: Path) -> None:
    engine = database_of(tmp_path, url)
    with engine.connect() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True})
        assert compare_metadata(context, all_tables.METADATA) == []
        revisions = {
            row for (row,) in db.exec_driver_sql("SELECT version_num FROM alembic_version")
        }
    assert revisions == {HEAD}
    engine.dispose()


def test_every_module_of_tables_is_named() -> None:
    look = (
        "import importlib, pkgutil; import counter.hub;"
        "from counter.hub.all_tables import METADATA; named = set(METADATA.tables);"
        "rooms = pkgutil.walk_packages(counter.hub.__path__, 'counter.hub.');"
        "[importlib.import_module(one.name) for one in rooms if 'migrations' not in one.name];"
        "print(sorted(set(METADATA.tables) - named))"
    )
    command = [sys.executable, "-c", look]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_every_table_has_its_place_among_shards() -> None:
    text = (ROOT / "counter" / "hub" / "citus.sql").read_text(encoding="utf-8")
    spread = dict(re.findall(r"create_distributed_table\('(\w+)', '(\w+)'", text))
    copied = set(re.findall(r"create_reference_table\('(\w+)'\)", text))
    tables = all_tables.METADATA.tables
    assert sorted([*spread, *copied]) == sorted(tables)
    for name, column in spread.items():
        unique = [one for one in tables[name].constraints if isinstance(one, UNIQUE)]
        assert unique
        for one in unique:  # else no server could keep it alone
            assert column in one.columns, name


def test_the_newest_revision_is_known_without_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
    for path in (FOLDER / "versions").glob("*.py"):
        assert "counter" not in path.read_text().partition('"""\n\n')[2]


def test_an_older_program_refuses_a_newer_database_in_words(url: str, tmp_path: Path) -> None:
    engine = database_of(tmp_path, url)
    with engine.begin() as db:
        db.execute(sa.text("UPDATE alembic_version SET version_num = '0002'"))
    engine.dispose()
    command = [sys.executable, "main.py", "hub", "--dir", str(tmp_path), "seats"]
    command += ["--database", url] if url else []
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 2
    refusal = json.loads(said.stdout)
    assert refusal["rule"] == "hub.newer_database"
    assert "hub.newer" not in refusal["sentence"]


def test_several_that_start_at_once_migrate_once(url: str, tmp_path: Path) -> None:
    begin = (
        "import os, sys; from pathlib import Path; from counter.hub import home, migrating;"
        "ran = []; old = migrating.bring_up_to_date;"
        "sys.stdin.readline(); folder = Path(sys.argv[1]);"
        "migrating.bring_up_to_date = lambda engine: ran.append(old(engine));"
        "engine = home.database_of(folder, sys.argv[2]);"
        "name = home.name_of(engine, home.key_in(folder), os.urandom);"
        "print(ran[0], name.name.hex(), name.public_key.hex())"
    )
    command = [sys.executable, "-c", begin, str(tmp_path / "hub"), url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen(command, cwd=ROOT, **pipes) for _ in range(3)]
    for one in started:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    said = [one.communicate()[0].split() for one in started]
    assert [one.returncode for one in started] == [0] * 3
    assert sorted(ran for ran, *_ in said) == ["False", "False", "True"]
    assert len({tuple(who) for _, *who in said}) == 1


def test_a_migration_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    engine = open_sqlite(tmp_path / "hub.db")
    with engine.begin() as db:  # a table of its last lines is there already
        db.execute(sa.text("CREATE TABLE withheld (x)"))
    with pytest.raises(sa.exc.OperationalError):
        bring_up_to_date(engine)
    with engine.begin() as db:
        assert sa.inspect(db).get_table_names() == ["withheld"]
    engine.dispose()


def test_an_address_that_is_none_is_said(tmp_path: Path) -> None:
    for wrong in ("hub", "postgres:x", "mysql+nothing://x/y"):
        with pytest.raises(RuleBroken, match=r"hub\.no_address"):
            database_of(tmp_path, wrong)
