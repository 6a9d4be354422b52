"""What the sheets of a roster hold, and the headers by which people know each column."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from .cells import Cell, text

_BRACKETS = re.compile(r"[(\[【〔<《][^)\]】〕>》]*[)\]】〕>》]?")
_SIGNS = re.compile(r"[\s*:.,、;/_\-#]+")
_ID_CARD = re.compile("身份证|公民身份|证件号")
OWN_COLUMN = "问题"
"""The first column of the report: whoever mends it there may hand it in as it is."""


@dataclass(frozen=True)
class Column:
    """One thing that a sheet tells: the header we write, and those that others write."""

    name: str
    words: frozenset[str]


@dataclass(frozen=True)
class Layout:
    """What one kind of sheet holds. Of each tuple in `required` at least one column must be there."""

    name: str
    columns: Mapping[str, Column]
    required: tuple[tuple[str, ...], ...]
    filled: frozenset[str] = field(default_factory=frozenset)
    """Columns that one merged cell may tell for all rows beside it."""

    def lacking(self, found: Mapping[str, int]) -> list[str]:
        """The headers that are missing, as we write them."""
        return [
            "或".join(self.columns[one].name for one in some)
            for some in self.required
            if not any(one in found for one in some)
        ]


def _columns(**columns: str) -> dict[str, Column]:
    """By key: the header we write first, then others."""
    found = {}
    for key, words in columns.items():
        name, *others = words.split()
        found[key] = Column(name, frozenset(heading(one) for one in (name, *others)))
    return found


def heading(cell: Cell) -> str:
    """A header without blanks, line breaks, brackets and signs, in plain digits and letters."""
    plain = unicodedata.normalize("NFKC", text(cell))
    return _SIGNS.sub("", _BRACKETS.sub("", plain))


def asks_for_id_cards(head: str) -> bool:
    """Whether a column is one of id-card numbers, which is never read."""
    return bool(_ID_CARD.search(head))


ORGANISATIONS = Layout(
    "组织",
    _columns(
        parent="上级编码 上级组织编码 上级党组织编码 上级代码 上级组织代码 上级 上级组织 上级党组织 隶属 隶属党组织"
        " 上级名称 上级组织名称 上级党组织名称 主管党组织",
        code="编码 组织编码 党组织编码 代码 组织代码 党组织代码 支部编码",
        name="名称 组织名称 党组织名称 组织全称 党组织全称 全称 支部名称",
        kind="类别 组织类别 党组织类别 类型 组织类型 党组织类型",
        sector="领域 所属领域 行业领域 组织领域 所在领域",
    ),
    (("code",), ("name",), ("kind",)),
    frozenset({"parent", "kind", "sector"}),
)
PEOPLE = Layout(
    "人员",
    _columns(
        number="人员编号 党员编号 编号 人员代码 党员代码 工号",
        name="姓名 党员姓名 人员姓名 名字",
        organisation="组织编码 编码 党组织编码 所在组织编码 所在党组织编码 所在支部编码 支部编码 组织代码 党组织代码",
        organisation_name="组织名称 组织 党组织 党组织名称 所在组织 所在党组织 所在组织名称 所在党组织名称 所在支部"
        " 支部 党支部 支部名称 党支部名称 所在党支部 所属支部 所属党支部 所属党组织",
        status="身份 人员类别 党员类别 人员身份 党员身份 类别 政治面貌",
        since="加入本组织日期 加入本组织时间 加入日期 加入时间 加入组织日期 加入组织时间 转入日期 转入时间 加入支部日期"
        " 加入支部时间 加入本支部日期 加入本支部时间 进入支部日期 进入支部时间",
        joined_on="入党日期 入党时间 加入党组织日期 加入党组织时间 加入中国共产党日期 加入中国共产党时间 入党年月",
        confirmed_on="转正日期 转正时间 转为正式党员日期 转为正式党员时间 转正年月",
        circumstances="情况 人员情况 特殊情况 党员情况",
        reason="情况说明 说明 情况原因 原因",
    ),
    (("organisation", "organisation_name"), ("name",), ("status",)),
    frozenset({"organisation", "organisation_name"}),
)
LAYOUTS = (PEOPLE, ORGANISATIONS)
OWN_SHEETS = frozenset({"说明", "变动", "名册里没有的"})
"""Sheets that we write ourselves beside the two and never read."""
