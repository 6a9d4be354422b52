"""A year of data: a million expectations, and promises at the size of a district."""

from bench.loaded import commitments, lists

PROMISES = 70_000


def grow() -> dict[str, int]:
    """Sizes by name."""
    sizes = lists.grow()
    commitments.fill(PROMISES)
    return sizes | {"promises": PROMISES}
