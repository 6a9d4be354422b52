"""A whole report, for the screen and as an official document."""

import re
from dataclasses import dataclass

from zhengyou.campaigns.models import Phase, Task
from zhengyou.campaigns.queries.campaigns import Scope

from ..boards import Unit
from ..documents import Block, OfficialDocument, render
from ..figures.checking import Book, Checked
from .problems import evidence, next_steps, problems
from .situation import basic_situation, how_it_stands, what_was_done
from .writing import Writer

_KIND_OF_PLAN = re.compile("的?(?:总体|具体)?(?:实施|工作)?(?:方案|意见|计划|安排)$")
_ISSUER = re.compile("^.{2,30}?关于")


@dataclass(frozen=True)
class Draft:
    """A report's title and blocks. `refused` are figures that disagree with their parts and are not explained yet:
    while there are any, nothing is to be printed."""

    title: str
    blocks: tuple[Block, ...]
    refused: tuple[Checked, ...]


def compose(book: Book, phases: list[Phase], tasks: list[Task], units: list[Unit]) -> Draft:
    """The report of the book's scope, from its figures alone: the same scope and past day give the same report."""
    writer = Writer(book, phases, tasks, units)
    for part in (basic_situation, what_was_done, how_it_stands, problems, next_steps, evidence):
        part(writer)
    return Draft(_title(book), tuple(writer.blocks), tuple(book.refused()))


def _title(book: Book) -> str:
    """ "关于…创先争优活动情况的报告": the plan's own subject, without its issuer and the word for plan."""
    campaign = book.scope.campaign
    kind = "总结报告" if book.scope.as_of >= campaign.ends_on else "报告"
    subject = _KIND_OF_PLAN.sub("", _ISSUER.sub("", campaign.title)).strip("《》")
    if not subject:
        return f"关于《{campaign.title}》执行情况的{kind}"
    return f"关于{subject.removeprefix('关于')}情况的{kind}"


def as_document(draft: Draft, scope: Scope) -> bytes:
    """The draft as .docx bytes after GB/T 9704; the same draft gives the same bytes."""
    return render(
        OfficialDocument(title=draft.title, date=scope.as_of, issuer=scope.node.name, body=draft.blocks)
    )
