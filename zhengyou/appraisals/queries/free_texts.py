"""Texts of appraisals in which anybody's name may stand (organisations.rules.free_texts)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from zhengyou.organisations.rules.free_texts import FreeText

from ..models import (
    Analysis,
    AnalysisStage,
    Box,
    Bundle,
    Grading,
    GradingStage,
    MemberRound,
    PaperRemark,
    Remark,
    Round,
    RoundStage,
    Sample,
    Theme,
    Voided,
    VoidProposal,
)

FREE_TEXTS = [
    FreeText(
        model=Round,
        columns=("name", "situation", "comment"),
        word=gettext_lazy("评议的名称和通报的情况"),
        url=lambda row: reverse("appraisal", args=[row.pk]),
    ),
    FreeText(
        model=RoundStage,
        columns=("comment",),
        word=gettext_lazy("评议的经过"),
        url=lambda row: reverse("appraisal", args=[row.row_id]),
    ),
    FreeText(
        model=Remark,
        columns=("text",),
        word=gettext_lazy("评议里写的话"),
        url=lambda row: reverse("appraisal", args=[row.round_id]),
    ),
    FreeText(
        model=PaperRemark,
        columns=("text",),
        word=gettext_lazy("纸质票上写的话，开箱计票以前"),
        url=lambda row: reverse("appraisal-bundle", args=[row.bundle_id]),
    ),
    FreeText(
        model=Box,
        columns=("reason",),
        word=gettext_lazy("票箱的张数对不上的原因"),
        url=lambda row: reverse("appraisal-box", args=[row.batch_id]),
    ),
    FreeText(
        model=Bundle,
        columns=("reason",),
        word=gettext_lazy("一捆纸质票缺号的原因"),
        url=lambda row: reverse("appraisal-bundle", args=[row.pk]),
    ),
    FreeText(
        model=Sample,
        columns=("seed",),
        word=gettext_lazy("电话抽样的种子词"),
        url=lambda row: reverse("appraisal-sample", args=[row.pk]),
    ),
    FreeText(
        model=Theme,
        columns=("name",),
        word=gettext_lazy("评议里写的话归成的类"),
        url=lambda row: reverse("appraisal-themes", args=[row.round_id]),
    ),
    FreeText(model=VoidProposal, columns=("reason",), word=gettext_lazy("提出选票作废的原因")),
    FreeText(
        model=MemberRound,
        columns=("name",),
        word=gettext_lazy("民主评议党员、党性分析的名称"),
        url=lambda row: reverse("member-round", args=[row.pk]),
    ),
    FreeText(
        model=Grading,
        columns=(
            "study",
            "own_text",
            "comments",
            "reason",
            "objection",
            "answer",
            "used_for",
            "comment",
        ),
        word=gettext_lazy("民主评议党员里写的话"),
        url=lambda row: reverse("democratic", args=[row.pk]),
    ),
    FreeText(
        model=GradingStage,
        columns=("comment",),
        word=gettext_lazy("民主评议党员的经过"),
        url=lambda row: reverse("democratic", args=[row.row_id]),
    ),
    FreeText(
        model=Analysis,
        columns=(
            "opinions",
            "talks",
            "problems",
            "roots",
            "direction",
            "criticism",
            "opinion",
            "feedback",
            "comment",
        ),
        word=gettext_lazy("党性分析里写的话"),
        url=lambda row: reverse("spirit", args=[row.pk]),
    ),
    FreeText(
        model=AnalysisStage,
        columns=("comment",),
        word=gettext_lazy("党性分析的经过"),
        url=lambda row: reverse("spirit", args=[row.row_id]),
    ),
    FreeText(model=Voided, columns=("reason",), word=gettext_lazy("选票作废的原因")),
]
