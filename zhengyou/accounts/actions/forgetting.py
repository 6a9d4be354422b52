"""Letting go of how a person came in, once he is blanked (organisations.actions.blanking)."""

from datetime import datetime

from ..models import Login, OutsideIdentity, Passkey, RecoveryCode, TimeCodes
from . import invitations, sessions, walls


def forget_person(person_id: int, now: datetime) -> None:
    """End all sessions of a person's account and delete what opened it, within the caller's transaction."""
    logins = Login.objects.filter(account__person_id=person_id)
    sessions.close(logins, now)
    for model in (Login, OutsideIdentity, Passkey, RecoveryCode, TimeCodes):
        model._default_manager.filter(account__person_id=person_id).delete()
    invitations.forget_person(person_id)
    walls.forget_person(person_id)
