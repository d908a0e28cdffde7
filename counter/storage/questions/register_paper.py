"""客户商品进出登记簿 of some days, as it is printed and bound."""

from collections.abc import Iterator, Sequence
from datetime import date

from counter.domain import numbers
from counter.domain.choices import OutHow
from counter.domain.papers import RegisterPaper, RegisterRow
from counter.domain.refusals import RuleBroken
from counter.language import Words, words_of
from counter.storage.database import Connection
from counter.storage.questions import paper_words
from counter.storage.questions.outlet import begins_at, day_of, ends_at
from counter.storage.questions.paper_parts import Setting, setting_for
from counter.storage.questions.reading import MOST_ROWS, at_one_moment, rows, value
from counter.storage.questions.registers import LINES, RegisterLine, masked_line

#: a bound part of the register is a month at most
MOST_DAYS = 31

_ROWS = f"""{LINES}
WHERE i.received_at >= ? AND i.received_at < ? AND (i.received_at, i.k) > (?, ?)
ORDER BY i.received_at, i.k LIMIT {MOST_ROWS}
"""
_HELD = """
SELECT (SELECT count(*) FROM customer_item WHERE out_at IS NULL AND received_at < :end)
  + (SELECT count(*) FROM customer_item WHERE out_at >= :end AND received_at < :end)
"""


@at_one_moment
def register_page(
    db: Connection,
    *,
    from_on: str,
    to_on: str,
    printed_at: int,
    printed_by: str = "",
    first_page: int = 1,
    language: str | None = None,
) -> RegisterPaper:
    """The register of what came in on some local days (YYYY-MM-DD, both in), as it stands now.

    `printed_by` is a staff code. Raises RuleBroken "input.bad_date", "period.reversed" or
    "period.too_long".
    """
    first, last = _term(from_on, to_on)
    setting = setting_for(db, language, "item_register")
    begins, ends = begins_at(first, setting.zone), ends_at(last, setting.zone)
    words = words_of(setting.language)
    lines = tuple(_row(words, setting, line) for line in _lines(db, begins, ends))
    return RegisterPaper(
        letterhead=setting.letterhead,
        **setting.chosen,
        language=setting.language,
        printed_at=setting.local(printed_at),
        printed_by=value(db, "SELECT name FROM person WHERE code = ?", (printed_by,)) or "",
        from_on=first,
        to_on=last,
        first_page=first_page,
        rows=lines,
        held_count=value(db, _HELD, {"end": ends}),
    )


@at_one_moment
def narrowed_register(
    db: Connection,
    *,
    lines: Sequence[RegisterLine],
    days: tuple[int, int],
    narrowed: str,
    printed_at: int,
    printed_by: str = "",
    first_page: int = 1,
    language: str | None = None,
) -> RegisterPaper:
    """The register of lines that were chosen before, the oldest first.

    `narrowed` says how they were chosen, `days` are moments on the first and the last day;
    `printed_by` is a staff code.
    """
    setting = setting_for(db, language, "item_register")
    words = words_of(setting.language)
    return RegisterPaper(
        letterhead=setting.letterhead,
        **setting.chosen,
        language=setting.language,
        printed_at=setting.local(printed_at),
        printed_by=value(db, "SELECT name FROM person WHERE code = ?", (printed_by,)) or "",
        from_on=setting.local(days[0]).date(),
        to_on=setting.local(days[1]).date(),
        first_page=first_page,
        rows=tuple(_row(words, setting, line) for line in lines),
        narrowed=narrowed,
    )


def _term(from_on: str, to_on: str) -> tuple[date, date]:
    first, last = day_of(from_on, "from_on"), day_of(to_on, "to_on")
    if last < first:
        raise RuleBroken("period.reversed", from_on=from_on, to_on=to_on)
    days = (last - first).days + 1
    if days > MOST_DAYS:
        raise RuleBroken("period.too_long", days=days, most=MOST_DAYS)
    return first, last


def _lines(db: Connection, begins: int, ends: int) -> Iterator[RegisterLine]:
    place = (0, 0)
    while found := rows(db, _ROWS, (begins, ends, *place)):
        place = found[-1]["_at"], found[-1]["_key"]
        yield from (masked_line(one) for one in found)


def _sequence(case_number: str) -> str:
    """The running number of a line: its case's, without the zeros in front."""
    number = numbers.parse(case_number)
    return str(number.sequence)


def _row(words: Words, setting: Setting, line: RegisterLine) -> RegisterRow:
    def short(at: int | None) -> str:
        return f"{setting.local(at):%m-%d %H:%M}" if at else ""

    def day(at: int | None) -> str:
        return f"{setting.local(at):%m-%d}" if at else ""

    sent = line.sent_at and paper_words.moved(
        words, day(line.sent_at), line.sent_to, day(line.sent_back_at)
    )
    told = line.notified_at and paper_words.notified(
        words, short(line.notified_at), line.notified_how
    )
    return RegisterRow(
        in_at=setting.local(line.received_at),
        receipt_number=line.receipt_number,
        seq=_sequence(line.case_number),
        card_number=line.card_number,
        masked_name=line.customer_name,
        phone_tail=line.phone_tail,
        product=line.product,
        model=f"{line.brand} {line.model}".strip(),
        serial=line.serial,
        accessories=tuple(
            f"{one.name} ×{one.qty}" if one.qty > 1 else one.name for one in line.accessories
        ),
        source=line.source,
        shelf=line.shelf,
        technician=line.technician_name,
        promised_at=setting.local(line.promised_at),
        moved=sent or "",
        notified=told or "",
        out_at=setting.local(line.out_at) if line.out_at else None,
        by_deputy=line.out_how == OutHow.DEPUTY.value,
        collector_id_type=line.collector_id_type,
        collector_id_tail=line.collector_id_tail,
        receipt_status=line.receipt_status,
        paid_fen=line.paid_fen,
        clerk=line.received_by_name,
        remark=paper_words.remark(words, line.out_how, line.condition_changed),
    )
