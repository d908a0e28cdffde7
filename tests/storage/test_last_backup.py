"""A machine remembers its last whole copy of a shop, and a long reading says how far it is."""

from pathlib import Path

import pytest

from counter.domain.refusals import RuleBroken
from counter.storage.backup import back_up
from counter.storage.checking import verify
from counter.storage.last_backup import last_backup
from counter.storage.proving import ENTRIES_A_STEP
from counter.storage.questions.health import first_days, shop_health
from tests.desk import DAY, MANAGER, moment, opened

MONDAY = moment("2026-11-23 09:00")


def test_the_last_whole_copy_is_remembered(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with opened(tmp_path, MONDAY) as desk:
        shop = desk.counter.shop
        assert last_backup(home, shop.path) is None
        back_up(shop, tmp_path / "unsaid.db")
        assert last_backup(home, shop.path) is None
        back_up(shop, tmp_path / "copy.db", at=MONDAY)
        kept = last_backup(home, shop.path)
        assert kept is not None
        assert (kept.file, kept.at) == (str(tmp_path / "copy.db"), MONDAY)
        with pytest.raises(RuleBroken):
            back_up(shop, shop.path, at=MONDAY + DAY)
        assert last_backup(home, shop.path) == kept
        next((home / "backups").iterdir()).write_text("{torn", "utf-8")
        assert last_backup(home, shop.path) is None


def test_reading_the_log_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with opened(tmp_path, MONDAY) as desk:
        for n in range(ENTRIES_A_STEP):
            desk.do("change_setting", MANAGER, name="diagnosis_fee_fen", value=n)
        verdict = verify(desk.counter.shop, quick=True, told=lambda *far: told.append(far))
        assert verdict.is_whole
        assert told == [(ENTRIES_A_STEP, verdict.entries)]


def test_the_file_says_how_it_is(tmp_path: Path) -> None:
    with opened(tmp_path, MONDAY) as desk:
        reader = desk.counter.reader()
        health = shop_health(reader)
        assert health.sealed_at == desk.at
        assert (health.chains, health.unsealed_rows) == (1, 0)
        (kept,) = reader.execute("SELECT count(*) FROM sync_log").fetchone()
        assert health.entries == kept > 10
        assert health.file_bytes > 0
        begun = first_days(reader)
        assert (begun.has_hours, begun.shelves, begun.parts, begun.colleagues) == (False, 2, 1, 6)
        hours = {"week": [[["09:00", "18:00"]]] * 7, "closed": [], "extra": {}}
        desk.do("change_setting", MANAGER, name="hours", value=hours)
        assert first_days(reader).has_hours
        reader.close()
