"""Organisations in a dated tree, people, the posts they hold, and the accounts they log in with."""

from .accounts import Account, AccountManager
from .cultivation import Cultivation, Direction
from .groups import Group, GroupMember, Unit, UnitLink, Weakness
from .handing import Handover, Transfer, TransferState
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
from .personal import Correction, CorrectionState, Reading, What
from .reorganising import Change, Part, PartRole, Reorganisation
from .roster import RosterRun, RosterState, RosterTouch
from .steps import LeaveReason, MemberStep, StepKind
from .tree import Kind, Organisation, Placement, Sector

__all__ = [
    "MEMBERS",
    "Account",
    "AccountManager",
    "Change",
    "Circumstance",
    "CircumstanceKind",
    "Correction",
    "CorrectionState",
    "Cultivation",
    "Direction",
    "Group",
    "GroupMember",
    "Handover",
    "Kind",
    "LeaveReason",
    "MemberStatus",
    "MemberStep",
    "Membership",
    "Organisation",
    "Part",
    "PartRole",
    "Person",
    "Placement",
    "Post",
    "PostKind",
    "Reading",
    "Reorganisation",
    "RosterRun",
    "RosterState",
    "RosterTouch",
    "Sector",
    "StepKind",
    "Transfer",
    "TransferState",
    "Unit",
    "UnitLink",
    "Weakness",
    "What",
]
