"""Half-filled forms, kept so that a crash or a closed window loses nothing."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from counter.domain.personal import required
from counter.domain.records import Draft, Id
from counter.domain.refusals import RuleBroken
from counter.services.lookups import draft_id

if TYPE_CHECKING:
    from counter.storage.work import Work

MOST_CHARACTERS = 65_536
#: fields of a form that are never written down in the clear
SECRETS = ("passcode", "pin", "own_pin", "approved_pin", "credit_pin")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftNow:
    """A draft by the name under which it is kept, 32 hex digits."""

    draft: str


def save_draft(work: "Work", *, form: str, body: dict[str, Any], draft: str = "") -> DraftNow:
    """Keep what a form holds but a passcode or PIN; naming an earlier `draft` replaces it.

    Raises RuleBroken "draft.too_large", "draft.unknown" or "draft.not_yours".
    """
    text = json.dumps(_without_secrets(body), ensure_ascii=False)
    if len(text) > MOST_CHARACTERS:
        raise RuleBroken("draft.too_large", length=len(text), limit=MOST_CHARACTERS)
    kept = work.save_draft(
        Draft(
            id=own_draft(work, draft) if draft else work.new_id(),
            form=required(form, "code"),
            person_id=work.person.id,
            body_json=text,
            saved_at=work.at,
        )
    )
    return DraftNow(draft=kept.id.hex())


def _without_secrets(value: Any) -> Any:
    """A device passcode is kept with its case alone (domain.md §5.13), never in a draft."""
    if isinstance(value, dict):
        return {
            name: _without_secrets(one)
            for name, one in cast("dict[str, Any]", value).items()
            if name not in SECRETS
        }
    if isinstance(value, list):
        return [_without_secrets(one) for one in cast("list[Any]", value)]
    return value


def drop_draft(work: "Work", *, draft: str) -> DraftNow:
    """Forget a draft; one that is gone already is no fault. Raises RuleBroken "draft.not_yours"."""
    work.drop_draft(own_draft(work, draft))
    return DraftNow(draft=draft)


def own_draft(work: "Work", draft: str) -> Id:
    """The id of one's own draft, or of one that is gone; raises RuleBroken "draft.not_yours"."""
    kept = work.find(Draft, id=draft_id(draft))
    if kept is not None and kept.person_id != work.person.id:
        raise RuleBroken("draft.not_yours", draft=draft)
    return draft_id(draft)
