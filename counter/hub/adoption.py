"""Which outlet a shop that began alone has become: told by the whole place inside its ids, for two
such shops may have chosen one number (decisions 9).
"""

from collections.abc import Mapping

from counter.storage.ids import TAIL_BITS, place_of


class Owners:
    """Says whose an id, a number is at this hub."""

    def __init__(self, adopted: Mapping[int, int]) -> None:
        """`adopted` leads from a place (number and tail, as ids hold it) to the outlet here; it may
        grow meanwhile.
        """
        self._adopted = adopted

    def of_id(self, row_id: bytes) -> int:
        """The outlet whose an id is."""
        place = place_of(row_id)
        return self._adopted.get(place, place >> TAIL_BITS)

    def of_number(self, number: int, writer: int | None = None) -> int:
        """The outlet meant by a number: a writer that was called so means itself; a number that
        several were called by means none of them.
        """
        called_so = {by for place, by in self._adopted.items() if place >> TAIL_BITS == number}
        if writer in called_so:
            return writer
        return called_so.pop() if len(called_so) == 1 else number


def place(number: int, tail: int) -> int:
    """What stands inside the ids of a shop."""
    return number << TAIL_BITS | tail
