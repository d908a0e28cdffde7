"""The line of one seat in the small world: it loses calls and answers, and says them twice."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import msgspec

from counter.wire.messages import Hello, Named, Page, Pushed, Run
from tests.sync.turns import Pause


class Lost(Exception):
    """The wire went dead in a call."""


@dataclass
class Wire:
    """The calls of one seat, through msgpack, over a line that loses and doubles."""

    hub: Any
    who: Named
    chance: Random
    badness: float = 0.0
    pause: Pause = lambda: None

    def hello(self, chain: bytes) -> Hello:
        return self._call(self.hub.hello, Hello, chain)

    def link(self, chain: bytes, seq: int) -> bytes | None:
        return self._call(self.hub.link, bytes | None, chain, seq)

    def push(self, run: Run) -> Pushed:
        return self._call(self.hub.push, Pushed, run)

    def feed(self, stream: int, after: int, limit: int) -> Page:
        return self._call(self.hub.feed, Page, stream, after, self.chance.randint(1, limit))

    def begin(self, call: Callable[[], Any]) -> Callable[[], Any]:
        return call

    def _call(self, call: Callable[..., Any], answer: Any, *given: Any) -> Any:
        self.pause()
        fate = self.chance.random()
        if fate < self.badness:
            raise Lost
        kinds = [Run if isinstance(one, Run) else type(one) for one in given]
        sent = [msgspec.msgpack.encode(one) for one in given]
        heard = [
            msgspec.msgpack.decode(one, type=kind) for one, kind in zip(sent, kinds, strict=True)
        ]
        said = call(self.who, *heard)
        self.pause()
        if fate < 2 * self.badness:
            raise Lost
        if fate < 3 * self.badness:
            said = call(self.who, *heard)
        return msgspec.msgpack.decode(msgspec.msgpack.encode(said), type=answer)
