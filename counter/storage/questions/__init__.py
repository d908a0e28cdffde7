"""Everything that can be asked: plain SQL on a reading connection, answered in frozen values."""

from counter.storage.questions.board import board
from counter.storage.questions.cases import case
from counter.storage.questions.customers import customer_by_phone
from counter.storage.questions.hand_back import hand_back_view
from counter.storage.questions.lists import (
    drafts,
    item_kinds,
    outlet_view,
    parts,
    people,
    print_queue,
    shelves,
)
from counter.storage.questions.question import Question

NOW = "2026-11-22T14:30:00+08:00"

QUESTIONS: tuple[Question, ...] = (
    Question(function=board, example={"now_at": NOW}),
    Question(function=case, example={"number": "1000171260000120"}),
    Question(function=hand_back_view, example={"number": "3000171260000127"}),
    Question(function=customer_by_phone, example={"phone": "13800135678"}),
    Question(function=people),
    Question(function=item_kinds),
    Question(function=shelves),
    Question(function=parts, example={"text": "battery"}),
    Question(function=outlet_view),
    Question(function=drafts, example={"person_code": "1001"}),
    Question(function=print_queue, example={"status": "QUEUED"}),
)
