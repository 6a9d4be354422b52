"""The documents of a file: lines split into parts, each part read by every rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from zhengyou.plandocs.cleaning import Line
from zhengyou.plandocs.dates import find_dates
from zhengyou.plandocs.defects import Evidence, defects
from zhengyou.plandocs.extraction.context import Context
from zhengyou.plandocs.extraction.framing import basis, period, themes
from zhengyou.plandocs.extraction.heading import Facts, facts, kind_of
from zhengyou.plandocs.extraction.mechanisms import mechanisms
from zhengyou.plandocs.extraction.people import people
from zhengyou.plandocs.extraction.phases import phases
from zhengyou.plandocs.extraction.standards import standards
from zhengyou.plandocs.extraction.targets import targets
from zhengyou.plandocs.extraction.tasks import tasks
from zhengyou.plandocs.furniture import furniture
from zhengyou.plandocs.parts import Part, split
from zhengyou.plandocs.plan import Document
from zhengyou.plandocs.script import script_of
from zhengyou.plandocs.structure import build, sections

ReaderNote = tuple[int, str, str, str]  # line, code, severity, message


def documents(lines: list[Line], notes: list[ReaderNote]) -> tuple[Document, ...]:
    """Every document among the lines, in order. `notes` are what the reader of the format found."""
    skipped = furniture(lines)
    parts = split(lines, skipped)
    shingles: dict[int, set[int]] = {}
    out = []
    for index, part in enumerate(parts):
        context, read = _read(lines[part.begin : part.end], part, skipped)
        around = lines[
            part.begin if index else 0 : part.end
        ]  # what stands before the first part goes with it
        evidence = Evidence(context, read, around, skipped, notes, index, parts, lines, shingles)
        out.append(replace(read, defects=defects(evidence)))
    return tuple(out)


def _read(own: list[Line], part: Part, skipped: dict[int, str]) -> tuple[Context, Document]:
    """One document's facts and contents, without defects."""
    known = facts(own, skipped, named=part.value is None)
    body = [line for line in own if line.number not in skipped]
    context = _context(body, known, part)
    return context, _contents(context, known, (own[0].number, own[-1].number))


def _context(body: list[Line], known: Facts, part: Part) -> Context:
    text = "\n".join(line.match for line in body)
    kind = kind_of(known.title, text, trusted=part.value is None)
    titles = {id(line) for line in known.title_lines}
    return Context(
        lines=body,
        structure=build([line for line in body if id(line) not in titles]),
        kind=kind,
        title=known.title,
        signed=_foot(known, body),
        year=_year(known, body),
    )


def _foot(known: Facts, body: list[Line]) -> int | None:
    """The first line of a signature at the foot; what a briefing prints under its title is none."""
    signed = known.signed_at.line if known.signed_at else None
    organ = known.issuer_at.line if known.issuer_at else 0
    signed = organ if signed and signed - 3 < organ < signed else signed
    filled = [line.number for line in body if line.match.strip()]
    return signed if signed and signed >= filled[len(filled) // 3] else None


def _year(known: Facts, body: list[Line]) -> int | None:
    """The year to suggest for dates without one: of the title, the signature, or the one most often printed."""
    for when in find_dates(known.title):
        if when.first_year:
            return when.first_year
    if known.signed_on:
        return known.signed_on.year
    years = Counter(when.first_year for line in body for when in find_dates(line.match) if when.first_year)
    return years.most_common(1)[0][0] if years else None


def _contents(context: Context, known: Facts, span: tuple[int, int]) -> Document:
    found_phases = phases(context)
    found_standards = standards(context)
    return Document(
        title=known.title,
        kind=context.kind,
        issuer=known.issuer,
        number=known.number,
        signed_on=known.signed_on,
        published_on=known.published_on,
        period=period(context),
        script=script_of(context.lines),
        span=_trimmed_span(context, span),
        title_at=known.title_at,
        issuer_at=known.issuer_at,
        number_at=known.number_at,
        signed_at=known.signed_at,
        sections=sections(context.structure),
        standards=found_standards,
        phases=found_phases,
        tasks=tasks(context, found_phases, found_standards)
        if context.kind != "unknown" or context.structure.roots
        else (),
        targets=targets(context, found_standards),
        people=people(context),
        mechanisms=mechanisms(context),
        basis=basis(context),
        themes=themes(context),
    )


def _trimmed_span(context: Context, span: tuple[int, int]) -> tuple[int, int]:
    """From the first to the last line with words that is not furniture; the whole part where there is none."""
    filled = context.between(0, span[1])
    return (filled[0].number, filled[-1].number) if filled else span
