"""Several documents in one file, and how alike they are."""

from __future__ import annotations

from collections.abc import Iterator

from zhengyou.plandocs.defects.evidence import NOTE, WARNING, Evidence, of_line
from zhengyou.plandocs.parts import Part
from zhengyou.plandocs.plan import Defect

_SHINGLE = 6
_SAME, _SHARED = 0.6, 0.05
_PARTS = 60
_WORTH_COMPARING = 150  # a short covering note names its attachment: no reuse


def gluing(evidence: Evidence) -> Iterator[Defect]:
    """glued-documents for every part, near-duplicate-parts and template-reuse against the parts before it."""
    parts = evidence.parts
    if len(parts) < 2 or not evidence.body:
        return
    said = f"这个文件由{len(parts)}篇文稿拼成，这是第{evidence.index + 1}篇。请分别核对，只留下需要的一篇。"
    first = evidence.body[0]
    yield of_line("glued-documents", WARNING if evidence.index == 0 else NOTE, said + _lost(evidence), first)
    own = _shingles(evidence, parts[evidence.index])
    for before in range(max(0, evidence.index - _PARTS), evidence.index):
        other = _shingles(evidence, parts[before])
        share = len(own & other) / max(1, min(len(own), len(other)))
        title = evidence.lines[parts[before].begin].mended.strip()[:30]
        if share >= _SAME:
            said = f"这一篇与第{before + 1}篇“{title}”几乎相同（{share:.0%}的文字一样）。请只留一篇。"
            yield of_line("near-duplicate-parts", WARNING, said, first)
        elif share >= _SHARED and min(len(own), len(other)) >= _WORTH_COMPARING:
            said = (
                f"这一篇有{share:.0%}的文字与第{before + 1}篇“{title}”相同，像是套用了同一个范本。"
                "请核对这些段落说的是不是本单位的事。"
            )
            yield of_line("template-reuse", NOTE, said, first)


def _lost(evidence: Evidence) -> str:
    """Which numbers of a collection are not there; said once, with the first part."""
    values = [part.value for part in evidence.parts if part.value]
    if evidence.index or not values:
        return ""
    gone = sorted(set(range(1, max(values) + 1)) - set(values))[:20]
    return f"编号缺第{'、'.join(map(str, gone))}篇。" if gone else ""


def _shingles(evidence: Evidence, part: Part) -> set[int]:
    """Hashes of the runs of six characters of a part, without blanks and punctuation."""
    known = evidence.shingles.get(part.begin)
    if known is not None:
        return known
    lines = evidence.lines[part.begin + 1 : part.end]
    text = "".join(
        c for line in lines if line.number not in evidence.skipped for c in line.match if c.isalnum()
    )
    found = {hash(text[i : i + _SHINGLE]) for i in range(len(text) - _SHINGLE + 1)}
    evidence.shingles[part.begin] = found
    return found
