"""The ways money changes hands, in the order they are used most."""

from counter.domain.choices import PaymentMethod
from counter.language import N_

METHODS = {
    PaymentMethod.CASH: N_("Cash"),
    PaymentMethod.WECHAT: N_("WeChat"),
    PaymentMethod.ALIPAY: N_("Alipay"),
    PaymentMethod.BANK_CARD: N_("Bank card"),
    PaymentMethod.TRANSFER: N_("Transfer"),
}
