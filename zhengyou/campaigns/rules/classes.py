"""How the classes of a school are told: as a number, or by their names, one a line (domain.md P17).

A name is made of a grade and a number only, so that nobody's name is ever written there.
"""

import re

MOST = 200
LONGEST = 20
_NAME = re.compile(r"[一二三四五六七八九十0-9０-９A-Za-z（）()·.\-—初高小大中托幼学前预年级届]{1,19}班")
_BETWEEN = re.compile(r"[\n,，、;；]+")


def typed(written: str) -> list[str]:
    """The names of classes as they were typed, one a line or with 、 between; ValueError says what is wrong."""
    names = ["".join(name.split()) for name in _BETWEEN.split(written) if name.strip()]
    for name in names:
        if _NAME.fullmatch(name) is None:
            raise ValueError(f"“{name[:12]}”不像班名：只写年级和班号，比如“七（1）班”“高一3班”“大二班”。")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"“{twice[0]}”写了两遍，请核对。")
    return names


def said(number: int, names: list[str]) -> str:
    """ "3个班（七（1）班、七（2）班、七（3）班）"; without names only the number."""
    return f"{number}个班" + (f"（{'、'.join(names)}）" if names else "")
