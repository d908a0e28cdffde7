"""Keyboards of this machine on which a scanner that types for the American one comes out mangled.

A scanner sends keys, not characters: what stands on them is decided by the machine.
"""

from counter.language import N_

_AMERICAN = (
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
    '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
)
#: what the same keys give; "\0" = nothing that arrives as one character
_THE_SAME_KEYS = {
    "fr": (
        "²&é\"'(-è_çà)=azertyuiop\0$*qsdfghjklmùwxcvbn,;:!"
        "\x001234567890°+AZERTYUIOP\0£µQSDFGHJKLM%WXCVBN?./§"
    ),
    "be": (
        "²&é\"'(§è!çà)-azertyuiop\0$µqsdfghjklmùwxcvbn,;:="
        "³1234567890°_AZERTYUIOP\0*£QSDFGHJKLM%WXCVBN?./+"
    ),
    "de": (
        "\x001234567890ß\0qwertzuiopü+#asdfghjklöäyxcvbnm,.-"
        "°!\"§$%&/()=?\0QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_"
    ),
    "es": (
        "º1234567890'¡qwertyuiop\0+çasdfghjklñ\0zxcvbnm,.-"
        'ª!"·$%&/()=?¿QWERTYUIOP\0*ÇASDFGHJKLÑ\0ZXCVBNM;:_'
    ),
    "it": (
        "\\1234567890'ìqwertyuiopè+ùasdfghjklòàzxcvbnm,.-"
        '|!"£$%&/()=?^QWERTYUIOPé*§ASDFGHJKLç°ZXCVBNM;:_'
    ),
    "cs": (
        ";+ěščřžýáíé=\0qwertzuiopú)\0asdfghjklů§yxcvbnm,.-"
        "\x001234567890%\0QWERTZUIOP/('ASDFGHJKL\"!YXCVBNM?:_"
    ),
    "ru": (
        "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю."
        'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,'
    ),
}
NAMES = {
    "fr": N_("French (AZERTY)"),
    "be": N_("Belgian (AZERTY)"),
    "de": N_("German (QWERTZ)"),
    "es": N_("Spanish"),
    "it": N_("Italian"),
    "cs": N_("Czech"),
    "ru": N_("Russian"),
}


def folds_of(layout: str) -> dict[str, str]:
    """What arrives on this keyboard -> what was meant."""
    pairs = zip(_THE_SAME_KEYS[layout], _AMERICAN, strict=True)
    return {seen: meant for seen, meant in pairs if seen not in (meant, "\0")}


LAYOUTS = {layout: folds_of(layout) for layout in _THE_SAME_KEYS}
