"""Organisations in a dated tree, people, the posts they hold, and the accounts they log in with."""

from .accounts import Account, AccountManager
from .people import MEMBERS, Membership, MemberStatus, Person, Post, PostKind
from .tree import Kind, Organisation, Placement, Sector

__all__ = [
    "MEMBERS",
    "Account",
    "AccountManager",
    "Kind",
    "MemberStatus",
    "Membership",
    "Organisation",
    "Person",
    "Placement",
    "Post",
    "PostKind",
    "Sector",
]
