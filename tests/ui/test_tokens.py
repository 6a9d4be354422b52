"""Every declared pair of text and ground keeps a contrast of 4.5:1, boundaries 3:1, in light and dark (WCAG 2.2)."""

import re
from pathlib import Path

import pytest

from zhengyou import ui

TOKENS = (Path(ui.__file__).parent / "static/ui/tokens.css").read_text("utf-8")
LIGHT, DARK = TOKENS.split("@media (prefers-color-scheme: dark)")

TEXT = [
    *[(word, ground) for ground in ("paper", "wash") for word in (
        "ink", "ink-quiet", "accent-text", "done", "due", "late", "returned",
    )],
    *[(f"on-heat-{step}", f"heat-{step}") for step in range(5)],
    *[(word, "mark") for word in ("ink", "ink-quiet", "late")],
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
]  # fmt: skip
BOUNDARIES = [("line-strong", "paper"), ("focus", "paper"), ("accent", "paper"), ("late", "paper")]


def _colours(scheme: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", scheme))


SCHEMES = {"light": _colours(LIGHT), "dark": _colours(DARK)}


def _luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast_is_right() -> None:
    assert round(_contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(_contrast("#767676", "#ffffff"), 2) == 4.54


def test_both_schemes_declare_the_same_colours() -> None:
    assert set(SCHEMES["light"]) == set(SCHEMES["dark"])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_can_be_read_on_its_ground(scheme: str) -> None:
    colours = SCHEMES[scheme]
    weak = {
        pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in TEXT
        if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_boundary_that_carries_meaning_can_be_seen(scheme: str) -> None:
    colours = SCHEMES[scheme]
    weak = [pair for pair in BOUNDARIES if _contrast(colours[pair[0]], colours[pair[1]]) < 3]
    assert weak == []
