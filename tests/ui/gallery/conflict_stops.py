"""The page of conflicts with something in it: another seat has written beside this one."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from tests.colleagues import hears, second_seat
from tests.desk import MANAGER, MINUTE, reopened
from tests.ui.robots import Clerk


def conflicts_open(clerk: Clerk, numbers: dict[str, str]) -> QWidget:
    kit = clerk.window.kit
    folder, at = kit.desk.door.folder, kit.now()
    with (
        TemporaryDirectory() as aside,
        reopened(folder.parent, at) as here,
        second_seat(folder, Path(aside), at) as there,
    ):
        there.counter.shop.machine.chance = random.Random(1).randbytes  # its digit is drawn
        for desk, name, fault in (
            (here, "武熙伟", "通电后不加热"),
            (there, "武希伟", "插电就跳闸"),
        ):
            desk.do("correct_customer", MANAGER, customer_number=numbers["regular"], name=name)
            desk.do("correct_item", MANAGER, case_number=numbers["asked"], fault=fault)
            there.wait(MINUTE)
        hears(here, there)
    clerk.window.open("conflicts", numbers["asked"])
    clerk.waits(lambda: bool(clerk.window.screen_named("conflicts").findChildren(QWidget)))
    clerk.waits_for_answers()
    return clerk.window
