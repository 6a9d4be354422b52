"""What looks wrong in a copy or in the plan itself. domain.md 3.2 names the kinds; a human decides about each."""

from __future__ import annotations

from zhengyou.plandocs.defects.content import content
from zhengyou.plandocs.defects.copying import copying
from zhengyou.plandocs.defects.evidence import Evidence
from zhengyou.plandocs.defects.gluing import gluing
from zhengyou.plandocs.defects.numbering import numbering
from zhengyou.plandocs.defects.timing import timing
from zhengyou.plandocs.plan import Defect

__all__ = ["Evidence", "defects"]


def defects(evidence: Evidence) -> tuple[Defect, ...]:
    """All defects of one document in order of their places, each said once."""
    found: dict[tuple[str, int, int], Defect] = {}
    for check in (gluing, copying, numbering, timing, content):
        for defect in check(evidence):
            found.setdefault((defect.code, defect.line, defect.start), defect)
    return tuple(sorted(found.values(), key=lambda d: (d.line, d.start, d.code)))
