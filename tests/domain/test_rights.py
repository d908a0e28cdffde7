"""Each role's rights (decisions 36)."""

from counter.domain.rights import RIGHTS, may, roles_with
from counter.domain.states import Role


def test_every_role_has_its_rights_and_the_auditor_none():
    assert set(RIGHTS) == set(Role)
    assert RIGHTS[Role.AUDITOR] == frozenset()


def test_the_manager_may_all_that_anybody_may():
    assert RIGHTS[Role.MANAGER] == frozenset().union(*RIGHTS.values())


def test_what_the_decisions_say_by_name():
    desk = "check_in hand_back settle take_payment move_item report_receipt_lost correct_customer"
    bench = "start_work record_diagnosis use_part finish_repair send_estimate"
    above = "inspect declare_receipt_lost withdraw_item void_receipt reverse_payment reprint_paper"
    assert all(may(Role.FRONT_DESK, right) for right in desk.split())
    assert all(may(Role.TECHNICIAN, right) for right in bench.split())
    assert all(may(Role.SUPERVISOR, right) for right in f"{desk} {bench} {above}".split())
    assert all(may(Role.CASHIER, r) for r in ("settle", "take_payment", "reverse_payment"))
    assert not any(may(Role.FRONT_DESK, right) for right in f"{bench} {above}".split())
    assert not any(may(Role.TECHNICIAN, right) for right in above.split())
    assert not may(Role.TECHNICIAN, "hand_back")
    assert not may(Role.SUPERVISOR, "manage_people")


def test_whom_to_ask():
    assert roles_with("inspect") == [Role.SUPERVISOR, Role.MANAGER]
    assert roles_with("") == list(Role)
