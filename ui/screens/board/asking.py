"""What the board asks on the reader's thread: its lanes, and what its filters offer."""

from dataclasses import dataclass

from counter.domain.rights import may
from counter.storage.database import Connection
from counter.storage.questions.board import OpenState
from counter.storage.questions.board_lanes import (
    BoardView,
    Filter,
    LanePage,
    board_view,
    lane_page,
)
from counter.storage.questions.lists import ItemKindRow, PersonRow, item_kinds, people
from ui.screens.board.lanes import LANES

ROWS = 60


@dataclass(frozen=True, slots=True)
class BoardAnswer:
    """The lanes, the kinds of item, and who works at the bench."""

    view: BoardView
    kinds: list[ItemKindRow]
    people: list[PersonRow]


def ask_board(
    db: Connection, *, now_at: int, limits: list[int], chosen: Filter, language: str
) -> BoardAnswer:
    """Everything the board shows."""
    view = board_view(
        db,
        now_at=now_at,
        lanes=[list(lane.states) for lane in LANES],
        limits=limits,
        chosen=chosen,
        language=language,
    )
    workers = [one for one in people(db).rows if may(one.role, "start_work")]
    return BoardAnswer(view, item_kinds(db).rows, workers)


def ask_lane(
    db: Connection, *, states: list[OpenState], chosen: Filter, language: str, after: str
) -> LanePage:
    """The next page of a lane."""
    return lane_page(db, states=states, chosen=chosen, language=language, after=after, limit=ROWS)
