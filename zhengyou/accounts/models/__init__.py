"""What is kept so that people come in safely."""

from .attempts import AddressTry, Attempts
from .factors import Passkey, RecoveryCode, TimeCodes
from .sessions import Login, OutsideIdentity

__all__ = [
    "AddressTry",
    "Attempts",
    "Login",
    "OutsideIdentity",
    "Passkey",
    "RecoveryCode",
    "TimeCodes",
]
