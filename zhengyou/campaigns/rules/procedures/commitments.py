"""Public commitments (公开承诺: 提诺、审诺、示诺、践诺、评诺, domain.md P3), of members and of organisations.

Both go the same way. A member's item is vetted in the branch or above it, an organisation's own by the level above; the
one who spoke for the subject, and the subject, decide nothing about it.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from zhengyou.organisations.rules import Permission

from ...models.commitments import Commitment, CommitmentKind, CommitmentState, Witnessed
from ..pledges import MOST
from .machine import Asked, Kind, Procedure, Reach, Transition, labels

_TEXT = Asked(
    "text",
    _("承诺做什么"),
    help=_("写做什么、给谁做。比如“每月第一个周六在社区教老人用手机”。"),
    lacking=_("请写承诺做什么。"),
    most=300,
)
_RESULT = Asked(
    "result",
    _("做到什么样算兑现"),
    Kind.LINE,
    help=_("写得出数的写数，写不出的写一件看得见的事。"),
    lacking=_("请写做到什么样算兑现。"),
    most=200,
)
_DUE = Asked("due_on", _("哪天以前做到"), Kind.DAY, lacking=_("请选做到的期限。"))
_BENEFICIARY = Asked(
    "beneficiary",
    _("谁受益"),
    Kind.LINE,
    required=False,
    help=_("写哪些人，不写姓名，比如“三号楼的老人”。公开页上不显示。"),
    most=60,
)
_KIND = Asked(
    "kind", _("哪一类"), Kind.CHOICE, lacking=_("请选哪一类。"), choices=tuple(CommitmentKind.choices)
)
_QUANTITY = Asked("quantity", _("数量"), Kind.NUMBER, required=False, help=_("承诺里有数的才填。"))
_UNIT = Asked("unit", _("单位"), Kind.LINE, required=False, most=20)
_STANDARD = Asked("standard_item_id", _("对应哪条标准"), Kind.ITEM, required=False)
_PLEDGE = Asked("pledge_text", _("承诺书正文"), lacking=_("请写承诺书的正文。"), most=MOST)
_ITEM = (_TEXT, _RESULT, _DUE, _KIND, _BENEFICIARY, _QUANTITY, _UNIT, _STANDARD, _PLEDGE)
_PROOF = Asked(
    "file",
    _("材料"),
    Kind.FILE,
    required=False,
    help=_("没有要求交材料。想留一份的，可以是图片、PDF或办公文档，不超过10兆；公开页上不显示。"),
)
_SAID = Asked("comment", _("做到哪一步了"), lacking=_("请写做到哪一步了。"), most=500)
_REWARD = Asked("comment", _("怎么奖的"), lacking=_("请写怎么奖的，比如“支部大会上表扬”。"), most=500)
_WHERE = Asked(
    "published_where",
    _("在哪里公示"),
    Kind.LINE,
    help=_("比如“村务公开栏”“单位大厅公示牌”。"),
    lacking=_("请写在哪里公示。"),
    most=120,
)
_WHEN = Asked("published_on", _("哪天公示"), Kind.DAY, lacking=_("请选公示的那一天。"))
_CHANGED = (
    replace(_TEXT, name="asked_text"),
    replace(_RESULT, name="asked_result"),
    replace(_DUE, name="asked_due"),
)
_OUTCOME = Asked(
    "outcome", _("办成了什么样"), help=_("写看得见的结果。"), lacking=_("请写办成了什么样。"), most=500
)
_DONE_ON = Asked("done_on", _("哪天办成的"), Kind.DAY, lacking=_("请选办成的那一天。"))
_ACHIEVED = Asked("achieved", _("办成多少"), Kind.NUMBER, required=False, help=_("承诺里有数量的才填。"))
_WITNESSED = Asked(
    "witnessed",
    _("怎么核实的"),
    Kind.CHOICE,
    lacking=_("请选一项。"),
    choices=tuple(Witnessed.choices),
)
_MISSING = Asked(
    "explanation",
    _("哪些没有做到，为什么"),
    help=_("会公开给群众看。"),
    lacking=_("请写哪些没有做到。"),
    most=500,
)
_WHY = replace(_MISSING, label=_("什么客观原因"), lacking=_("请写是什么客观原因，公开给群众看。"))
_WHY_NOT = replace(_MISSING, label=_("怎么向群众说明"), lacking=_("请写怎么向群众说明。"))
_JUDGED_FROM = ("published", "claimed", "verified")
ENDED = ("honoured", "partly", "unmet_objective", "unmet", "cancelled")
"""States in which nothing more is to be done: from here an item is archived."""
_BY_SUBJECT = (Permission.COMMIT, Reach.ON_BEHALF)
_BY_DECIDER = (Permission.DECIDE, Reach.WITHIN)
_BY_KEEPER = (Permission.RECORD, Reach.OWN)
_BY_COMRADE = (Permission.COMMIT, Reach.OWN)

_SHAPES = {
    "draft": "not_due",
    "submitted": "awaiting",
    "returned": "returned",
    "accepted": "due",
    "published": "due",
    "change_asked": "awaiting",
    "cancel_asked": "awaiting",
    "claimed": "awaiting",
    "verified": "awaiting",
    "honoured": "done",
    "partly": "late",
    "unmet_objective": "excused",
    "unmet": "missing",
    "cancelled": "excused",
    "withdrawn": "excused",
    "archived": "excused",
}

COMMITMENT = Procedure(
    key="commitment",
    name="这项承诺",
    title=_("党员的公开承诺"),
    source="domain.md P3",
    purpose=_("说到做到：承诺有人审、有公示、有人核实，没有做到的向群众说明。"),
    labels=labels(CommitmentState),
    shapes=_SHAPES,
    transitions=(
        Transition(
            "edit", _("修改"), ("draft",), "draft", *_BY_SUBJECT, asks=_ITEM, told="修改承诺“{title}”。",
            done=_("已改好，还没有送审。"),
        ),
        Transition(
            "submit", _("送审"), ("draft",), "submitted", *_BY_SUBJECT, told="承诺“{title}”送审。",
            done=_("已送审。审过以后公示；审之前可以撤回。"), main=True,
        ),
        Transition(
            "resubmit", _("改好再送"), ("returned",), "submitted", *_BY_SUBJECT, asks=_ITEM,
            told="承诺“{title}”改好再送审。", hint=_("照退回的意见改。"),
            done=_("已送审。审过以后公示。"), main=True,
        ),
        Transition(
            "take_back", _("撤回"), ("draft", "submitted", "returned"), "withdrawn", *_BY_SUBJECT,
            told="撤回承诺“{title}”。", done=_("已撤回，不再送审，也不占这一轮的条数。"),
        ),
        Transition(
            "accept", _("审定"), ("submitted",), "accepted", *_BY_DECIDER, by_another=True,
            told="审定承诺“{title}”。", done=_("已审定，接下来公示。"), main=True,
        ),
        Transition(
            "send_back", _("退回修改"), ("submitted",), "returned", *_BY_DECIDER, comment=True, by_another=True,
            told="退回承诺“{title}”：{comment}", done=_("已退回，对方在待办里看到您的意见。"),
        ),
        Transition(
            "publish", _("公示"), ("accepted",), "published", *_BY_KEEPER, asks=(_WHERE, _WHEN),
            told="承诺“{title}”于{published_on}在{published_where}公示。",
            hint=_("公示以后开始践诺，公开页上也看得到。"),
            done=_("已公示，公开页上看得到，到期前在待办里提醒。"), main=True,
        ),
        Transition(
            "note", _("记进度"), ("published",), "published", *_BY_SUBJECT, asks=(_SAID, _PROOF),
            told="承诺“{title}”的进度：{comment}", done=_("已记下。"),
        ),
        Transition(
            "claim", _("报告办成了"), ("published",), "claimed", *_BY_SUBJECT,
            asks=(_OUTCOME, _DONE_ON, _ACHIEVED, _PROOF),
            told="报告承诺“{title}”已于{done_on}办成。",
            hint=_("由另一位同志核实；受益的人可以在一个链接上回答，不用登录。"),
            done=_("已报告，等另一位同志核实。"), main=True,
        ),
        Transition(
            "verify", _("核实办成了"), ("claimed",), "verified", *_BY_COMRADE, by_another=True, asks=(_WITNESSED,),
            told="核实承诺“{title}”已办成（{witnessed}）。", hint=_("看过、问过，确实办成了才核实。"),
            done=_("已核实，接下来评定。"), main=True,
        ),
        Transition(
            "refuse", _("还没有办成，退回"), ("claimed",), "published", *_BY_COMRADE, comment=True, by_another=True,
            told="承诺“{title}”还没有办成：{comment}", done=_("已退回，期限不变。"),
        ),
        Transition(
            "honour", _("评定为已兑现"), ("verified",), "honoured", *_BY_DECIDER, by_another=True,
            told="承诺“{title}”评定为已兑现。", done=_("已评定，公开页上看得到结果。"), main=True,
        ),
        Transition(
            "partly", _("评定为部分兑现"), ("verified",), "partly", *_BY_DECIDER, by_another=True, asks=(_MISSING,),
            told="承诺“{title}”评定为部分兑现：{explanation}", done=_("已评定，说明会公开。"),
        ),
        Transition(
            "unmet_objective", _("没有兑现，有客观原因"), _JUDGED_FROM, "unmet_objective", *_BY_DECIDER,
            by_another=True, asks=(_WHY,), told="承诺“{title}”因客观原因没有兑现：{explanation}",
            hint=_("原因要向群众说明。"), done=_("已评定，原因会公开给群众看。"),
        ),
        Transition(
            "unmet", _("没有兑现，没有客观原因"), _JUDGED_FROM, "unmet", *_BY_DECIDER, by_another=True,
            asks=(_WHY_NOT,), told="承诺“{title}”没有兑现：{explanation}",
            hint=_("没有客观原因而没有兑现的，要在支部内批评。"), done=_("已评定，说明会公开。"),
        ),
        Transition(
            "reward", _("记奖励"), ("honoured",), "honoured", *_BY_DECIDER, by_another=True, asks=(_REWARD,),
            told="承诺“{title}”兑现得好：{comment}", done=_("已记下。"),
        ),
        Transition(
            "ask_change", _("申请变更"), ("published",), "change_asked", *_BY_SUBJECT, comment=True, asks=_CHANGED,
            told="申请变更承诺“{title}”：{comment}", hint=_("同意之前仍按公示的内容和期限。"),
            done=_("申请已报上去；同意之前仍按公示的办。"),
        ),
        Transition(
            "grant_change", _("同意变更"), ("change_asked",), "published", *_BY_DECIDER, by_another=True,
            told="同意变更承诺，现为“{title}”，{due_on}以前做到。",
            done=_("已同意，公开页上换成新的内容，并写明改过。"), main=True,
        ),
        Transition(
            "deny_change", _("不同意变更"), ("change_asked",), "published", *_BY_DECIDER, comment=True,
            by_another=True, told="不同意变更承诺“{title}”：{comment}", done=_("已答复，仍按公示的办。"),
        ),
        Transition(
            "ask_cancel", _("申请取消"), ("published",), "cancel_asked", *_BY_SUBJECT, comment=True,
            told="申请取消承诺“{title}”：{comment}", done=_("申请已报上去；同意之前仍要践诺。"),
        ),
        Transition(
            "grant_cancel", _("同意取消"), ("cancel_asked",), "cancelled", *_BY_DECIDER, by_another=True,
            told="同意取消承诺“{title}”。", done=_("已同意取消，不算进兑现率，取消的条数另外写明。"), main=True,
        ),
        Transition(
            "deny_cancel", _("不同意取消"), ("cancel_asked",), "published", *_BY_DECIDER, comment=True,
            by_another=True, told="不同意取消承诺“{title}”：{comment}", done=_("已答复，仍要践诺。"),
        ),
        Transition(
            "archive", _("归档"), ENDED, "archived", *_BY_DECIDER, told="承诺“{title}”归档。",
            hint=_("归档以后不再列在台账里，也不能再改；数字照算。"),
            done=_("已归档，在台账“已归档的”里查得到。"),
        ),
    ),
)  # fmt: skip

# An organisation speaks through whoever prepares its plans; the level above vets, verifies and judges.
_OF_ORGANISATION = {
    _BY_SUBJECT: (Permission.EDIT_PLAN, Reach.OWN),
    _BY_KEEPER: (Permission.EDIT_PLAN, Reach.OWN),
    _BY_DECIDER: (Permission.DECIDE, Reach.ABOVE_OR_TOP),
    _BY_COMRADE: (Permission.DECIDE, Reach.ABOVE_OR_TOP),
}


def _of_organisation(step: Transition) -> Transition:
    permission, reach = _OF_ORGANISATION[step.permission, step.reach]
    return replace(step, permission=permission, reach=reach)


ORGANISATION_COMMITMENT = replace(
    COMMITMENT,
    key="organisation-commitment",
    title=_("组织的公开承诺"),
    transitions=tuple(_of_organisation(step) for step in COMMITMENT.transitions),
)


def commitment_procedure(row: Commitment) -> Procedure:
    """The procedure an item goes through: of a member, or of the organisation itself."""
    return COMMITMENT if row.person_id else ORGANISATION_COMMITMENT
