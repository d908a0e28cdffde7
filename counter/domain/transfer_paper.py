"""What the transfer note is drawn from: two outlets, and the items between them."""

from dataclasses import dataclass
from datetime import datetime

from counter.domain.choices import PaperCopy
from counter.domain.paper_looks import Adjusted, Letterhead


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferredThing:
    """One item on a transfer note; `parts` go along for its repair."""

    card_number: str
    product: str
    model: str = ""
    serial: str = ""
    masked_name: str = ""
    fault: str = ""
    accessories: tuple[str, ...] = ()
    condition: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPaper(Adjusted):
    """调拨单. Outlets by number and name; whoever carries it sees no name whole."""

    number: str
    letterhead: Letterhead
    language: str = "zh_CN"
    copy: PaperCopy = PaperCopy.FILE
    reprint: int = 0
    printed_at: datetime
    packed_at: datetime
    from_outlet: str
    to_outlet: str
    seal: str = ""
    carrier: str = ""
    remark: str = ""
    clerk: str = ""
    items: tuple[TransferredThing, ...] = ()
