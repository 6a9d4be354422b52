"""Where units of one stream stand word for word in another, in time linear in the length of both."""

from __future__ import annotations

from typing import NamedTuple

SHINGLE = 6  # domain.md 3.2: shared text is counted in pieces of six characters
_PLACES = 12  # places of one shingle that are looked at; more only repeat each other
_STEP = 64


class Run(NamedTuple):
    """`length` units, equal on both sides, from `first` of one stream and `second` of the other."""

    first: int
    second: int
    length: int


def runs(first: str, second: str) -> list[Run]:
    """Runs of at least six equal units, in the order of `first`, none overlapping there.

    At each unit the longest run is taken; of equally long ones that which goes on where the one before it ended.
    Two equal streams are one run however short they are.
    """
    if first == second:
        return [Run(0, 0, len(first))] if first else []
    places = _places(second)
    found: list[Run] = []
    at, due = 0, 0
    while at <= len(first) - SHINGLE:
        candidates = places.get(first[at : at + SHINGLE])
        if candidates is None:
            at += 1
            due += 1
            continue
        length, _, place = max((_reach(first, at, second, p), -abs(p - due), p) for p in candidates)
        found.append(Run(at, place, length))
        at += length
        due = place + length
    return found


def _places(units: str) -> dict[str, list[int]]:
    """Where each shingle stands: its first few places."""
    places: dict[str, list[int]] = {}
    for at in range(len(units) - SHINGLE + 1):
        known = places.setdefault(units[at : at + SHINGLE], [])
        if len(known) < _PLACES:
            known.append(at)
    return places


def _reach(first: str, i: int, second: str, j: int) -> int:
    """How many units are equal from `i` and `j` on."""
    begin, limit = i, min(len(first) - i, len(second) - j)
    while i - begin + _STEP <= limit and first[i : i + _STEP] == second[j : j + _STEP]:
        i, j = i + _STEP, j + _STEP
    while i - begin < limit and first[i] == second[j]:
        i, j = i + 1, j + 1
    return i - begin


def shingles(units: str) -> set[str]:
    """All pieces of six units; of a shorter stream the whole."""
    if len(units) < SHINGLE:
        return {units} if units else set()
    return {units[at : at + SHINGLE] for at in range(len(units) - SHINGLE + 1)}
