"""Where numbers lead: addresses of figures and pages at one scope, each carrying its node and its day."""

from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries.campaigns import Scope

_PROCEDURES: tuple[tuple[str, Promise], ...] = (
    ("phases", gettext_lazy("阶段")),
    ("schedule", gettext_lazy("日程安排表")),
    ("commitments", gettext_lazy("公开承诺")),
    ("activities", gettext_lazy("办了哪些活动")),
    ("projects", gettext_lazy("品牌项目")),
    ("summaries", gettext_lazy("书面小结")),
    ("reviews", gettext_lazy("领导点评")),
    ("selfchecks", gettext_lazy("自查对标")),
    ("inspections", gettext_lazy("督查")),
    ("appraisals", gettext_lazy("评议")),
    ("member-rounds", gettext_lazy("民主评议党员、党性分析")),
    ("rectifications", gettext_lazy("整改台账")),
)
"""Addresses of the procedures of a campaign, in the order in which they follow each other, with their words."""


class Doors:
    """Addresses at a scope; `node` is another organisation where the number is about that one."""

    def __init__(self, scope: Scope) -> None:
        self._campaign = scope.campaign.pk
        self._drive = scope.campaign.drive
        self._node = scope.node.organisation_id
        self._day = scope.as_of.isoformat()

    def tail(self, node: int | None = None) -> str:
        """The query every address carries."""
        return f"?node={node or self._node}&as_of={self._day}"

    @cached_property
    def _figures(self) -> str:
        return reverse("figure", args=[self._campaign, "x"]).removesuffix("x/")

    def figure(self, key: str, node: int | None = None) -> str:
        """The page of a figure."""
        return f"{self._figures}{key}/{self.tail(node)}"

    def explain(self, key: str) -> str:
        """Where the explanation of a figure is sent."""
        return f"{self._figures}{key}/explain/{self.tail()}"

    def task(self, task_id: int, node: int | None = None) -> str:
        """The page of a task."""
        return reverse("task", args=[self._campaign, task_id]) + self.tail(node)

    def phase(self, phase_id: int) -> str:
        """The page of a phase."""
        return reverse("phase", args=[phase_id])

    def page(self, name: str, node: int | None = None) -> str:
        """A page of the campaign by the name of its address: campaign, overdue, report, report-document."""
        return reverse(name, args=[self._campaign]) + self.tail(node)

    def procedures(self) -> list[tuple[str, str]]:
        """(word, address) of every procedure's page at this node; these pages are always of today."""
        tail = f"?node={self._node}"
        pages = [("drive-progress", gettext_lazy("专题进展")), *_PROCEDURES] if self._drive else _PROCEDURES
        return [(str(word), reverse(name, args=[self._campaign]) + tail) for name, word in pages]
