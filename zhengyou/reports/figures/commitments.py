"""Figures of public commitments, counted from their dated stages (domain.md P3)."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries import promised
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.promised import Promised
from zhengyou.campaigns.rules.procedures import COMMITMENT
from zhengyou.campaigns.rules.promising import outside_name
from zhengyou.organisations.rules import Permission
from zhengyou.ui.wording import day_text

from .counted import Counted
from .definition import Definition, Dimension, Slice, Text
from .listing import Page, Row, Rows, cut
from .values import Count, Share

_RULE = "domain.md P3：兑现率=已兑现÷到期，经批准取消的不算、另外写明"
_UNIT = gettext_lazy("项")
_BY = (Dimension.SUBJECT, Dimension.PROMISED_IN)


def _of(counted: Counted, part: Slice | None) -> Promised:
    found = promised.promised(counted.scope, _round(part)) if _round(part) else counted.promised
    subject = _subject(part)
    return found[subject] if subject else found["person"] + found["organisation"]


def _round(part: Slice | None) -> str:
    """The name of the round that a slice is about."""
    return part.name if part and part.dimension is Dimension.PROMISED_IN else ""


def _subject(part: Slice | None) -> str:
    return part.value if part and part.dimension is Dimension.SUBJECT else ""


def _items(name: str) -> Callable[[Scope, Slice | None, Page], Rows]:
    def rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
        if not page.may(Permission.VIEW_RECORDS):
            return Rows(withheld=_("您的岗位只看进展，不看各组织的承诺台账。"))
        found = promised.items(
            scope,
            name,
            subject=_subject(part),
            round=_round(part),
            after_id=page.after_id,
            size=page.size + 1,
        )
        shown, last = cut(found, page.size)
        full = page.may(Permission.VIEW_PEOPLE)
        listed = [
            Row(
                one.text,
                (
                    one.organisation_name,
                    outside_name(one.person_name, full=full) if one.person_name else _("本组织"),
                    day_text(one.due_on, today=scope.as_of),
                ),
                reverse("commitment", args=[one.commitment_id]),
                COMMITMENT.shapes[one.state],
                COMMITMENT.labels[one.state],
            )
            for one in shown
        ]
        head = (_("承诺"), _("组织"), _("谁的"), _("期限"), _("情况"))
        return Rows(head, listed, str(last.commitment_id) if last else "")

    return rows


def _covered(counted: Counted, part: Slice | None) -> Share:
    parts = [
        one
        for by_subject in counted.coverage.values()
        for subject, one in by_subject.items()
        if part is None or part.value == subject
    ]
    return Share(sum(one.covered for one in parts), sum(one.due for one in parts))


def _covered_rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
    """Every subject from whom a promise is due, and whether it has one."""
    subject = part.value if part else ""
    if subject != "organisation" and not page.may(Permission.VIEW_PEOPLE):
        return Rows(withheld=_("这个数字按人计数，您的岗位不看名单。需要核对请联系本级组织部门。"))
    found = promised.asked(scope, subject=subject, after=page.after_id, size=page.size + 1)
    shown, last = cut(found, page.size)
    listed = [
        Row(
            one.person_name or one.organisation_name,
            (one.organisation_name if one.person_name else _("本组织"),),
            "",
            "done" if one.covered else "due",
            _("已承诺") if one.covered else _("还没有承诺"),
        )
        for one in shown
    ]
    return Rows((_("谁"), _("组织"), _("情况")), listed, str(last.key) if last else "")


def _figure(
    key: str, name: Text, name_en: str, formula: Text, field: str, parts: tuple[str, ...] = ()
) -> Definition:
    return Definition(
        key, name, name_en, _UNIT, formula, _RULE,
        lambda counted, part: Count(getattr(_of(counted, part), field)), _items(field), parts, _BY,
    )  # fmt: skip


DEFINITIONS = (
    _figure(
        "commitments-made", gettext_lazy("提出的承诺"), "Commitments made",
        gettext_lazy("截至当日送审过的承诺，撤回的除外。"), "made",
        ("commitments-unpublished", "commitments-published", "commitments-cancelled"),
    ),
    _figure(
        "commitments-unpublished", gettext_lazy("还没有公示的承诺"), "Commitments not yet published",
        gettext_lazy("当日待审、退回修改、待公示的承诺。"), "unpublished",
    ),
    _figure(
        "commitments-published", gettext_lazy("公示的承诺"), "Commitments published",
        gettext_lazy("截至当日公示过的承诺，经批准取消的除外。"), "published",
    ),
    _figure(
        "commitments-cancelled", gettext_lazy("取消的承诺"), "Commitments cancelled",
        gettext_lazy("截至当日经批准取消的承诺，不算进兑现率。"), "cancelled",
    ),
    _figure(
        "commitments-due", gettext_lazy("到期的承诺"), "Commitments due",
        gettext_lazy("公示的承诺当中，截至当日到了期限的，和提前评定了的。"), "due",
        (
            "commitments-honoured", "commitments-partly", "commitments-unmet-objective", "commitments-unmet",
            "commitments-undecided",
        ),
    ),
    _figure(
        "commitments-honoured", gettext_lazy("已兑现的承诺"), "Commitments honoured",
        gettext_lazy("截至当日经另一位同志核实、评定为已兑现的承诺。"), "honoured",
    ),
    _figure(
        "commitments-partly", gettext_lazy("部分兑现的承诺"), "Commitments partly honoured",
        gettext_lazy("截至当日评定为部分兑现的承诺。"), "partly",
    ),
    _figure(
        "commitments-unmet-objective", gettext_lazy("因客观原因未兑现的承诺"), "Commitments not honoured, with reason",
        gettext_lazy("截至当日评定为因客观原因没有兑现、向群众作了说明的承诺。"), "unmet_objective",
    ),
    _figure(
        "commitments-unmet", gettext_lazy("未兑现的承诺"), "Commitments not honoured",
        gettext_lazy("截至当日评定为没有兑现、也没有客观原因的承诺。"), "unmet",
    ),
    _figure(
        "commitments-undecided", gettext_lazy("到期没有结果的承诺"), "Commitments due without result",
        gettext_lazy("截至当日到了期限、还没有评定的承诺。"), "undecided",
    ),
    Definition(
        "commitments-rate", gettext_lazy("承诺兑现率"), "Fulfilment rate", "",
        gettext_lazy("已兑现的承诺÷到期的承诺；部分兑现的不算兑现，经批准取消的两边都不算。"), _RULE,
        lambda counted, part: Share(_of(counted, part).honoured, _of(counted, part).due),
        _items("due"), (), _BY,
    ),
    Definition(
        "commitments-coverage", gettext_lazy("已承诺的党员和组织"), "Coverage of commitments", "",
        gettext_lazy(
            "当日这一轮至少有一项公示了的党员和组织÷应承诺的党员和组织；离退休、年老体弱、经批准不参加的党员自愿，不算在内。"
        ),
        _RULE, _covered, _covered_rows, (), (Dimension.SUBJECT,),
    ),
)  # fmt: skip
