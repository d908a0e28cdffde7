"""What the customer's page says of every state a case can be in, and how it looks."""

import asyncio
import json
import logging
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from counter.domain import records as r
from counter.domain.records import Id
from counter.domain.states import CardStatus, CustodyState, EstimateStatus
from counter.hub.customer import look
from counter.hub.customer.case import ItemCase
from counter.hub.customer.figures import amount, hours
from counter.hub.customer.limits import Visitors
from counter.hub.customer.progress import Stage, Tone, headline, steps, whereabouts
from counter.hub.customer.visits import Visits
from counter.hub.limits import Limits, line_of
from counter.hub.routing import HubName
from counter.language import LANGUAGES, Words
from ui import tokens

AN_ID = Id(bytes(16))


def a_case(
    card: CardStatus = CardStatus.HUNG,
    custody: CustodyState = CustodyState.IN_STORE,
    estimate: EstimateStatus | None = None,
    out_at: int | None = None,
) -> ItemCase:
    item = r.CustomerItem(id=AN_ID, received_at=1, custody_state=custody, out_at=out_at)
    found = [r.Estimate(id=AN_ID, item_id=AN_ID, status=estimate)] if estimate else []
    return ItemCase(
        item=item, unit=None, card=r.RepairCard(id=AN_ID, status=card), steps=[], estimates=found,
        consents=[], custody=[], answers=[], taken=[],
    )  # fmt: skip


@pytest.mark.parametrize("card", CardStatus)
@pytest.mark.parametrize("custody", CustodyState)
def test_every_state_has_words_and_an_order(card: CardStatus, custody: CustodyState):
    out = 5 if custody is CustodyState.HANDED_BACK else None
    case = a_case(card, custody, out_at=out)
    assert headline(case)[1]
    stages = [one.stage for one in steps(case)]
    ahead = stages.index(Stage.AHEAD) if Stage.AHEAD in stages else len(stages)
    assert set(stages[ahead:]) <= {Stage.AHEAD}
    away = replace(case, keeper=r.Outlet(id=AN_ID, number=18))
    for language in LANGUAGES:
        words = Words(language)
        said = [words.say(headline(case)[1]), *(words.say(one.text) for one in steps(case))]
        said += [words.say(headline(away)[1]), words.say(whereabouts(away), place="")]
        assert all(said)
        assert language == "en" or not any(one.isascii() for one in said)


def test_an_item_on_its_way_says_which_way():
    sent = a_case(custody=CustodyState.IN_TRANSIT)
    assert headline(sent) == (Tone.PLAIN, "On its way back to this shop")
    assert whereabouts(sent) == ""
    away = replace(sent, keeper=r.Outlet(id=AN_ID, number=18))
    assert headline(away) == (Tone.PLAIN, "On its way to another shop of ours")
    assert whereabouts(away) == "It goes to: {place}"


def test_the_customer_is_asked_while_an_estimate_waits():
    asked = a_case(CardStatus.AWAIT_APPROVAL, estimate=EstimateStatus.SENT)
    assert headline(asked)[0] is Tone.ASKS
    assert [one.text for one in steps(asked) if one.stage is Stage.HERE] == [
        "Your answer to the estimate"
    ]
    gone = replace(asked, item=replace(asked.item, out_at=7))
    assert gone.waiting is None


def test_money_and_hours_are_written_plainly():
    assert amount(1_234_50, "CNY") == "¥1,234.50"
    assert amount(-5, "HKD") == "-HKD 0.05"
    week = [[["09:00", "18:00"]]] * 5 + [[["10:00", "12:00"]], []]
    assert hours(Words("en"), {"week": week}) == ["Mon–Fri 09:00–18:00", "Sat 10:00–12:00"]
    assert hours(Words("zh_CN"), {"week": week})[0] == "周一–周五 09:00–18:00"
    for broken in (None, {}, {"week": [1]}, {"week": json.loads("[[]]")}):
        assert hours(Words("en"), broken) == []


def test_one_line_is_one_visitor():
    assert line_of("2001:db8:1:2::1") == line_of("2001:db8:1:2:ffff::9")
    assert line_of("2001:db8:1:2::1") != line_of("2001:db8:1:3::1")
    assert line_of("::ffff:10.0.0.1") == "10.0.0.1"
    assert line_of("testclient") == "testclient"


def test_the_page_has_the_colours_of_the_window():
    for shown, whole in ((look.LIGHT, tokens.LIGHT), (look.DARK, tokens.DARK)):
        assert shown.items() <= whole.items()


async def asked(app: Starlette, path: str) -> tuple[int, str]:
    """Status and text an application answers, without a server."""
    sent: list[Any] = []
    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": b"", "root_path": "",
        "headers": [(b"accept-language", b"en")], "client": ("10.0.0.1", 1), "scheme": "http",
        "server": ("hub", 80), "http_version": "1.1",
    }  # fmt: skip

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent).decode()


def test_a_database_that_does_not_answer_is_told_plainly(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.CRITICAL, "counter")
    nowhere = sa.create_engine("sqlite://")  # it has no tables
    name = HubName(bytes(16), bytes(32), bytes)
    visits = Visits(nowhere, name, lambda: 0, Visitors(Limits()))
    app = Starlette(routes=visits.routes())
    status, text = asyncio.run(asked(app, f"/q/3000171260012349/{'0' * 32}"))
    nowhere.dispose()
    assert status == 503
    assert "Try again in a minute" in text
