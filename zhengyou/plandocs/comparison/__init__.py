"""How much of one plan stands in another: shares, passages side by side, inherited text apart. Pure.

>>> ours, theirs = stream(our_lines), stream(their_lines)
>>> found = compare(ours, theirs, superior=stream(superior_lines))
>>> found.first.share, found.passages[0].first.line
"""

from zhengyou.plandocs.comparison.comparing import Comparison, Side, compare, coverage
from zhengyou.plandocs.comparison.origin import Likely, likely_origin
from zhengyou.plandocs.comparison.passages import Passage, Piece, Renaming
from zhengyou.plandocs.comparison.skeleton import structure_alike
from zhengyou.plandocs.comparison.sketches import SKETCH_VERSION, alike, bands, sketch
from zhengyou.plandocs.comparison.streams import Paragraph, Span, Stream, stream, stream_of

__all__ = [
    "SKETCH_VERSION",
    "Comparison",
    "Likely",
    "Paragraph",
    "Passage",
    "Piece",
    "Renaming",
    "Side",
    "Span",
    "Stream",
    "alike",
    "bands",
    "compare",
    "coverage",
    "likely_origin",
    "sketch",
    "stream",
    "stream_of",
    "structure_alike",
]
