"""What the loop stores of a person: what was entered, decided, passed and corrected, and where the person took part."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.organisations.rules.personal_data import Deed, Section

from ..models import (
    Absence,
    CalendarFeed,
    Classes,
    Commitment,
    CommitmentFile,
    CommitmentRound,
    CommitmentSignature,
    CommitmentStage,
    ConfirmationLink,
    Excuse,
    Explanation,
    Inspection,
    InspectionCircular,
    InspectionStage,
    InspectionVisitStage,
    Meeting,
    Milestone,
    PhaseClosing,
    PhaseEvent,
    PhaseStage,
    Plan,
    PlanStep,
    PlanVersion,
    Pledge,
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
    Summary,
    SummaryRound,
    SummaryStage,
)
from ..models.activities import RecordState
from ..models.plans import PlanState
from ..models.tasks import ExcuseState
from ..rules.procedures import (
    COMMITMENT,
    INSPECTION,
    INSPECTION_VISIT,
    PHASE,
    PROJECT,
    RECTIFICATION,
    REVIEW,
    SELF_CHECK,
    SUMMARY,
)


def _record(row: Any) -> str:
    return reverse("record", args=[row.pk])


def _absence(row: Any) -> str:
    return reverse("record", args=[row.held.record_id])


def _excuse(row: Any) -> str:
    return reverse("excuse", args=[row.pk])


def _problem(row: Any) -> str:
    return reverse("rectification", args=[row.row_id if isinstance(row, RectificationStage) else row.pk])


def _promise(row: Any) -> str:
    return reverse("commitment", args=[row.pk if isinstance(row, Commitment) else row.row_id])


def _review(row: Any) -> str:
    return reverse("review", args=[row.row_id if isinstance(row, ReviewStage) else row.pk])


def _reviews(row: Any) -> str:
    return reverse("reviews", args=[row.campaign_id])


def _project(row: Any) -> str:
    return reverse("project", args=[row.pk if isinstance(row, Project) else row.row_id])


def _sheet(row: Any) -> str:
    key = {SelfCheck: "pk", SelfCheckItem: "sheet_id", SelfCheckStage: "row_id"}[type(row)]
    return reverse("selfcheck", args=[getattr(row, key)])


def _selfchecks(row: Any) -> str:
    return reverse("selfchecks", args=[row.campaign_id])


def _summary(row: Any) -> str:
    return reverse("summary", args=[row.row_id if isinstance(row, SummaryStage) else row.pk])


def _phase(row: Any) -> str:
    return reverse("phase", args=[row.row_id if isinstance(row, PhaseStage) else row.phase_id])


def _inspection(row: Any) -> str:
    if isinstance(row, InspectionCircular):
        return reverse("inspection", args=[row.inspection_id])
    return reverse("inspection", args=[row.row_id if isinstance(row, InspectionStage) else row.pk])


def _plan(row: Any) -> str:
    return reverse("plan", args=[row.pk if isinstance(row, Plan) else row.plan_id])


_DEEDS: tuple[tuple[str, str | Promise, type[Model], str, str, Any, Any, tuple[str, ...]], ...] = (
    ("records_attended", gettext_lazy("参加过的活动"), Record, "participants", "happened_on",
     lambda row: row.title, _record, ()),
    ("absences", gettext_lazy("没到的活动"), Absence, "person", "pk",
     lambda row: f"{row.held.record} {row.get_circumstance_display() or row.reason}".strip(), _absence,
     ("held__record",)),
    ("absences_briefed", gettext_lazy("办过的补课、传达"), Absence, "briefed_by", "briefed_at",
     lambda row: row.held.record.title, _absence, ("held__record",)),
    ("records_entered", gettext_lazy("记录、报送的事"), Record, "entered_by", "entered_at",
     lambda row: row.title, _record, ()),
    ("records_decided", gettext_lazy("验收、退回的报送"), Record, "decided_by", "decided_at",
     lambda row: f"{row.title} {row.get_state_display()}", _record, ()),
    ("excuses_requested", gettext_lazy("说明不适用"), Excuse, "requested_by", "requested_at",
     lambda row: row.reason, _excuse, ()),
    ("excuses_decided", gettext_lazy("答复的不适用说明"), Excuse, "decided_by", "decided_at",
     lambda row: f"{row.reason} {row.get_state_display()}", _excuse, ()),
    ("plans_uploaded", gettext_lazy("上传、拟定的方案"), Plan, "uploaded_by", "uploaded_at",
     lambda row: row.title, _plan, ()),
    ("plans_proposed", gettext_lazy("提交审批的方案"), Plan, "proposed_by", "proposed_at",
     lambda row: row.title, _plan, ()),
    ("plans_decided", gettext_lazy("审批的方案"), Plan, "decided_by", "decided_at",
     lambda row: row.title, _plan, ()),
    ("plan_versions_made", gettext_lazy("定稿的方案"), PlanVersion, "made_by", "made_at",
     lambda row: row.plan.title, _plan, ("plan",)),
    ("plan_steps", gettext_lazy("整理方案的改动"), PlanStep, "by", "at",
     lambda row: row.words, _plan, ()),
    ("meetings_recorded", gettext_lazy("记下的会议"), Meeting, "recorded_by", "recorded_at",
     lambda row: str(row), lambda row: reverse("plan", args=[row.version.plan_id]), ("version",)),
    ("explanations_written", gettext_lazy("写的数字说明"), Explanation, "written_by", "written_at",
     lambda row: row.text, lambda row: reverse("report", args=[row.campaign_id]), ()),
    ("problems_raised", gettext_lazy("提出的问题"), Rectification, "entered_by", "entered_at",
     lambda row: row.title, _problem, ()),
    ("problems_answered_for", gettext_lazy("负责整改的问题"), Rectification, "responsible", "due_on",
     lambda row: f"{row.title} {RECTIFICATION.labels[row.state]}", _problem, ()),
    ("problems_spoken_for", gettext_lazy("报过措施、结果的整改"), Rectification, "moved_by", "due_on",
     lambda row: row.title, _problem, ()),
    ("problem_steps", gettext_lazy("办过的整改步骤"), RectificationStage, "by", "at",
     lambda row: f"{row.row.title} {RECTIFICATION.labels[row.state]}", _problem, ("row",)),
    ("review_rounds_opened", gettext_lazy("开始的各轮点评"), ReviewRound, "opened_by", "opened_at",
     lambda row: row.name, _reviews, ()),
    ("reviews_of_oneself", gettext_lazy("对本人的点评"), Review, "person", "since",
     lambda row: " ".join(part for part in (REVIEW.labels[row.state], row.strengths, row.direction) if part),
     _review, ()),
    ("reviews_held", gettext_lazy("做过的点评"), Review, "reviewed_by", "held_on",
     lambda row: REVIEW.labels[row.state], _review, ()),
    ("reviews_entered", gettext_lazy("记下的点评"), Review, "entered_by", "entered_at",
     lambda row: REVIEW.labels[row.state], _review, ()),
    ("review_steps", gettext_lazy("办过的点评步骤"), ReviewStage, "by", "at",
     lambda row: REVIEW.labels[row.state], _review, ()),
    ("self_check_rounds_opened", gettext_lazy("开始的各轮自查"), SelfCheckRound, "opened_by", "opened_at",
     lambda row: row.name, _selfchecks, ()),
    ("self_checks_handed_up", gettext_lazy("交的自查表"), SelfCheck, "handed_up_by", "handed_up_on",
     lambda row: f"{row} {SELF_CHECK.labels[row.state]}", _sheet, ("round",)),
    ("self_check_measures", gettext_lazy("自查里负责的措施"), SelfCheckItem, "responsible", "due_on",
     lambda row: row.measure or row.gap, _sheet, ()),
    ("self_check_steps", gettext_lazy("办过的自查步骤"), SelfCheckStage, "by", "at",
     lambda row: SELF_CHECK.labels[row.state], _sheet, ()),
    ("commitments", gettext_lazy("自己的承诺"), Commitment, "person", "due_on",
     lambda row: f"{row} {COMMITMENT.labels[row.told_state]}", _promise, ()),
    ("commitments_entered", gettext_lazy("录入的承诺"), Commitment, "entered_by", "entered_at",
     lambda row: str(row), _promise, ()),
    ("commitments_spoken_for", gettext_lazy("送审、报告过的承诺"), Commitment, "moved_by", "due_on",
     lambda row: str(row), _promise, ()),
    ("commitment_steps", gettext_lazy("办过的承诺步骤"), CommitmentStage, "by", "at",
     lambda row: f"{row.row} {COMMITMENT.labels[row.state]}", _promise, ("row",)),
    ("commitments_signed", gettext_lazy("签过名的集体承诺"), CommitmentSignature, "person", "signed_on",
     lambda row: str(row.row), _promise, ("row",)),
    ("signatures_entered", gettext_lazy("登记的签名"), CommitmentSignature, "entered_by", "entered_at",
     lambda row: str(row.row), _promise, ("row",)),
    ("promise_files_entered", gettext_lazy("给承诺附的材料"), CommitmentFile, "entered_by", "entered_at",
     lambda row: row.name, _promise, ()),
    ("pledges_written", gettext_lazy("写的承诺书样本"), Pledge, "entered_by", "entered_at",
     lambda row: row.name, lambda row: reverse("pledge", args=[row.pk]), ()),
    ("promise_rounds_opened", gettext_lazy("开始的各轮承诺"), CommitmentRound, "opened_by", "opened_at",
     lambda row: row.name, lambda row: reverse("commitments-rounds", args=[row.campaign_id]), ()),
    ("confirmation_links", gettext_lazy("请受益的人回答的链接"), ConfirmationLink, "made_by", "made_at",
     lambda row: str(row.row), _promise, ("row",)),
    ("summaries", gettext_lazy("自己的书面小结"), Summary, "person", "entered_at",
     lambda row: " ".join(
         (SUMMARY.labels[row.state], row.promised, row.took_part, row.put_right, row.next_steps)
     ), _summary, ()),
    ("summaries_entered", gettext_lazy("录入的书面小结"), Summary, "entered_by", "entered_at",
     lambda row: SUMMARY.labels[row.state], _summary, ()),
    ("summary_steps", gettext_lazy("办过的小结步骤"), SummaryStage, "by", "at",
     lambda row: SUMMARY.labels[row.state], _summary, ()),
    ("summary_rounds_opened", gettext_lazy("布置的书面小结"), SummaryRound, "opened_by", "opened_at",
     lambda row: row.name, lambda row: reverse("summaries", args=[row.campaign_id]), ()),
    ("projects_answered_for", gettext_lazy("负责的品牌项目"), Project, "responsible", "ends_on",
     lambda row: f"{row.name} {PROJECT.labels[row.state]}", _project, ()),
    ("projects_entered", gettext_lazy("拟的品牌项目"), Project, "entered_by", "entered_at",
     lambda row: row.name, _project, ()),
    ("projects_spoken_for", gettext_lazy("改过、报过的品牌项目"), Project, "moved_by", "ends_on",
     lambda row: row.name, _project, ()),
    ("project_steps", gettext_lazy("办过的品牌项目步骤"), ProjectStage, "by", "at",
     lambda row: f"{row.row} {PROJECT.labels[row.state]}", _project, ("row",)),
    ("milestones_ticked", gettext_lazy("打过勾的品牌项目步骤"), Milestone, "ticked_by", "ticked_at",
     lambda row: row.text, lambda row: reverse("project", args=[row.project_id]), ()),
    ("phase_steps", gettext_lazy("办过的阶段步骤"), PhaseStage, "by", "at",
     lambda row: f"{row.row} {PHASE.labels[row.state]}", _phase, ("row",)),
    ("phases_listed", gettext_lazy("列过的阶段缺项清单"), PhaseClosing, "listed_by", "listed_at",
     lambda row: str(row.phase), _phase, ("phase",)),
    ("phases_closed", gettext_lazy("结束过的阶段"), PhaseClosing, "closed_by", "closed_at",
     lambda row: str(row.phase), _phase, ("phase",)),
    ("phase_events", gettext_lazy("记过的阶段结束事件"), PhaseEvent, "recorded_by", "recorded_at",
     lambda row: row.what, _phase, ("phase",)),
    ("phase_events_taken_back", gettext_lazy("收回的阶段结束事件"), PhaseEvent, "taken_back_by", "taken_back_at",
     lambda row: row.what, _phase, ("phase",)),
    ("classes_said", gettext_lazy("报过的班级数"), Classes, "stated_by", "stated_at",
     lambda row: str(row.number), lambda row: reverse("classes", args=[row.organisation_id]), ()),
    ("calendar_feeds", gettext_lazy("日历的秘密地址"), CalendarFeed, "account", "made_at",
     lambda row: "", lambda row: reverse("calendar"), ()),
    ("inspections_sent_to", gettext_lazy("派去的督查"), Inspection, "inspectors", "opens_on",
     lambda row: row.title, _inspection, ()),
    ("inspections_planned", gettext_lazy("拟的督查方案"), Inspection, "entered_by", "entered_at",
     lambda row: row.title, _inspection, ()),
    ("inspection_numbers", gettext_lazy("填过抽签号码的督查"), Inspection, "moved_by", "draw_on",
     lambda row: row.title, _inspection, ()),
    ("inspection_steps", gettext_lazy("办过的督查步骤"), InspectionStage, "by", "at",
     lambda row: f"{row.row.title} {INSPECTION.labels[row.state]}", _inspection, ("row",)),
    ("inspection_visit_steps", gettext_lazy("办过的对单位的督查"), InspectionVisitStage, "by", "at",
     lambda row: INSPECTION_VISIT.labels[row.state], lambda row: reverse("visit", args=[row.row_id]), ()),
    ("circulars_issued", gettext_lazy("印发的督查通报"), InspectionCircular, "made_by", "issued_on",
     lambda row: row.inspection.title, _inspection, ("inspection",)),
)  # fmt: skip


def sections(person_id: int, day: date) -> Iterable[Section]:
    """One section for each column of the loop that holds a person."""
    for key, title, model, column, at, said, url, related in _DEEDS:
        deed = Deed(key, str(title), model, column, at, said, url, content=True, related=related)
        yield deed.section(
            person_id,
            why=_("活动里的事谁办的、哪天办的，都要有据可查。"),
            mend=_("记录有误的，由上级退回后补正。"),
        )


def undecided(person_id: int) -> list[tuple[str, int]]:
    """What this person sent up or sent on and nobody has decided yet (organisations.queries.leavers)."""

    def mine(rows: QuerySet[Any], column: str) -> int:
        return rows.filter(**{f"{column}__person_id": person_id}).count()

    waiting = Record.objects.filter(state__in=[RecordState.SUBMITTED, RecordState.RETURNED])
    return [
        (_("报送"), mine(waiting, "entered_by")),
        (_("不适用说明"), mine(Excuse.objects.filter(state=ExcuseState.REQUESTED), "requested_by")),
        (
            _("整改事项"),
            mine(
                Rectification.objects.filter(state__in=["proposed", "claimed", "extension_asked"]), "moved_by"
            ),
        ),
        (
            _("承诺"),
            mine(
                Commitment.objects.filter(state__in=["draft", "submitted", "returned", "claimed"]), "moved_by"
            ),
        ),
        (_("自查表"), mine(SelfCheck.objects.filter(state="handed_up"), "handed_up_by")),
        (_("待批准的方案"), mine(Plan.objects.filter(state=PlanState.PROPOSED), "proposed_by")),
    ]
