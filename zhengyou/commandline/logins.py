"""Logins as they are printed: whose role, name, password, and what to see with it. Standard library only."""

from typing import NamedTuple


class Login(NamedTuple):
    """One way in."""

    role: str
    username: str
    password: str
    sentence: str


def columns(logins: list[Login]) -> str:
    """One line for each, in columns that also stand straight with Chinese in them."""
    widths = [max(map(width, column)) for column in zip(*logins, strict=True)]
    lines = []
    for login in logins:
        cells = [cell + " " * (wide - width(cell)) for cell, wide in zip(login, widths, strict=True)]
        lines.append("  " + "  ".join(cells).rstrip())
    return "\n".join(lines)


def width(text: str) -> int:
    """Columns a text takes on a terminal: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
