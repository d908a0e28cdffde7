"""An item that another outlet has: the customer's page says where it is and whom to call."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.customers import Left, Phone
from tests.sync.test_server import Served
from tests.sync.test_transfers import HERE, THERE, at, does, receives, sends, syncs


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "hub")
    yield made
    made.kill()


def test_the_page_says_where_to_go(tmp_path: Path, hub: Served) -> None:
    first, second = at(tmp_path, hub, HERE), at(tmp_path, hub, THERE)
    does(
        second,
        "change_outlet",
        name="中央<维修部>",
        address="文三路 1 号",
        service_phone="057188888888",
    )
    left = Left(first)
    item = {"case_number": left.case, "card_number": left.card, "receipt_number": left.receipt}
    transfer = sends(first, item)
    syncs(first, second)
    page = Phone(hub, left)
    assert (
        "On its way to another shop of ours It goes to: 中央<维修部>, 文三路 1 号" in page.opens()
    )
    receives(second, transfer, item)
    syncs(second)
    assert "It is at: 中央<维修部>, 文三路 1 号 Call the shop: 057188888888" in page.opens()
    does(second, "withdraw_item", case_number=left.case, reason="不修了")
    syncs(second)
    told = page.opens()
    assert "Ready to be collected, not repaired It is at: 中央<维修部>, 文三路 1 号. Please" in told
    assert "&lt;维修部&gt;" in page.html
    back = sends(second, item, to=HERE)
    syncs(second, first)
    told = page.opens()
    assert "On its way back to this shop" in told
    assert "It goes to" not in told
    receives(first, back, item)
    syncs(first)
    assert "中央" not in page.opens()
