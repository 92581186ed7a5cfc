"""Made-up persons for the sample hall, simulated days and tests: invented names, numbers whose check digit is right."""

import datetime as dt
from random import Random
from typing import Final

from hall.kernel.names import DOT
from hall.people.rules import Sex, check_digit

_SURNAMES: Final = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏仇单区"
_COMPOUND: Final = ("欧阳", "上官", "司徒", "诸葛", "皇甫", "尉迟")
_FIRST: Final = "春秀建玉志文永国海明桂晓淑雅子思梦俊若天德兴家宝庆金云雪冬向立正长新世"
_SECOND: Final = "英兰华平芳军强敏静伟涛磊娜霞勇丽杰娟超辉刚燕萍红波鹏宇轩涵怡欣妍泽晨朗琴梅"
# 𠅤 and 𬱖 lie above U+FFFF, 䶮 and 㭎 outside GBK: old systems print boxes for the people who bear them.
_RARE: Final = ("\U00020164", "\U0002cc56", "\u4dae", "\u3b4e")
_PAIRS: Final = ("阿依", "古丽", "努尔", "艾力", "帕提", "热依", "木江", "萨依", "吐尔", "逊江", "玛依", "曼古")
_TRIPLES: Final = ("买合木", "托合提", "尼亚孜", "阿卜杜", "艾合麦", "古丽娜", "再努热", "吾守尔")
_YI: Final = ("吉木", "沙玛", "阿鲁", "曲别", "勒伍", "俄底")


def sample_identity(random: Random, birth: dt.date, sex: str, prefix: str = "110105") -> str:
    """Return an 18-character identity number that passes every check and belongs to nobody on purpose.

    Args:
        random: the source of chance.
        birth: the birthday.
        sex: `Sex.MALE` or `Sex.FEMALE`.
        prefix: the first six digits.

    Raises:
        ValueError: the sex is neither male nor female.
    """
    if sex not in (Sex.MALE, Sex.FEMALE):
        raise ValueError("an identity number is a man's or a woman's")
    order = 2 * random.randrange(1, 500) - (sex == Sex.MALE)
    digits = f"{prefix}{birth:%Y%m%d}{order:03}"
    return digits + check_digit(digits)


def sample_name(random: Random) -> str:
    """Return an invented name; about one in twenty has a rare character, one in twenty a separating dot."""
    chance = random.random()
    if chance < 0.01:
        return _long_name(random)
    if chance < 0.03:
        return f"{random.choice(_PAIRS)}{random.choice(_PAIRS)}{DOT}{random.choice(_TRIPLES)}"
    if chance < 0.05:
        return f"{random.choice(_YI)}{DOT}{random.choice(_FIRST)}{random.choice(_SECOND)}"
    surname = random.choice(_COMPOUND) if chance < 0.07 else random.choice(_SURNAMES)
    last = random.choice(_RARE if chance > 0.95 else _SECOND)
    return surname + (random.choice(_FIRST) if random.random() < 0.7 else "") + last


def _long_name(random: Random) -> str:
    """Return a name of twenty characters."""
    return "".join(random.sample(_PAIRS, 5)) + DOT + "".join(random.sample(_TRIPLES, 3))
