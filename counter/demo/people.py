"""Made-up people of the demo shop; none of them lives anywhere."""

from random import Random

from counter.demo.templates import Template

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志宏文海燕婷雪梅琳鑫宇"
    "浩凯嘉欣怡子涵梓轩晨阳思远雨桐若曦一诺博文俊熙佳琪"
)
PHONE_DIGITS, LONGEST_NAME = 11, 3
RARE = ("𬱖", "䶮", "㛃")
#: beginnings of mobile numbers; the rest is drawn by chance and is nobody's on purpose
PREFIXES = ("138", "139", "151", "186", "177")


def a_name(chance: Random) -> str:
    """A name of two or three characters, one in five hundred with a rare one."""
    given = "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
    if chance.randrange(500) == 0:
        given = chance.choice(RARE) + given[1:]
    return chance.choice(SURNAMES) + given


def a_phone(chance: Random) -> str:
    """Eleven digits."""
    return f"{chance.choice(PREFIXES)}{chance.randrange(10**8):08d}"


def somebody_else(chance: Random, template: Template) -> dict[str, str]:
    """For each personal value of a story another of its sort: phone for phone, name for name."""
    values = {value for entry in template.entries for _, value in entry.personal}
    return {value: _another(chance, value) for value in sorted(values)}


def _another(chance: Random, value: str) -> str:
    if value.isdigit() and len(value) == PHONE_DIGITS:
        return a_phone(chance)
    if value.isdigit():
        return f"{chance.randrange(10 ** len(value)):0{len(value)}d}"
    # a longer text is what somebody wrote down, like a reason: it stays
    return a_name(chance) if len(value) <= LONGEST_NAME else value
