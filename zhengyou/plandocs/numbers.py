"""Numbers as people write them: 三十, 两, 3000, 1,399, ３个, ①, IV, Third."""

from __future__ import annotations

from functools import lru_cache

CN = "一二三四五六七八九十"
CAPITALS = "壹贰叁肆伍陆柒捌玖拾"  # as on receipts, and in outlines of the old kind
NUMBER = (
    r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,9}(?:\.\d{1,4})?|[一二两三四五六七八九十百千]{1,6}"
    r"|[一二两三四五六七八九]?百[零○][一二三四五六七八九])"
)
_CAPITALS = str.maketrans(CAPITALS, CN)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROMAN = {"I": 1, "V": 5, "X": 10}


@lru_cache(maxsize=4096)
def number(text: str) -> float | None:
    """The value of a number in digits (with thousands commas) or Chinese; None for anything else."""
    plain = text.replace(",", "").replace("○", "零")
    if plain.replace(".", "", 1).isascii() and plain.replace(".", "", 1).isdigit():
        return float(plain)
    if "两" in plain:
        plain = plain.replace("两", "二")
    if plain.startswith("百"):
        plain = "一" + plain
    try:
        import cn2an  # noqa: PLC0415 - slow to load, and a server only compares

        return float(cn2an.cn2an(plain, "normal"))
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def integer(text: str) -> int | None:
    """The same for whole numbers; None where it is not one."""
    value = number(text)
    return int(value) if value is not None and value == int(value) else None


@lru_cache(maxsize=1024)
def ordinal(label: str) -> int | None:
    """The number in a heading's label: 三、（三）3. ③ 第三 III Third; None where there is none."""
    if label[:1] in _CIRCLED and label:
        return _CIRCLED.index(label[0]) + 1
    label = label.translate(_CAPITALS)
    core = "".join(
        char for char in label if char in CN or char.isdigit() or (char.isascii() and char.isalpha())
    )
    if core.lower() in _ENGLISH:
        return _ENGLISH.index(core.lower()) + 1
    if core.lower() in _COUNTS:
        return _COUNTS.index(core.lower()) + 1
    if core and all(char in _ROMAN for char in core):
        return _roman(core)
    digits = core if core.isdigit() else "".join(char for char in core if char in CN)
    return integer(digits[:4]) if digits else None


def _roman(text: str) -> int:
    values = [_ROMAN[char] for char in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def printed(value: int) -> str:
    """A small number in Chinese, for messages: 3 -> 三."""
    import cn2an  # noqa: PLC0415 - as above

    return str(cn2an.an2cn(value, "low"))
