"""Where a scan leads: the case that was last, a part by its number, a machine by its label."""

from tests.builders import a_fan, a_phone
from tests.desk import DESK, MANAGER, TECHNICIAN, Desk
from tests.ui.test_scan_anywhere import IMEI, Gun


def test_two_quick_scans_never_show_the_first_case(open_window, shop: Desk):
    before, after = shop.takes_in(a_fan()), shop.takes_in()
    clerk = open_window("en")
    clerk.signs_in(DESK)
    gun = Gun(clerk)
    clerk.window.go("board")
    screen = clerk.window.screen_named("case")
    shown: list[str] = []
    head = screen.head.show_view

    def watched(view, kind, **how):
        shown.append(view.case_number)
        head(view, kind, **how)

    screen.head.show_view = watched
    gun.scans(before.case)
    gun.scans(after.case)
    clerk.settles()
    assert set(shown) == {after.case}


def test_a_part_is_known_by_its_article_number(open_window, shop: Desk):
    shop.do("add_part", MANAGER, code="6901234567892", name="Seal", price_fen=500)
    case = shop.hangs(shop.takes_in())
    shop.do("start_work", TECHNICIAN, card_number=case.card)
    clerk = open_window("en")
    clerk.signs_in(TECHNICIAN)
    gun = Gun(clerk)
    gun.scans(case.card)
    clerk.settles()
    screen = clerk.window.current()
    gun.scans("]C10106901234567892" + "10LOT7")
    clerk.waits(screen.page.parts.is_pending)
    clerk.sees("Seal")


def test_a_makers_label_finds_its_machine(open_window, shop: Desk):
    case = shop.takes_in(a_phone())
    clerk = open_window("en")
    clerk.signs_in(TECHNICIAN)
    gun = Gun(clerk)
    for label in (f"SN:ABCDEF,IMEI1:{IMEI}", f"(01)06901234567892(21){IMEI}", IMEI):
        clerk.window.go("board")
        gun.scans(label)
        clerk.settles()
        assert clerk.window.bar.title.text().endswith(case.case[9:14]), label
