"""What appraisals store of a person: duties in the count, that he is judged or may vote; never how he voted."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.organisations.rules.personal_data import Deed, Section

from ..models import (
    Analysis,
    AnalysisStage,
    Box,
    Bundle,
    Contact,
    Elector,
    Grading,
    GradingStage,
    MemberRound,
    Officer,
    Round,
    RoundStage,
    Subject,
    Voided,
    VoidProposal,
)
from ..rules.democratic import GRADING
from ..rules.procedures import APPRAISAL
from ..rules.spirit import ANALYSIS


def _round(row: Any) -> str:
    return reverse("appraisal", args=[row.pk if isinstance(row, Round) else row.row_id])


def _box(row: Any) -> str:
    return reverse("appraisal-box", args=[row.batch_id])


def _bundle(row: Any) -> str:
    return reverse("appraisal-bundle", args=[row.pk])


_DEEDS: tuple[tuple[str, str | Promise, type[Model], str, str, Any, Any, tuple[str, ...]], ...] = (
    ("appraisals_scheduled", gettext_lazy("安排的评议"), Round, "scheduled_by", "scheduled_at",
     lambda row: row.name, _round, ()),
    ("appraisal_steps", gettext_lazy("办过的评议步骤"), RoundStage, "by", "at",
     lambda row: f"{row.row.name} {APPRAISAL.labels[row.state]}", _round, ("row",)),
    ("appraisal_duties", gettext_lazy("监票、计票"), Officer, "person", "pk",
     lambda row: f"{row.round.name} {row.get_duty_display()}",
     lambda row: reverse("appraisal", args=[row.round_id]), ("round",)),
    ("appraised", gettext_lazy("被评议"), Subject, "person", "pk",
     lambda row: row.urn.round.name, lambda row: "", ("urn__round",)),
    ("appraisal_votes", gettext_lazy("可以投票的评议（只记领没领评议码）"), Elector, "person", "pk",
     lambda row: f"{row.batch.urn.round.name} {_('领过了') if row.issued else _('没有领')}",
     lambda row: reverse("appraisal-draw", args=[row.pk]), ("batch__urn__round",)),
    ("boxes_opened", gettext_lazy("开过的票箱"), Box, "first", "pk",
     lambda row: row.batch.urn.round.name, _box, ("batch__urn__round",)),
    ("boxes_opened_with", gettext_lazy("一起开过的票箱"), Box, "second", "pk",
     lambda row: row.batch.urn.round.name, _box, ("batch__urn__round",)),
    ("papers_read_first", gettext_lazy("录过的纸质票（先录）"), Bundle, "first", "pk",
     lambda row: row.box.batch.urn.round.name, _bundle, ("box__batch__urn__round",)),
    ("papers_read_second", gettext_lazy("录过的纸质票（后录）"), Bundle, "second", "pk",
     lambda row: row.box.batch.urn.round.name, _bundle, ("box__batch__urn__round",)),
    ("appraisal_calls", gettext_lazy("正在打的调查电话"), Contact, "caller", "pk",
     lambda row: row.sample.batch.urn.round.name,
     lambda row: reverse("appraisal-contact", args=[row.pk]), ("sample__batch__urn__round",)),
    ("voids_proposed", gettext_lazy("提出作废、还没有人同意的选票"), VoidProposal, "first", "pk",
     lambda row: row.reason, lambda row: "", ()),
    ("member_rounds_opened", gettext_lazy("开始的民主评议党员、党性分析"), MemberRound, "opened_by", "opened_at",
     lambda row: row.name, lambda row: reverse("member-round", args=[row.pk]), ()),
    ("graded", gettext_lazy("民主评议党员"), Grading, "person", "pk",
     lambda row: f"{row.round.name} {GRADING.labels[row.state]}",
     lambda row: reverse("democratic", args=[row.pk]), ("round",)),
    ("grading_steps", gettext_lazy("办过的民主评议党员步骤"), GradingStage, "by", "at",
     lambda row: f"{row.row.round.name} {GRADING.labels[row.state]}", lambda row: "", ("row__round",)),
    ("analysed", gettext_lazy("党性分析"), Analysis, "person", "pk",
     lambda row: f"{row.round.name} {ANALYSIS.labels[row.state]}",
     lambda row: reverse("spirit", args=[row.pk]), ("round",)),
    ("analysis_steps", gettext_lazy("办过的党性分析步骤"), AnalysisStage, "by", "at",
     lambda row: f"{row.row.round.name} {ANALYSIS.labels[row.state]}", lambda row: "", ("row__round",)),
    ("ballots_voided", gettext_lazy("提出作废的选票"), Voided, "first", "pk",
     lambda row: row.reason, lambda row: "", ()),
    ("ballots_voided_with", gettext_lazy("同意作废的选票"), Voided, "second", "pk",
     lambda row: row.reason, lambda row: "", ()),
)  # fmt: skip


def sections(person_id: int, day: date) -> Iterable[Section]:
    """One section for each column that holds a person."""
    for key, title, model, column, at, said, url, related in _DEEDS:
        deed = Deed(key, str(title), model, column, at, said, url, content=True, related=related)
        yield deed.section(
            person_id,
            why=_("评议谁组织、谁监票、谁可以投，都要有据可查；怎么投的不记。"),
            mend=_("投票开始以前由组织评议的单位改；开始以后不能改。"),
        )
