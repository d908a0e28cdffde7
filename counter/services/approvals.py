"""A second person's word: somebody entitled types his code and PIN at the counter."""

from typing import TYPE_CHECKING

from counter.domain.records import Person
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.services.lookups import person_of

if TYPE_CHECKING:
    from counter.storage.work import Work


def approver(work: "Work", right: str, code: str, pin: str) -> Person:
    """Who approves: whoever acts, if entitled, or the person with that code and PIN.

    Raises RuleBroken "approval.missing", "approval.not_entitled" or "approval.wrong_pin"; a wrong
    PIN is put on record although the act is refused.
    """
    if not code:
        if may(work.person.role, right):
            return work.person
        raise RuleBroken("approval.missing", right=right)
    person = person_of(work, code)
    if not person.active or not may(person.role, right):
        raise RuleBroken("approval.not_entitled", code=person.code, right=right)
    if not work.check_pin(person.id, pin):
        work.count("approval.wrong_pin", person.code)
        raise RuleBroken("approval.wrong_pin", code=person.code)
    return person
