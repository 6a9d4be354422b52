"""How likely a task of one's own answers what a superior asks for: a proposal that a person then presses."""

import re

# Below this nothing is proposed: tasks of one campaign share some words by their nature.
LIKELY = 0.4
_MARKS = re.compile(r"[^\w]|[\d_]")


def alike(name: str, text: str, other_name: str, other_text: str) -> float:
    """How alike two tasks are, 0 to 1: by their names, or by all their words."""
    whole, other = _pairs(name + text), _pairs(other_name + other_text)
    return max(_shared(_pairs(name), _pairs(other_name)), _shared(whole, other))


def _pairs(words: str) -> set[str]:
    """The pairs of neighbouring characters, marks and numbers left out."""
    plain = _MARKS.sub("", words)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def _shared(ours: set[str], theirs: set[str]) -> float:
    """Twice the common pairs among all (Dice)."""
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0
