"""Names and phones where others look: enough to know somebody by, too little to know them from."""

#: compound surnames still borne today, two characters each
_SURNAMES = (
    "欧阳司马上官诸葛东方独孤南宫夏侯皇甫尉迟公孙慕容令狐宇文长孙司徒司空端木百里呼延闻人"
    "澹台公冶宗政濮阳淳于单于太叔申屠公羊赫连轩辕钟离鲜于闾丘亓官拓跋夹谷第五东郭南门西门"
    "梁丘左丘东门歐陽司馬諸葛東方獨孤南宮尉遲公孫長孫聞人濮陽鍾離"
)
COMPOUND_SURNAMES = frozenset(_SURNAMES[n : n + 2] for n in range(0, len(_SURNAMES), 2))

#: how many characters of a phone or an identity paper may be shown
TAIL = 4
#: from here on the first three digits tell nobody apart
LONG_PHONE = 10


def masked_name(name: str) -> str:
    """张三丰 → 张**, 欧阳晓岚 → 欧阳**, Emily Carter → E*.

    Never more than two stars, the length tells too much.
    """
    name = name.strip()
    if not name:
        return ""
    if not _is_han(name[0]):
        return name[0] + "*"
    kept = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > len("欧阳") else 1
    return name[:kept] + "*" * min(max(len(name) - kept, 1), 2)


def masked_phone(phone: str) -> str:
    """13800135678 → 138****5678; short numbers keep their last four only."""
    if len(phone) <= TAIL:
        return "*" * len(phone)
    head = phone[:3] if len(phone) >= LONG_PHONE else ""
    return f"{head}****{phone[-TAIL:]}"


def phone_tail(phone: str) -> str:
    """The last four digits, as papers and labels show them."""
    return phone[-TAIL:]


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"
