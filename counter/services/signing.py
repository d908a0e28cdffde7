"""Names signed on the pad, kept with each item they were signed for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.choices import SignedFor, Signer
from counter.domain.records import Id, Signature
from counter.domain.signing import Stroke, check_bound, strokes_text

if TYPE_CHECKING:
    from counter.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFacts:
    """A name signed on the pad, as `counter.domain.signing` has it.

    `signed_sha256` is the hash of what the pad stood under while it was signed; empty = what the
    act itself says.
    """

    strokes: tuple[Stroke, ...]
    signed_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The number of the paper, what is signed for on it, and by whom."""

    number: str
    what: SignedFor
    signer: Signer = Signer.CUSTOMER


def keep_signature(
    work: "Work",
    signature: SignatureFacts | None,
    paper: Paper,
    items: Iterable[Id],
    facts: Mapping[str, object],
) -> None:
    """Keep a signature with each of the items; none is given where it was signed on paper.

    Raises RuleBroken "signature.…": empty, too_large, not_strokes, of_something_else.
    """
    if signature is None:
        return
    text = strokes_text(signature.strokes)
    bound = check_bound(signature.signed_sha256, facts)
    for item_id in items:
        work.add(
            Signature(
                id=work.new_id(),
                item_id=item_id,
                number=paper.number,
                what=paper.what.value,
                signer=paper.signer.value,
                strokes_json=text,
                signed_sha256=bound,
                at=work.at,
                by=work.person.id,
            )
        )
