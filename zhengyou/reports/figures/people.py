"""Figures of the organisations and the people in them."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.organisations.models import Kind, MemberStatus, Sector
from zhengyou.organisations.queries import MemberCounts, organisations_page, people_page, placements
from zhengyou.organisations.rules import Permission

from .counted import Counted
from .definition import Definition, Dimension, Slice, Text
from .listing import Page, Row, Rows, cut
from .values import Count

_DISTRICT = "domain.md 2.1、2.4：各类组织相加等于组织总数"
_MEMBERS = "domain.md 2.2：预备党员算党员，入党积极分子不算"
_UNITS = gettext_lazy("个")
_PEOPLE = gettext_lazy("名")


def _organisations(counted: Counted, part: Slice | None) -> Count:
    if part is None:
        return Count(sum(counted.kinds.values()))
    return Count(counted.kinds.get(part.value, 0))


def _branches(counted: Counted, part: Slice | None) -> Count:
    if part is None:
        return Count(counted.kinds.get(Kind.BRANCH, 0))
    return Count(counted.branches.get(part.sector, 0))


def _organisation_rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
    return _listed(scope, page, kind=part.value if part else "", sector=None)


def _branch_rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
    return _listed(scope, page, kind=Kind.BRANCH, sector=part.sector if part else None)


def _listed(scope: Scope, page: Page, *, kind: str, sector: str | None) -> Rows:
    found = organisations_page(
        scope.path, scope.as_of, kind=kind, sector=sector, after=page.after, size=page.size + 1
    )
    shown, last = cut(found, page.size)
    opens = page.may(Permission.VIEW_ORGANISATIONS)
    rows = [
        Row(
            place.name,
            (
                str(Kind(place.kind).label),
                str(Sector(place.sector).label) if place.sector else _("未划分"),
            ),
            reverse("organisation", args=[place.organisation_id]) if opens else "",
        )
        for place in shown
    ]
    return Rows((_("组织"), _("类别"), _("领域")), rows, last.path if last else "")


def _people(*statuses: MemberStatus) -> Callable[[Scope, Slice | None, Page], Rows]:
    def rows(scope: Scope, part: Slice | None, page: Page) -> Rows:
        if not page.may(Permission.VIEW_PEOPLE):
            return Rows(withheld=_("这个数字按人计数，您的岗位不看名单。需要核对请联系本级组织部门。"))
        values = [status.value for status in statuses]
        found = people_page(scope.path, scope.as_of, values, after_id=page.after_id, size=page.size + 1)
        shown, last = cut(found, page.size)
        names = placements([row.organisation_id for row in shown], scope.as_of)
        listed = [
            Row(row.person.name, (names[row.organisation_id].name, str(MemberStatus(row.status).label)))
            for row in shown
        ]
        return Rows((_("姓名"), _("组织"), _("身份")), listed, str(last.pk) if last else "")

    return rows


def _members(count: Callable[[MemberCounts], int]) -> Callable[[Counted, Slice | None], Count]:
    return lambda counted, part: Count(count(counted.members))


def _people_figure(
    key: str,
    name: Text,
    name_en: str,
    formula: Text,
    statuses: tuple[MemberStatus, ...],
    count: Callable[[MemberCounts], int],
    parts: tuple[str, ...] = (),
    public: bool = False,
) -> Definition:
    return Definition(
        key, name, name_en, _PEOPLE, formula, _MEMBERS, _members(count), _people(*statuses), parts, (), public
    )


DEFINITIONS = (
    Definition(
        "organisations", gettext_lazy("党组织"), "Organisations", _UNITS,
        gettext_lazy("当日在组织树上的本级和下级党组织。"), _DISTRICT, _organisations, _organisation_rows,
        tuple(f"organisations.kind.{kind}" for kind in Kind.values), (Dimension.KIND,),
    ),
    Definition(
        "branches", gettext_lazy("党支部"), "Branches", _UNITS,
        gettext_lazy("当日在组织树上的党支部。各领域相加应当等于总数。"), "domain.md 2.3：八个领域",
        _branches, _branch_rows,
        tuple(f"branches.sector.{sector}" for sector in Sector.values), (Dimension.SECTOR,),
    ),
    _people_figure(
        "members", gettext_lazy("党员"), "Members",
        gettext_lazy("当日在册的正式党员和预备党员，入党积极分子不计入。"),
        (MemberStatus.FULL, MemberStatus.PROBATIONARY), lambda found: found.members,
        ("full-members", "probationary-members"),
    ),
    _people_figure(
        "full-members", gettext_lazy("正式党员"), "Full members", gettext_lazy("当日在册的正式党员。"),
        (MemberStatus.FULL,), lambda found: found.full,
    ),
    _people_figure(
        "probationary-members", gettext_lazy("预备党员"), "Probationary members",
        gettext_lazy("当日在册的预备党员。"),
        (MemberStatus.PROBATIONARY,), lambda found: found.probationary,
    ),
    _people_figure(
        "activists", gettext_lazy("入党积极分子"), "Activists",
        gettext_lazy("当日在册的入党积极分子，单独统计，不计入党员。"),
        (MemberStatus.ACTIVIST,), lambda found: found.activists,
    ),
)  # fmt: skip
