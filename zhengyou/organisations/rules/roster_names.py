"""Sorting keys of people's names: pinyin, with surnames read the way families read them."""

from functools import lru_cache

from pypinyin import lazy_pinyin

# Characters read differently as a surname.
_SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "区": "ou",
    "乐": "yue",
    "盖": "ge",
    "朴": "piao",
    "任": "ren",
    "华": "hua",
    "覃": "qin",
    "翟": "zhai",
    "冼": "xian",
    "尉": "wei",
    "员": "yun",
    "万俟": "mo qi",
    "尉迟": "yu chi",
    "单于": "chan yu",
    "长孙": "zhang sun",
}


def pinyin_key(name: str) -> str:
    """The key by which a name is sorted: syllables in small letters with spaces; at most 120 characters."""
    name = "".join(name.split())
    for length in (2, 1):
        surname = _SURNAMES.get(name[:length])
        if surname is not None:
            return f"{surname} {_read(name[length:])}".strip()[:120]
    return _read(name)[:120]


@lru_cache(maxsize=50_000)
def _read(text: str) -> str:
    return " ".join(lazy_pinyin(text)).lower()
