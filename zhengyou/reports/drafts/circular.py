"""The circular of an inspection round (通报, domain.md M69, 6.1): what was visited, what is good, what is wrong by
item, what is asked. Every count of findings is a figure; a unit is named with its problems only where that was
chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.inspections import rounds
from zhengyou.campaigns.queries.inspections.told import Circulated
from zhengyou.ui.wording import day_text

from ..documents import Attachment, Block, Heading, OfficialDocument, Paragraph, Printed, Run, Table, render
from ..figures.checking import Book


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a person adds to the facts: an assessment, what is asked next, and whether units are named."""

    assessment: str
    requirements: str
    names_good: bool
    names_problems: bool


def asked(answers: Mapping[str, Any]) -> Asked:
    """The same from the answers to the step."""
    return Asked(**{name: answers[name] for name in Asked.__dataclass_fields__})


def circular(found: Circulated, words: Asked, scope: Scope) -> bytes:
    """The circular as .docx bytes after GB/T 9704; the same facts of a day give the same bytes. `scope` is the
    organiser with what lies below it on the day of issue."""
    book = Book(scope)
    title = found.row.title.removesuffix("情况")
    document = OfficialDocument(
        title=f"关于{title}情况的通报",
        date=scope.as_of,
        issuer=scope.node.name,
        addressee="各级党组织",
        body=(
            *_opening(found, scope.node.name),
            *_visited(found, words, book),
            *_good(found, words),
            *_problems(found, words, book),
            *_next(found, words, book, scope.as_of),
        ),
        attachments=(Attachment("受督查单位名单", tuple(_units(found))),),
    )
    return render(document)


def _opening(found: Circulated, issuer: str) -> Iterable[Block]:
    row = found.row
    span = f"{day_text(row.opens_on)}至{day_text(row.closes_on)}"
    purpose = row.purpose.rstrip("。")
    yield _said(f"{span}，{issuer}组织了{row.title}。目的是：{purpose}。现将情况通报如下。")


def _visited(found: Circulated, words: Asked, book: Book) -> Iterable[Block]:
    row = found.row
    yield Heading(1, "督查情况")
    methods = "、".join(str(word) for key, word in rounds.METHODS if key in row.methods)
    notice = "事先不打招呼" if row.unannounced else "事先通知"
    yield _said(
        f"这一轮{notice}，采取{methods}的办法，先看系统里已有的记录，没有要单位另交材料。共督查单位",
        _figure(book, f"inspections-visits.round.{row.pk}"),
        f"（{_how(found)}{_missing(found)}）。",
    )
    if found.drawn:
        second = f"{row.public_name}的号码“{row.second}”" if row.public_name else "封定名单时台账的链上摘要"
        yield _said(
            f"抽签的种子词“{row.seed}”于{day_text(found.published_on)}公布，抽签时接上{second}，"
            f"参加抽签的名单有{found.frame}个单位；规则、名单和结果在公开页上，谁都可以重算。"
        )
    yield _said(words.assessment)


def _how(found: Circulated) -> str:
    ways = ((f"抽签定{found.drawn}个", found.drawn), (f"点名{found.chosen}个", found.chosen))
    return "、".join(word for word, number in ways if number)


def _missing(found: Circulated) -> str:
    missed = f"，没有查成{found.missed}个" if found.missed else ""
    silent = f"，反馈后到期没有答复{found.silent}个" if found.silent else ""
    return missed + silent


def _good(found: Circulated, words: Asked) -> Iterable[Block]:
    if not found.good:
        return
    yield Heading(1, "好的做法")
    for name, text in found.good:
        yield _said(f"{name}：{_stopped(text)}" if words.names_good else _stopped(text))


def _problems(found: Circulated, words: Asked, book: Book) -> Iterable[Block]:
    yield Heading(1, "发现的问题")
    total = book.number(f"inspections-findings.round.{found.row.pk}")
    if not total:
        yield _said("逐条看了清单，看到的地方没有发现需要整改的问题；没有看的条目不在此列。")
        return
    yield _said(
        "共发现问题",
        _figure(book, f"inspections-findings.round.{found.row.pk}"),
        "，已逐个反馈给本单位并列入整改台账。按清单分：",
    )
    rows = [
        (
            line.text,
            str(line.looked),
            Printed(
                f"inspections-findings.line.{line.pk}",
                book.value(f"inspections-findings.line.{line.pk}").text,
            ),
        )
        for line in found.lines
    ]
    yield Table(("清单", "看了（个）", "问题（个）"), tuple(rows), "各条看到的情况", (6, 2, 2))
    if words.names_problems:
        for name, text in found.problems:
            yield _said(f"{name}：{_stopped(text)}")


def _next(found: Circulated, words: Asked, book: Book, day: date) -> Iterable[Block]:
    yield Heading(1, "下一步要求")
    yield _said(words.requirements)
    if found.rectify_by:
        yield _said(
            f"督查发现的问题，最迟在{day_text(found.rectify_by)}前改好，由提出的一方核验后销号。"
            f"截至{day_text(day)}已销号",
            _figure(book, f"inspections-put-right.round.{found.row.pk}"),
            "。",
        )


def _units(found: Circulated) -> Iterable[Block]:
    rows = [
        (name, how, day_text(visited) if visited else "没有查成", day_text(due) if due else "—")
        for name, how, visited, due in found.units
    ]
    yield Table(("单位", "怎么定的", "督查日期", "整改期限"), tuple(rows), "", (5, 2, 3, 3))


def _figure(book: Book, key: str) -> Printed:
    value = book.value(key)
    return Printed(key, f"{value.text}{book.used[key].unit}")


def _said(*runs: Run) -> Paragraph:
    return Paragraph(runs)


def _stopped(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"
