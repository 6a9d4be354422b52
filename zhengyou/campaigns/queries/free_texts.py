"""Texts of the loop in which anybody's name may stand (organisations.rules.free_texts)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from zhengyou.organisations.rules.free_texts import FreeText

from ..models import (
    Absence,
    Answer,
    Attachment,
    Campaign,
    Commitment,
    CommitmentFile,
    CommitmentRound,
    CommitmentStage,
    Excuse,
    Explanation,
    Fulfilment,
    Inspection,
    InspectionCircular,
    InspectionFinding,
    InspectionLine,
    InspectionStage,
    InspectionUnit,
    InspectionVisit,
    InspectionVisitStage,
    Issue,
    Meeting,
    Milestone,
    Phase,
    PhaseClosing,
    PhaseEvent,
    PhaseStage,
    Plan,
    PlanItem,
    PlanSource,
    PlanStep,
    PlanVersion,
    Pledge,
    Policy,
    Project,
    ProjectStage,
    Record,
    Rectification,
    RectificationStage,
    Review,
    ReviewRound,
    ReviewStage,
    SelfCheck,
    SelfCheckItem,
    SelfCheckRound,
    SelfCheckStage,
    Standard,
    StandardItem,
    Summary,
    SummaryRound,
    SummaryStage,
    Task,
)


def _plan(row: Any) -> str:
    return reverse("plan", args=[row.plan_id])


def _campaign(row: Any) -> str:
    return reverse("campaign", args=[row.campaign_id])


def _inspection(row: Any) -> str:
    return reverse("inspection", args=[row.inspection_id])


_ITEM = ("name", "text", "date_text", "owner", "unit", "doubt", "checklist")
FREE_TEXTS = [
    FreeText(
        model=Record,
        columns=("title", "place", "result", "unit", "comment", "details"),
        word=gettext_lazy("报送的记录"),
        url=lambda row: reverse("record", args=[row.pk]),
    ),
    FreeText(
        model=Absence,
        columns=("reason", "how"),
        word=gettext_lazy("没到会的原因、怎么补的"),
        url=lambda row: reverse("record", args=[row.held.record_id]),
    ),
    FreeText(
        model=Issue,
        columns=("text",),
        word=gettext_lazy("会上提出的问题"),
        url=lambda row: reverse("record", args=[row.record_id]),
    ),
    FreeText(
        model=Attachment,
        columns=("name",),
        word=gettext_lazy("附件的名称"),
        url=lambda row: reverse("record", args=[row.record_id]),
    ),
    FreeText(
        model=Excuse,
        columns=("reason", "comment"),
        word=gettext_lazy("不适用说明"),
        url=lambda row: reverse("excuse", args=[row.pk]),
    ),
    FreeText(
        model=Rectification,
        columns=("title", "text", "measure", "evidence", "comment"),
        word=gettext_lazy("整改事项"),
        url=lambda row: reverse("rectification", args=[row.pk]),
    ),
    FreeText(
        model=RectificationStage,
        columns=("comment",),
        word=gettext_lazy("整改的经过"),
        url=lambda row: reverse("rectification", args=[row.row_id]),
    ),
    FreeText(
        model=Commitment,
        columns=(
            *("text", "result", "unit", "beneficiary", "published_where", "outcome", "explanation"),
            *("asked_text", "asked_result", "comment", "pledge_text", "round"),
        ),
        word=gettext_lazy("公开承诺"),
        url=lambda row: reverse("commitment", args=[row.pk]),
    ),
    FreeText(
        model=CommitmentFile,
        columns=("name",),
        word=gettext_lazy("承诺的材料的名称"),
        url=lambda row: reverse("commitment", args=[row.row_id]),
    ),
    FreeText(
        model=CommitmentRound,
        columns=("name",),
        word=gettext_lazy("各轮承诺的名称"),
        url=lambda row: reverse("commitments-rounds", args=[row.campaign_id]),
    ),
    FreeText(
        model=CommitmentStage,
        columns=("comment",),
        word=gettext_lazy("承诺的经过"),
        url=lambda row: reverse("commitment", args=[row.row_id]),
    ),
    FreeText(
        model=Review,
        columns=("self_report", "strengths", "direction", "none_found", "response", "comment"),
        word=gettext_lazy("领导点评"),
        url=lambda row: reverse("review", args=[row.pk]),
    ),
    FreeText(
        model=ReviewStage,
        columns=("comment",),
        word=gettext_lazy("点评的经过"),
        url=lambda row: reverse("review", args=[row.row_id]),
    ),
    FreeText(
        model=ReviewRound,
        columns=("name",),
        word=gettext_lazy("各轮点评的名称"),
        url=lambda row: reverse("reviews", args=[row.campaign_id]),
    ),
    FreeText(
        model=Summary,
        columns=("promised", "took_part", "put_right", "next_steps", "published_where", "comment"),
        word=gettext_lazy("党员的书面小结"),
        url=lambda row: reverse("summary", args=[row.pk]),
    ),
    FreeText(
        model=SummaryStage,
        columns=("comment",),
        word=gettext_lazy("小结的经过"),
        url=lambda row: reverse("summary", args=[row.row_id]),
    ),
    FreeText(
        model=SummaryRound,
        columns=("name",),
        word=gettext_lazy("布置的书面小结的名称"),
        url=lambda row: reverse("summaries", args=[row.campaign_id]),
    ),
    FreeText(
        model=Project,
        columns=("name", "goal", "result", "comment"),
        word=gettext_lazy("品牌项目"),
        url=lambda row: reverse("project", args=[row.pk]),
    ),
    FreeText(
        model=ProjectStage,
        columns=("comment",),
        word=gettext_lazy("品牌项目的经过"),
        url=lambda row: reverse("project", args=[row.row_id]),
    ),
    FreeText(
        model=Milestone,
        columns=("text", "outcome"),
        word=gettext_lazy("品牌项目的步骤"),
        url=lambda row: reverse("project", args=[row.project_id]),
    ),
    FreeText(
        model=Fulfilment,
        columns=("items",),
        word=gettext_lazy("逐项完成的条目"),
        url=lambda row: reverse("record", args=[row.record_id]),
    ),
    FreeText(
        model=SelfCheck,
        columns=("exemplar_reason", "exemplar_gap", "comment"),
        word=gettext_lazy("自查表的标杆和意见"),
        url=lambda row: reverse("selfcheck", args=[row.pk]),
    ),
    FreeText(
        model=SelfCheckItem,
        columns=("words", "gap", "measure"),
        word=gettext_lazy("自查表的各项"),
        url=lambda row: reverse("selfcheck", args=[row.sheet_id]),
    ),
    FreeText(
        model=SelfCheckStage,
        columns=("comment",),
        word=gettext_lazy("自查的经过"),
        url=lambda row: reverse("selfcheck", args=[row.row_id]),
    ),
    FreeText(
        model=SelfCheckRound,
        columns=("name",),
        word=gettext_lazy("各轮自查的名称"),
        url=lambda row: reverse("selfchecks", args=[row.campaign_id]),
    ),
    FreeText(
        model=Inspection,
        columns=("title", "purpose", "seed", "public_name", "public_number", "comment"),
        word=gettext_lazy("督查方案"),
        url=lambda row: reverse("inspection", args=[row.pk]),
    ),
    FreeText(
        model=InspectionStage,
        columns=("comment",),
        word=gettext_lazy("督查的经过"),
        url=lambda row: reverse("inspection", args=[row.row_id]),
    ),
    FreeText(model=InspectionLine, columns=("text",), word=gettext_lazy("督查的清单"), url=_inspection),
    FreeText(
        model=InspectionUnit, columns=("name", "reason"), word=gettext_lazy("抽签名单"), url=_inspection
    ),
    FreeText(
        model=InspectionVisit,
        columns=("good", "response", "answer", "comment"),
        word=gettext_lazy("对单位的督查"),
        url=lambda row: reverse("visit", args=[row.pk]),
    ),
    FreeText(
        model=InspectionVisitStage,
        columns=("comment",),
        word=gettext_lazy("对单位督查的经过"),
        url=lambda row: reverse("visit", args=[row.row_id]),
    ),
    FreeText(
        model=InspectionFinding,
        columns=("problem",),
        word=gettext_lazy("督查看到的问题"),
        url=lambda row: reverse("visit", args=[row.visit_id]),
    ),
    FreeText(
        model=InspectionCircular,
        columns=("assessment", "requirements"),
        word=gettext_lazy("督查通报"),
        url=_inspection,
    ),
    FreeText(
        model=Plan,
        columns=("title", "issuer", "number", "theme", "summary", "comment"),
        word=gettext_lazy("方案"),
        url=lambda row: reverse("plan", args=[row.pk]),
    ),
    FreeText(
        model=PlanSource,
        columns=("name", "lines", "reading"),
        word=gettext_lazy("方案的原文和读出的内容"),
        url=_plan,
    ),
    FreeText(model=PlanItem, columns=_ITEM, word=gettext_lazy("方案里的条目（人员、任务等）"), url=_plan),
    FreeText(
        model=PlanStep, columns=("words", "changes", "reason"), word=gettext_lazy("整理方案的改动"), url=_plan
    ),
    FreeText(model=PlanVersion, columns=("content", "lines"), word=gettext_lazy("方案的定稿"), url=_plan),
    FreeText(model=Answer, columns=("reason",), word=gettext_lazy("对上级要求的答复"), url=_plan),
    FreeText(
        model=Meeting,
        columns=("chair", "note"),
        word=gettext_lazy("会议的主持人和说明"),
        url=lambda row: reverse("plan", args=[row.version.plan_id]),
    ),
    FreeText(
        model=Campaign,
        columns=("title", "theme", "summary"),
        word=gettext_lazy("活动"),
        url=lambda row: reverse("campaign", args=[row.pk]),
    ),
    FreeText(
        model=Phase, columns=("name", "date_text", "comment"), word=gettext_lazy("活动的阶段"), url=_campaign
    ),
    FreeText(
        model=PhaseStage,
        columns=("comment",),
        word=gettext_lazy("阶段的经过"),
        url=lambda row: reverse("phase", args=[row.row_id]),
    ),
    FreeText(
        model=PhaseClosing,
        columns=("handling",),
        word=gettext_lazy("阶段结束时缺的怎么办"),
        url=lambda row: reverse("phase", args=[row.phase_id]),
    ),
    FreeText(
        model=PhaseEvent,
        columns=("what", "source"),
        word=gettext_lazy("阶段结束的事件"),
        url=lambda row: reverse("phase", args=[row.phase_id]),
    ),
    FreeText(
        model=Task,
        columns=("name", "text", "owner", "unit", "checklist"),
        word=gettext_lazy("活动的任务（牵头人等）"),
        url=lambda row: reverse("task", args=[row.campaign_id, row.pk]),
    ),
    FreeText(
        model=Pledge,
        columns=("name", "text"),
        word=gettext_lazy("承诺书的样本"),
        url=lambda row: reverse("pledge", args=[row.pk]),
    ),
    FreeText(model=Standard, columns=("label", "text"), word=gettext_lazy("标准"), url=_campaign),
    FreeText(model=StandardItem, columns=("label", "text"), word=gettext_lazy("标准的条目")),
    FreeText(model=Policy, columns=("value", "source"), word=gettext_lazy("政策参数"), url=_campaign),
    FreeText(
        model=Explanation,
        columns=("text",),
        word=gettext_lazy("数字说明"),
        url=lambda row: reverse("report", args=[row.campaign_id]),
    ),
]
