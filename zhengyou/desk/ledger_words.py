"""What stands in the ledger, in the words of those who read it: kinds of things, fields and their values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.rules.procedures import procedures
from zhengyou.ledger.queries import Told
from zhengyou.organisations.models import Kind, Sector
from zhengyou.organisations.rules.structure import GROUP_KINDS, GROUP_ROLES, UNIT_KINDS, choices
from zhengyou.ui.wording import NOTHING, day_text, moment_text

from . import appraisal_words
from .paper_words import PAPERS

Word = str | Promise

# Kinds of things that lines are about, as they can be chosen.
KINDS: dict[str, Word] = {
    **appraisal_words.KINDS,
    "campaigns.plan": gettext_lazy("方案"),
    "campaigns.campaign": gettext_lazy("活动"),
    "campaigns.record": gettext_lazy("报送的事项"),
    "campaigns.excuse": gettext_lazy("不适用的说明"),
    "campaigns.phase": gettext_lazy("阶段"),
    "campaigns.classes": gettext_lazy("班级数"),
    "campaigns.commitmentround": gettext_lazy("各轮承诺"),
    "campaigns.commitment": gettext_lazy("公开承诺"),
    "campaigns.pledge": gettext_lazy("承诺书样本"),
    "campaigns.rectification": gettext_lazy("整改事项"),
    "campaigns.project": gettext_lazy("品牌项目"),
    "campaigns.inspection": gettext_lazy("督查"),
    "campaigns.inspectionvisit": gettext_lazy("对单位的督查"),
    "campaigns.summaryround": gettext_lazy("布置的书面小结"),
    "campaigns.summary": gettext_lazy("党员的书面小结"),
    "campaigns.reviewround": gettext_lazy("各轮点评"),
    "campaigns.review": gettext_lazy("领导点评"),
    "campaigns.selfcheckround": gettext_lazy("各轮自查"),
    "campaigns.selfcheck": gettext_lazy("自查表"),
    "campaigns.calendarfeed": gettext_lazy("日历的地址"),
    "organisations.reorganisation": gettext_lazy("组织变动"),
    "organisations.organisation": gettext_lazy("组织"),
    "organisations.roster": gettext_lazy("名册导入"),
    "organisations.person": gettext_lazy("人员"),
    "organisations.transfer": gettext_lazy("组织关系转接"),
    "organisations.cultivation": gettext_lazy("双培养"),
    "organisations.post": gettext_lazy("岗位"),
    "organisations.handover": gettext_lazy("书记交接"),
    "organisations.account": gettext_lazy("任命和账号"),
    "accounts.invitation": gettext_lazy("账号邀请"),
    "accounts.wall": gettext_lazy("墙上的二维码"),
    "organisations.correction": gettext_lazy("更正请求"),
    "organisations.retention": gettext_lazy("到期清除"),
    "organisations.group": gettext_lazy("小组"),
    "organisations.unit": gettext_lazy("行政单位"),
    "organisations.weakness": gettext_lazy("整顿名单"),
    "ledger.person": gettext_lazy("隐去姓名"),
}
# Where the subject's own model does not have the field: the model that does.
_PARTS = {
    "campaigns.plan": ("campaigns.planitem",),
    "campaigns.selfcheck": ("campaigns.selfcheckitem",),
    "organisations.group": ("organisations.groupmember",),
    "organisations.account": ("organisations.post",),
    "organisations.person": ("organisations.membership", "organisations.memberstep"),
    "organisations.unit": ("organisations.unit", "organisations.unitlink"),
    "organisations.reorganisation": ("organisations.placement", "organisations.organisation"),
}
FIELDS: dict[str, Word] = {
    **PAPERS,
    **appraisal_words.FIELDS,
    "accepted_items": gettext_lazy("审定的（项）"),
    "achieved": gettext_lazy("办成多少"),
    "activists_added": gettext_lazy("新增积极分子（名）"),
    "added": gettext_lazy("补充的条目"),
    "addresses": gettext_lazy("在用的地址（个）"),
    "anchor": gettext_lazy("定在哪天"),
    "answer": gettext_lazy("督查的答复"),
    "answers": gettext_lazy("对上级要求的回应"),
    "app_at": gettext_lazy("手机验证器（设立时间）"),
    "archived_items": gettext_lazy("归档的（项）"),
    "as_of": gettext_lazy("截至"),
    "asked_due": gettext_lazy("申请改到的期限"),
    "asked_result": gettext_lazy("申请改成的结果"),
    "asked_text": gettext_lazy("申请改成的内容"),
    "asked_until": gettext_lazy("申请延到"),
    "asking": gettext_lazy("扫码的人"),
    "askings": gettext_lazy("清除：认证请求（条）"),
    "asks": gettext_lazy("要报什么"),
    "attempts": gettext_lazy("清除：登录失败（条）"),
    "attended": gettext_lazy("参加人数"),
    "audience_kinds": gettext_lazy("哪些组织办"),
    "audience_root_id": gettext_lazy("限于哪个组织"),
    "audience_sectors": gettext_lazy("哪些领域"),
    "beneficiary": gettext_lazy("谁受益"),
    "briefed": gettext_lazy("补上了的"),
    "certain": gettext_lazy("读得有把握"),
    "changes": gettext_lazy("经批准改过（次）"),
    "checked": gettext_lazy("核对过"),
    "category": gettext_lazy("哪个方面"),
    "chosen": gettext_lazy("选定的数"),
    "circumstance": gettext_lazy("特殊情况"),
    "class_names": gettext_lazy("班名"),
    "classes": gettext_lazy("有几个班"),
    "closes_on": gettext_lazy("查完日期"),
    "codes": gettext_lazy("可用的备用码（个）"),
    "codes_at": gettext_lazy("备用码（生成时间）"),
    "comment": gettext_lazy("意见"),
    "covers_from": gettext_lazy("从哪天写起"),
    "covers_until": gettext_lazy("写到哪天"),
    "corrections": gettext_lazy("清除：更正请求（条）"),
    "date_text": gettext_lazy("原文的时间"),
    "details": gettext_lazy("记了什么"),
    "direction": gettext_lazy("努力方向"),
    "done_on": gettext_lazy("办成日期"),
    "doubt": gettext_lazy("疑问"),
    "draw_on": gettext_lazy("抽签日期"),
    "due": gettext_lazy("应到（人）"),
    "duty": gettext_lazy("做什么"),
    "due_on": gettext_lazy("截止日期"),
    "duties": gettext_lazy("职责"),
    "ended_as": gettext_lazy("结果"),
    "ended_on": gettext_lazy("撤销日期"),
    "ends_on": gettext_lazy("结束日期"),
    "evidence": gettext_lazy("改成了什么样"),
    "exemplar": gettext_lazy("标杆"),
    "exemplar_gap": gettext_lazy("和标杆差在哪里"),
    "exemplar_reason": gettext_lazy("为什么选它"),
    "expectations": gettext_lazy("应办事项（项）"),
    "explanation": gettext_lazy("向群众的说明"),
    "extensions": gettext_lazy("延期（次）"),
    "facts": gettext_lazy("方案要点"),
    "faults": gettext_lazy("有错的（处）"),
    "figure": gettext_lazy("哪个数字"),
    "form": gettext_lazy("点评方式"),
    "frame_sha256": gettext_lazy("名单摘要"),
    "from_where": gettext_lazy("来自哪里"),
    "gap": gettext_lazy("差在哪里"),
    "gates": gettext_lazy("结束的条件"),
    "given_on": gettext_lazy("交出日期"),
    "goal": gettext_lazy("要做成什么"),
    "good": gettext_lazy("好的做法"),
    "grace_days": gettext_lazy("宽限（工作日）"),
    "grounds": gettext_lazy("依据（条）"),
    "groups": gettext_lazy("所属小组（个）"),
    "handed_in_on": gettext_lazy("交给支部的日子"),
    "handed_up_on": gettext_lazy("哪天交的"),
    "happened_on": gettext_lazy("发生日期"),
    "held_on": gettext_lazy("点评日期"),
    "how": gettext_lazy("怎么办的"),
    "invitation": gettext_lazy("邀请"),
    "invitations": gettext_lazy("清除：邀请（条）"),
    "invitations_ended": gettext_lazy("随之作废的邀请（份）"),
    "invited": gettext_lazy("邀请的人"),
    "issuer": gettext_lazy("发文单位"),
    "items": gettext_lazy("条目（条）"),
    "joined_on": gettext_lazy("入党日期"),
    "kind": gettext_lazy("类别"),
    "line": gettext_lazy("在原文第几段"),
    "links": gettext_lazy("给受益人的链接（个）"),
    "logins": gettext_lazy("清除：登录记录（条）"),
    "look_back_on": gettext_lazy("回头看的日子"),
    "made": gettext_lazy("新做了地址"),
    "mark": gettext_lazy("自评分"),
    "measure": gettext_lazy("怎么改"),
    "measures": gettext_lazy("整顿措施"),
    "members": gettext_lazy("成员（名）"),
    "methods": gettext_lazy("怎么查"),
    "milestone": gettext_lazy("哪一步"),
    "milestones": gettext_lazy("分几步"),
    "missing_organisations": gettext_lazy("名册没有的组织（个）"),
    "missing_people": gettext_lazy("名册没有的人员（名）"),
    "most_visits": gettext_lazy("一年最多督查（次）"),
    "name": gettext_lazy("名称"),
    "names": gettext_lazy("显示姓名的地方（处）"),
    "new": gettext_lazy("新增应办事项（项）"),
    "none_found": gettext_lazy("没有发现问题的依据"),
    "number": gettext_lazy("文号"),
    "open_sessions": gettext_lazy("登录着的地方（处）"),
    "opens_on": gettext_lazy("开始日期"),
    "ordinal": gettext_lazy("次序"),
    "organisation": gettext_lazy("组织"),
    "organisations": gettext_lazy("组织（个）"),
    "organisations_added": gettext_lazy("新增组织（个）"),
    "organisations_changed": gettext_lazy("改动组织（个）"),
    "origin": gettext_lazy("怎么来的"),
    "outcome": gettext_lazy("办成了什么样"),
    "outside": gettext_lazy("关联了统一身份"),
    "owner": gettext_lazy("牵头单位"),
    "pack": gettext_lazy("样板"),
    "parent": gettext_lazy("隶属"),
    "parent_id": gettext_lazy("归在哪一条下面（编号）"),
    "parts_sum": gettext_lazy("各部分之和"),
    "passkeys": gettext_lazy("通行密钥（把）"),
    "password": gettext_lazy("密码"),
    "people_added": gettext_lazy("新增人员（名）"),
    "people_changed": gettext_lazy("改动人员（名）"),
    "people_moved": gettext_lazy("转组织的人员（名）"),
    "per_class": gettext_lazy("每个班级各办各的"),
    "pinyin": gettext_lazy("拼音"),
    "pledge_text": gettext_lazy("承诺书正文"),
    "place": gettext_lazy("地点"),
    "present": gettext_lazy("实到（人）"),
    "proofs": gettext_lazy("材料（份）"),
    "public_name": gettext_lazy("用哪个公开号码"),
    "public_number": gettext_lazy("公布的号码"),
    "public_on": gettext_lazy("号码公布日期"),
    "published_on": gettext_lazy("公示日期"),
    "published_where": gettext_lazy("公示地点"),
    "purpose": gettext_lazy("为什么查"),
    "put_away_on": gettext_lazy("收起来的日子"),
    "quantity": gettext_lazy("数量"),
    "reached": gettext_lazy("结果如何"),
    "read_at": gettext_lazy("看过的时间"),
    "readings": gettext_lazy("清除：查看记录（条）"),
    "reason": gettext_lazy("原因"),
    "rectify_by": gettext_lazy("整改期限"),
    "recurrence": gettext_lazy("多久一次"),
    "rejected_files": gettext_lazy("清除：未收下的文件（条）"),
    "removed": gettext_lazy("去掉"),
    "response": gettext_lazy("回应"),
    "responsible": gettext_lazy("负责人"),
    "responsible_id": gettext_lazy("负责人（编号）"),
    "result": gettext_lazy("结果"),
    "returned_items": gettext_lazy("退回的（项）"),
    "reviews_added": gettext_lazy("新增应点评（个）"),
    "reviews_ended": gettext_lazy("不再计入的点评（个）"),
    "role": gettext_lazy("职务"),
    "rosters": gettext_lazy("清除：名册文件（条）"),
    "running_items": gettext_lazy("没有办完的（项）"),
    "said": gettext_lazy("回答"),
    "satisfaction": gettext_lazy("受影响的人"),
    "second": gettext_lazy("种子的后一半"),
    "secretary": gettext_lazy("书记"),
    "sector": gettext_lazy("领域"),
    "seed": gettext_lazy("种子词"),
    "self_report": gettext_lazy("小结"),
    "sessions": gettext_lazy("清除：登录状态（条）"),
    "settled": gettext_lazy("处理的毛病（处）"),
    "sha256": gettext_lazy("文件摘要"),
    "signatures": gettext_lazy("签名（人）"),
    "signed_on": gettext_lazy("成文日期"),
    "since": gettext_lazy("起始日期"),
    "source": gettext_lazy("怎么发现的"),
    "source_document": gettext_lazy("依据的文件"),
    "standard_item_id": gettext_lazy("对应的标准（编号）"),
    "starts_on": gettext_lazy("开始日期"),
    "state": gettext_lazy("状态"),
    "status": gettext_lazy("身份"),
    "stopped": gettext_lazy("停办应办事项（项）"),
    "strengths": gettext_lazy("好在哪里"),
    "summary": gettext_lazy("摘要"),
    "superior": gettext_lazy("上级方案"),
    "taken_on": gettext_lazy("接手日期"),
    "term_ends_on": gettext_lazy("任期届满"),
    "text": gettext_lazy("内容"),
    "theme": gettext_lazy("主题"),
    "times": gettext_lazy("每期几次"),
    "title": gettext_lazy("标题"),
    "to_brief": gettext_lazy("待补课的"),
    "unannounced": gettext_lazy("不打招呼"),
    "undone": gettext_lazy("已撤回"),
    "unit": gettext_lazy("单位"),
    "until": gettext_lazy("截止到"),
    "username": gettext_lazy("用户名"),
    "value": gettext_lazy("数值"),
    "verdict": gettext_lazy("达到没有"),
    "version": gettext_lazy("第几版"),
    "visited_on": gettext_lazy("督查日期"),
    "wall": gettext_lazy("墙上的二维码"),
    "walls_ended": gettext_lazy("随之作废的二维码（张）"),
    "warnings": gettext_lazy("请留意的（处）"),
    "what": gettext_lazy("发生了什么"),
    "witnessed": gettext_lazy("怎么核实的"),
    "words": gettext_lazy("没有记录的，写的话"),
    "zero": gettext_lazy("零报告"),
    "zero_allowed": gettext_lazy("可以零报告"),
    "stated_on": gettext_lazy("会上说明的日子"),
    "studied_on": gettext_lazy("学习的日子"),
}
# The same name of something else.
_OF_PEOPLE: dict[str, Word] = {"name": gettext_lazy("姓名"), "number": gettext_lazy("人员编号")}

# Codes that no model knows the words of.
_CODES: dict[str, dict[Any, Any]] = {
    "kind": {**dict(choices(UNIT_KINDS)), **dict(choices(GROUP_KINDS)), **dict(Kind.choices)},
    "role": dict(choices(GROUP_ROLES)),
    "sector": dict(Sector.choices),
    "audience_kinds": dict(Kind.choices),
    "audience_sectors": dict(Sector.choices),
    "password": {
        "none": gettext_lazy("没有"),
        "earlier": gettext_lazy("原来的"),
        "own": gettext_lazy("本人新定的"),
        "given": gettext_lazy("重设的"),
    },
    "invitation": {
        "open": gettext_lazy("有效"),
        "used": gettext_lazy("已用"),
        "withdrawn": gettext_lazy("已收回"),
    },
    "wall": {"hanging": gettext_lazy("挂着"), "down": gettext_lazy("已停用")},
    "asking": {
        "waiting": gettext_lazy("等确认"),
        "confirmed": gettext_lazy("是本人"),
        "refused": gettext_lazy("没有确认"),
    },
}


@dataclass(frozen=True)
class Changed:
    """One row of the table of a change. `about` names the part that it is of, where a line changed several."""

    about: str
    word: Word
    before: str
    after: str


def kind_of(subject: str) -> Word:
    """What kind of thing a line is about; "" for one that cannot be chosen."""
    return KINDS.get(subject, "")


def changes_of(line: Told) -> list[Changed]:
    """What a line changed, field by field in the users' words."""
    return list(_changes(line.subject, line.before or {}, line.after or {}, ""))


def word_of(subject: str, name: str) -> Word:
    """What people call a field of such a thing; raises KeyError for one without a word."""
    return _OF_PEOPLE.get(name, FIELDS[name]) if subject == "organisations.person" else FIELDS[name]


def _changes(subject: str, before: dict[str, Any], after: dict[str, Any], about: str) -> Iterator[Changed]:
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        if name not in FIELDS or name == "facts":
            parts = [side if isinstance(side, dict) else {} for side in (old, new)]
            yield from _changes(subject, parts[0], parts[1], str(FIELDS.get(name, name)))
        else:
            yield Changed(
                about, word_of(subject, name), _shown(subject, name, old), _shown(subject, name, new)
            )


def _shown(subject: str, name: str, value: Any) -> str:
    """A value as a person says it."""
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(_shown(subject, name, part) for part in value)
    if isinstance(value, dict):
        short = value.get("sha256", "")[:12]
        return _("一段文字（%(length)s 字，摘要 %(digest)s…）") % {
            "length": value.get("length"),
            "digest": short,
        }
    label = _labels(subject, name).get(value)
    return str(label) if label is not None else _moment(name, str(value))


def _moment(name: str, text: str) -> str:
    """A day or an instant as people write them; any other text as it is."""
    if name not in ("as_of", "since", "until") and not name.endswith(("_on", "_at")):
        return text
    try:
        return day_text(date.fromisoformat(text))
    except ValueError:
        return moment_text(datetime.fromisoformat(text))


def _labels(subject: str, name: str) -> dict[Any, Any]:
    """The words of a field that holds one of several codes."""
    found = dict(_CODES.get(name, {}))
    procedure = procedures().get(subject.partition(".")[2])
    if name == "state" and procedure is not None:
        found |= procedure.labels
    for label in (subject, *_PARTS.get(subject, ())):
        try:
            model: type[Model] = apps.get_model(label)
            field: Any = model._meta.get_field(name)
        except (LookupError, FieldDoesNotExist):
            continue
        found |= dict(getattr(field, "flatchoices", ()))
    return found
