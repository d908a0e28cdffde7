"""Every language a printer of ours may speak."""

from counter.printing.devices import driver, escpos, tspl, zpl
from counter.printing.devices.catalogue import Language
from counter.printing.devices.device import Able, Device

#: those whose bytes are made here; a DRIVER makes its own of the PDF
DEVICES: dict[Language, Device] = {
    Language.ZPL: zpl.DEVICE,
    Language.TSPL: tspl.DEVICE,
    Language.ESCPOS: escpos.DEVICE,
}
ABLE: dict[Language, Able] = {
    **{language: device.able for language, device in DEVICES.items()},
    Language.DRIVER: driver.ABLE,
}
