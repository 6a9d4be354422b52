"""Loading the demonstration into an empty database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from zhengyou.ledger.writing import Line, write
from zhengyou.organisations.copying import analyse
from zhengyou.organisations.models import (
    Account,
    Group,
    GroupMember,
    Membership,
    Organisation,
    Person,
    Placement,
    Post,
    Unit,
    UnitLink,
)
from zhengyou.organisations.rules import System

from .campaign.approving import actor, approved_campaign, second_plan
from .district.around import list_weak, store_groups, store_units
from .district.beside import store_beside
from .district.posts import named, store_posts
from .district.scale import FULL, SMALL, Scale
from .district.storing import District, store_organisations, store_people
from .phases.standing import stand
from .records.loading import load_records

# The day the plan was signed.
PLAN_MOMENT = datetime(2026, 2, 26, 6, 10, tzinfo=UTC)
Report = Callable[[int, int, str], None]


class NotEmpty(Exception):
    """The database already holds organisations; nothing was written."""

    def __init__(self) -> None:
        super().__init__("数据库里已经有组织，演示数据只能装进空的数据库。请换一个数据目录，或先备份再清空。")


@transaction.atomic
def load(*, small: bool, report: Report) -> None:
    """Load everything in one transaction, so that a crash half-way leaves the database as empty as before.

    `small` takes about 30 organisations instead of 968. `report(done, total, what)` is called as it goes on.
    Raises NotEmpty.
    """
    if Organisation.objects.exists():
        raise NotEmpty
    scale = SMALL if small else FULL
    report(0, 100, "正在建立组织")
    organisations = store_organisations(scale)
    people = named(organisations)
    known: dict[str, list[str]] = {}
    for person in people:
        known.setdefault(person.branch, []).append(person.name)
    report(3, 100, "正在登记党员")
    district = store_people(organisations, scale, known)
    report(12, 100, "正在登记职务和账号")
    holders = store_posts(district, people)
    store_beside(district, holders)
    store_units(district)
    store_groups(district, holders)
    analyse(Organisation, Placement, Person, Membership, Post, Account, Group, GroupMember, Unit, UnitLink)
    list_weak(district, actor("huodongban"))
    report(16, 100, "正在读方案、批准活动")
    moment = min(PLAN_MOMENT, timezone.now() - timedelta(days=1))
    campaign = approved_campaign(office=actor("huodongban"), leader=actor("lingdao"), now=moment)
    load_records(
        campaign,
        district,
        holders,
        lambda done, total: report(30 + 60 * done // total, 100, "正在补录办事记录"),
    )
    stand(campaign, timezone.localdate())
    report(90, 100, "正在放一份待整理的方案")
    second_plan(office=actor("huodongban"), now=timezone.now() - timedelta(hours=2))
    _write_line(district, scale)
    report(95, 100, "正在收尾")
    transaction.on_commit(_tidy)
    report(100, 100, "演示数据已装好")


def _write_line(district: District, scale: Scale) -> None:
    root = next(iter(district.organisations.values()))
    write(
        by=System(),
        line=Line(
            verb="demo.load",
            sentence=f"装入演示区：{len(district.organisations)} 个组织，{scale.members} 名党员，"
            f"{scale.activists} 名入党积极分子。",
            subject="organisations.organisation",
            subject_id=root.id,
            path=root.path,
        ),
    )


def _tidy() -> None:
    """Statistics and visibility maps, so that the first pages are as fast as later ones."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("organisations_", "campaigns_", "ledger_")):
                cursor.execute(f'VACUUM (ANALYZE) "{table}"')
