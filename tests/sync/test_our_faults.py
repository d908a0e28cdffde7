"""A fault of the program at a hub or a relay: it is said as a message and in a sentence, and ends
nothing that has to go on.
"""

import asyncio
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from counter.domain.refusals import RuleBroken
from counter.hub.answering import told
from counter.hub.serving import Holdings
from counter.language import Words
from counter.sync.http_line import refusal_of
from counter.sync.refusals import near_refusal_of
from counter.sync.refusals import refusal_of as hub_refusal_of
from counter.wire.messages import Trouble
from counter.wire.packing import KIND, unpacked
from counter.wording import sentence

FAULTS = [(KeyError("x"), "KeyError"), (RuleBroken("disk.full", folder="x", said=""), "disk.full")]


def answered(fault: Exception) -> Response:
    async def call(_request: Request) -> Response:
        raise fault

    return asyncio.run(cast(Any, told(call)(cast(Any, None))))


@pytest.mark.parametrize(("fault", "said"), FAULTS)
def test_a_fault_is_said_by_the_hub_itself(fault: Exception, said: str) -> None:
    answer = answered(fault)
    assert (answer.status_code, answer.media_type) == (500, KIND)
    trouble = refusal_of(unpacked(bytes(answer.body), Trouble), 500)
    assert trouble.said == said
    for refusal in (hub_refusal_of(trouble, "https://hub"), near_refusal_of(trouble, "shop:8471")):
        assert refusal.rule in ("sync.hub_fault", "relay.fault")
        for language in ("zh_CN", "en"):
            worded = sentence(refusal.rule, refusal.facts, Words(language), ZoneInfo("UTC"))
            assert said in worded
            assert refusal.rule not in worded


def test_what_is_meant_for_a_browser_goes_its_way() -> None:
    with pytest.raises(HTTPException):
        answered(HTTPException(413))


def test_one_fault_does_not_end_what_a_hub_does_now_and_then() -> None:
    done: list[int] = []

    def stumbles() -> None:
        done.append(1)
        raise ZeroDivisionError

    for _ in range(2):
        Holdings.one_beat(stumbles)
    assert len(done) == 2
