"""Organisations in a dated tree, people, the posts they hold, and the accounts they log in with."""

from .accounts import Account, AccountManager
from .groups import Group, GroupMember, Unit, UnitLink, Weakness
from .people import (
    MEMBERS,
    Circumstance,
    CircumstanceKind,
    Membership,
    MemberStatus,
    Person,
    Post,
    PostKind,
)
from .reorganising import Change, Part, PartRole, Reorganisation
from .tree import Kind, Organisation, Placement, Sector

__all__ = [
    "MEMBERS",
    "Account",
    "AccountManager",
    "Change",
    "Circumstance",
    "CircumstanceKind",
    "Group",
    "GroupMember",
    "Kind",
    "MemberStatus",
    "Membership",
    "Organisation",
    "Part",
    "PartRole",
    "Person",
    "Placement",
    "Post",
    "PostKind",
    "Reorganisation",
    "Sector",
    "Unit",
    "UnitLink",
    "Weakness",
]
