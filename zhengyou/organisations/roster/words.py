"""Words in the cells of a roster and what they mean: kinds, sectors, statuses, circumstances."""

from collections.abc import Iterable

from ..models import CircumstanceKind, Kind, MemberStatus, Sector
from . import cells

NONE_WORDS = frozenset(cells.key(word) for word in ["无", "没有", "否", "—", "-", "/", "未划分", "正常"])
"""What says that there is none; an empty cell says nothing and changes nothing."""
NONE = "无"


def _meanings(pairs: Iterable[tuple[str, object]], **others: str) -> dict[str, str]:
    found = {cells.key(str(label)): value for value, label in pairs}
    for value, words in others.items():
        found |= {cells.key(word): value for word in words.split()}
    return found


KINDS = _meanings(
    Kind.choices,
    district_committee="县委 市委",
    committee="基层党委 党委会",
    working_committee="工委 党工委（工委）",
    second_committee="二级基层党委",
    general_branch="总支 总支部 党总支部",
    branch="支部 联合党支部 临时党支部 支部委员会",
)
SECTORS = _meanings(
    Sector.choices,
    rural="村 行政村 农业",
    community="社区 街道",
    organs="党政机关 机关单位",
    schools="教育 高校 中小学",
    institutions="事业单位 科教文卫体",
    private="非公企业 两新 两新组织 非公有制企业 社会组织 新社会组织",
    state_enterprises="国企 公有制企业",
    minority="少数民族 少数民族地区",
)
STATUSES = _meanings(
    MemberStatus.choices,
    full="正式 党员 中共党员",
    probationary="预备 中共预备党员",
    activist="积极分子",
    target="发展对象人选",
)
CIRCUMSTANCES = _meanings(
    CircumstanceKind.choices,
    retired="退休 离休 离退休党员",
    infirm="年老 体弱 年老体弱党员",
    floating="流动",
    excused="不参加 免予参加 批准不参加",
)


def choices(kinds: type[Kind] | type[Sector] | type[MemberStatus] | type[CircumstanceKind]) -> str:
    """All the words of one kind, for a sentence."""
    return "、".join(str(label) for label in kinds.labels)
