"""Rules of organisations and people; who may do what stands in `permissions`, the rest is named by its module."""

from .permissions import (
    GIVES,
    ROLE_OF_POST,
    Actor,
    Administrator,
    Gives,
    NotPermitted,
    Permission,
    Role,
    System,
)

__all__ = [
    "GIVES",
    "ROLE_OF_POST",
    "Actor",
    "Administrator",
    "Gives",
    "NotPermitted",
    "Permission",
    "Role",
    "System",
]
