"""What rules promises beside their procedure: which round a day falls into, and how members are named outside."""

from datetime import date

_COMPOUND = (
    *("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文"),
    *("司徒", "夏侯", "端木", "百里", "南宫", "呼延", "轩辕", "钟离", "闻人", "澹台", "公冶", "濮阳"),
)


def round_of(day: date, rounds: int) -> str:
    """The round a day falls into: "2026年", or of several a year "2026年第2轮" (policy COMMITMENT_ROUNDS)."""
    if rounds <= 1:
        return f"{day.year}年"
    return f"{day.year}年第{(day.month - 1) * rounds // 12 + 1}轮"


def outside_name(name: str, *, full: bool) -> str:
    """How a member is named where anybody reads: by the surname only ("王某"), unless the campaign says otherwise."""
    if full or not name:
        return name
    surname = name[:2] if name.startswith(_COMPOUND) and len(name) > 2 else name[:1]
    return f"{surname}某"
