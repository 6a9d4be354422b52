"""A small sketch of a document, so that among thousands the nearest are found without reading them.

MinHash over shingles of six units (rensa): of two sketches as many numbers agree as shingles do. Bands of two numbers
each, as whole numbers that a database can look up; documents with a band in common are worth a closer look.
"""

from __future__ import annotations

import operator
from hashlib import blake2b
from struct import pack

from rensa import RMinHash

from zhengyou.plandocs.comparison.aligning import shingles

NUMBERS, ROWS = 128, 2
_OURS = 1  # grows whenever streams or shingles change, so that stored sketches are made anew
SKETCH_VERSION = f"{_OURS}.{RMinHash.ALGORITHM_VERSION}.{NUMBERS}x{ROWS}"


def sketch(units: str) -> bytes:
    """128 numbers of four bytes; b"" for a document without words. `units` as in `Stream.units`."""
    pieces = shingles(units)
    if not pieces:
        return b""
    made = RMinHash(num_perm=NUMBERS, seed=1)
    made.update(list(pieces))
    return pack(f"<{NUMBERS}I", *made.digest())


def bands(made: bytes) -> list[int]:
    """64 signed 64-bit numbers of a sketch; no two bands of one document are looked up as the same."""
    size = 4 * ROWS
    return [_band(at // size, made[at : at + size]) for at in range(0, len(made), size)]


def _band(number: int, rows: bytes) -> int:
    return int.from_bytes(blake2b(bytes([number]) + rows, digest_size=8).digest(), signed=True)


def alike(one: bytes, two: bytes) -> float:
    """The estimated similarity of two documents, 0 to 1, from their sketches; 0 where one is empty."""
    if not one or not two:
        return 0.0
    pairs = map(operator.eq, memoryview(one).cast("I"), memoryview(two).cast("I"))
    return sum(pairs) / NUMBERS
