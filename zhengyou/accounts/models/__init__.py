"""What is kept so that people come in safely."""

from .attempts import AddressTry, Attempts
from .factors import Passkey, RecoveryCode, TimeCodes
from .invitations import Asking, Invitation, WallCode
from .sessions import Login, OutsideIdentity

__all__ = [
    "AddressTry",
    "Asking",
    "Attempts",
    "Invitation",
    "Login",
    "OutsideIdentity",
    "Passkey",
    "RecoveryCode",
    "TimeCodes",
    "WallCode",
]
