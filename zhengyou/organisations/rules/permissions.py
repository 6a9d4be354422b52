"""Who may do what: permissions, roles with a sentence for people, and the actor that every action asks.

Scope is always subtree x function x time: a post in an organisation, while it is held, reaches that organisation and
everything under it (domain.md section 5).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from ..models import PostKind


class Permission(StrEnum):
    """One thing that may be done; named for the screen it opens or the button it shows."""

    VIEW_ORGANISATIONS = "view_organisations"
    VIEW_PEOPLE = "view_people"
    VIEW_CAMPAIGN = "view_campaign"
    VIEW_RECORDS = "view_records"
    VIEW_PLANS = "view_plans"
    EDIT_PLAN = "edit_plan"
    APPROVE_PLAN = "approve_plan"
    RECORD = "record"
    DECIDE = "decide"
    VIEW_REPORT = "view_report"
    EXPLAIN_FIGURE = "explain_figure"
    VIEW_LEDGER = "view_ledger"
    IMPORT_ROSTER = "import_roster"
    EXPORT_ROSTER = "export_roster"
    KEEP_PEOPLE = "keep_people"
    APPOINT = "appoint"
    INVITE = "invite"
    VIEW_READINGS = "view_readings"
    BLANK_PERSON = "blank_person"
    REORGANISE = "reorganise"
    KEEP_GROUPS = "keep_groups"
    COMMIT = "commit"


_READING = frozenset(
    {
        Permission.VIEW_ORGANISATIONS,
        Permission.VIEW_CAMPAIGN,
        Permission.VIEW_RECORDS,
        Permission.VIEW_REPORT,
    }
)


class Role:
    """What a kind of post may do, with a sentence that people read on the screen."""

    sentence: ClassVar[str]
    permissions: ClassVar[frozenset[Permission]]


class Administrator(Role):
    sentence = "管理名册、账号和运行，看不到活动内容。"
    permissions = frozenset(
        {
            Permission.VIEW_ORGANISATIONS,
            Permission.VIEW_PEOPLE,
            Permission.IMPORT_ROSTER,
            Permission.EXPORT_ROSTER,
            Permission.APPOINT,
            Permission.INVITE,
            Permission.VIEW_READINGS,
            Permission.BLANK_PERSON,
        }
    )


class Leader(Role):
    sentence = "审批方案，看本级和下级的进展与报告，可验收、退回。"
    permissions = _READING | {
        Permission.VIEW_PLANS,
        Permission.APPROVE_PLAN,
        Permission.DECIDE,
        Permission.VIEW_PEOPLE,
        Permission.VIEW_LEDGER,
        Permission.COMMIT,
    }


class Office(Role):
    sentence = "上传和整理方案，验收下级报送，办理下级组织变动，导入名册，出报告。"
    permissions = _READING | {
        Permission.VIEW_PLANS,
        Permission.EDIT_PLAN,
        Permission.DECIDE,
        Permission.VIEW_PEOPLE,
        Permission.EXPLAIN_FIGURE,
        Permission.VIEW_LEDGER,
        Permission.REORGANISE,
        Permission.KEEP_GROUPS,
        Permission.KEEP_PEOPLE,
        Permission.IMPORT_ROSTER,
        Permission.EXPORT_ROSTER,
        Permission.APPOINT,
        Permission.INVITE,
        Permission.COMMIT,
    }


class Inspector(Role):
    sentence = "查看所督导范围内的进展和记录；派去督查的，记下查到的情况。"
    permissions = _READING | {Permission.VIEW_LEDGER}


class Secretary(Role):
    sentence = "定本组织的方案并报备，记录做了什么，报送、说明不适用，验收所属支部的报送。"
    permissions = _READING | {
        Permission.VIEW_PLANS,
        Permission.EDIT_PLAN,
        Permission.APPROVE_PLAN,
        Permission.RECORD,
        Permission.DECIDE,
        Permission.VIEW_PEOPLE,
        Permission.KEEP_GROUPS,
        Permission.KEEP_PEOPLE,
        Permission.EXPORT_ROSTER,
        Permission.APPOINT,
        Permission.INVITE,
        Permission.COMMIT,
    }


class Commissioner(Role):
    sentence = "协助书记：记录做了什么，报送、说明不适用，看本组织的人和小组。"
    permissions = _READING | {
        Permission.VIEW_PLANS,
        Permission.RECORD,
        Permission.VIEW_PEOPLE,
        Permission.KEEP_GROUPS,
        Permission.COMMIT,
    }


class Reporter(Role):
    sentence = "替本组织记录做了什么；定方案、验收和人员由书记办理。"
    permissions = _READING | {Permission.RECORD, Permission.COMMIT}


class Member(Role):
    sentence = "看本组织的活动安排和进展，提出自己的承诺。"
    permissions = frozenset({Permission.VIEW_CAMPAIGN, Permission.VIEW_ORGANISATIONS, Permission.COMMIT})


class Reader(Role):
    sentence = "查阅本级和下级的全部结果与台账，只读。"
    permissions = _READING | {Permission.VIEW_PLANS, Permission.VIEW_LEDGER}


ROLE_OF_POST: dict[str, type[Role]] = {
    PostKind.ADMINISTRATOR: Administrator,
    PostKind.LEADER: Leader,
    PostKind.OFFICE: Office,
    PostKind.INSPECTOR: Inspector,
    PostKind.SECRETARY: Secretary,
    PostKind.DEPUTY_SECRETARY: Secretary,
    PostKind.COMMISSIONER: Commissioner,
    PostKind.GROUP_HEAD: Member,
    PostKind.REPORTER: Reporter,
    PostKind.MEMBER: Member,
    PostKind.READER: Reader,
}


_BRANCH_POSTS = frozenset({PostKind.COMMISSIONER, PostKind.GROUP_HEAD, PostKind.REPORTER, PostKind.MEMBER})
_SECRETARIES = frozenset({PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY})
_OFFICES = frozenset({PostKind.OFFICE, PostKind.INSPECTOR, PostKind.READER})


@dataclass(frozen=True)
class Gives:
    """Which posts a role may give and take: in its own organisation, and in those below it."""

    own: frozenset[PostKind]
    below: frozenset[PostKind]


GIVES: dict[type[Role], Gives] = {
    Administrator: Gives(frozenset(PostKind), frozenset(PostKind)),
    Office: Gives(
        _BRANCH_POSTS | {PostKind.INSPECTOR, PostKind.READER}, _BRANCH_POSTS | _SECRETARIES | _OFFICES
    ),
    Secretary: Gives(_BRANCH_POSTS, _BRANCH_POSTS | _SECRETARIES),
}
"""Nobody gives himself a higher post: a secretary is appointed by the level above (domain.md section 5)."""


class NotPermitted(Exception):
    """The actor may not do this here; the sentence says why."""


@dataclass(frozen=True)
class Actor:
    """A person acting in one post: who, where, and with which role. Read afresh for each request."""

    account_id: int
    person_id: int
    name: str
    post_id: int
    post_kind: str
    post_title: str
    organisation_id: int
    organisation_name: str
    path: str

    @property
    def role(self) -> type[Role]:
        """What the post allows."""
        return ROLE_OF_POST[self.post_kind]

    def may(self, permission: Permission, path: str | None = None) -> bool:
        """Whether the post allows this, and (with `path`) whether that organisation lies in its subtree.

        `path` may be of a past day, when the actor's own organisation stood elsewhere: what stood under it then counts.
        """
        return permission in self.role.permissions and (path is None or self._reaches(path))

    def require(self, permission: Permission, path: str) -> None:
        """Raise NotPermitted unless `may`."""
        if not self.may(permission, path):
            raise NotPermitted(f"您的岗位（{self.organisation_name}{self.post_title}）不能在这里办理这件事。")

    def gives(self, path: str) -> frozenset[PostKind]:
        """The posts that may be given and taken in the organisation at `path`."""
        if not self.may(Permission.APPOINT, path):
            return frozenset()
        gives = GIVES[self.role]
        return gives.below if self.above(path) else gives.own

    def above(self, path: str) -> bool:
        """Whether the organisation at `path` lies strictly below the actor's own."""
        return self._reaches(path) and not path.endswith(f"/{self.organisation_id}/")

    def _reaches(self, path: str) -> bool:
        return f"/{self.organisation_id}/" in path

    def concerned_by(self, path: str) -> bool:
        """Whether something issued at `path` reaches the actor: issued at, above or below the own organisation."""
        return path.startswith(self.path) or self.path.startswith(path)


@dataclass(frozen=True)
class System:
    """The system itself, where it acts by the clock or by an operator at the command line."""

    name: str = "系统"
    account_id: None = None
    person_id: None = None
