"""The outcome of a roster in sentences, for the command line."""

from .notes import Note
from .showing import unread_sentences
from .working import Worked

_MOST = 200


def sentences(worked: Worked, *, dry_run: bool, report: str = "") -> list[str]:
    """What was done or would be, what is wrong, what was not read, who is missing."""
    difference, counts = worked.difference, worked.difference.counts
    if difference.faults:
        head = f"名册里有 {counts.faults:,} 处要改，什么也没有导入。改好后重新导入整个文件："
        found = [head, *_some(difference.faults)]
    elif not any(table.rows for table in worked.tables.found):
        found = ["名册里只有表头，没有一行内容。"]
    elif not counts.changes:
        found = ["名册和现有的完全一致，没有改动。"]
    else:
        begin = "试运行，没有保存。正式导入会" if dry_run else "已导入名册："
        found = [f"{begin}{counts.words}。"]
    if difference.warnings:
        found += [f"请留意 {counts.warnings:,} 处：", *_some(difference.warnings)]
    found += unread_sentences(worked.tables)
    if difference.missing_organisations:
        names = [f"{one.organisation}（{one.code}）" for one in difference.missing_organisations]
        found.append(f"名册里没有、系统里仍保留的组织 {len(names):,} 个：{_names(names)}。")
    if difference.missing_people:
        names = [f"{one.organisation}：{one.person}" for one in difference.missing_people]
        found.append(f"名册里没有、系统里仍保留的人员 {len(names):,} 名：{_names(names)}。")
    if report:
        found.append(f"逐行的问题和全部变动写在 {report}。")
    return found


def _some(notes: list[Note]) -> list[str]:
    more = len(notes) - _MOST
    return [*map(str, notes[:_MOST]), *([f"还有 {more:,} 处，加 --report 写成表格看。"] if more > 0 else [])]


def _names(names: list[str]) -> str:
    more = len(names) - _MOST
    return "、".join(names[:_MOST]) + (f" 等，还有 {more:,} 个" if more > 0 else "")
