"""Keys that live in phones, computers and sticks (WebAuthn): what the browser is asked, and whether it answered right.

The key itself asks for a fingerprint, face or PIN, so that it stands for two steps at once.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from zhengyou.organisations.models import Account

from . import queries
from .models import Passkey
from .rules.secrecy import keyed_hash

STATE = "passkey"
_VERIFIED = UserVerificationRequirement.REQUIRED


class NotAccepted(Exception):
    """The browser's answer does not hold; nobody needs to know more."""


@dataclass(frozen=True)
class NewKey:
    """A key as it is to be kept."""

    credential_id: bytes
    credential: bytes
    uses: int


def ask_for_new(request: HttpRequest, account: Account, held: Sequence[Passkey]) -> dict[str, Any]:
    """What the browser is to make a key of; the keys `held` already are not made twice."""
    user = PublicKeyCredentialUserEntity(
        id=bytes.fromhex(keyed_hash("passkey-user", str(account.pk))),
        name=account.username,
        display_name=account.person.name,
    )
    options, state = _server(request).register_begin(
        user,
        credentials=[_descriptor(key) for key in held],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=_VERIFIED,
    )
    request.session[STATE] = state
    return dict(options)


def take_new(request: HttpRequest, answer: str) -> NewKey:
    """The key the browser made; raises NotAccepted."""
    response = _read(answer)
    try:
        made: AuthenticatorData = _server(request).register_complete(_state(request), response)
        RegistrationResponse.from_dict(response)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotAccepted from error
    credential = made.credential_data
    if credential is None:
        raise NotAccepted
    return NewKey(credential.credential_id, bytes(credential), made.counter)


def ask_to_sign(request: HttpRequest) -> dict[str, Any]:
    """What the browser is to sign with whichever key it has for us."""
    options, state = _server(request).authenticate_begin(user_verification=_VERIFIED)
    request.session[STATE] = state
    return dict(options)


def signed(request: HttpRequest, answer: str) -> tuple[Passkey, int]:
    """The key that signed, and how often it has; raises NotAccepted."""
    response = _read(answer)
    try:
        authentication = AuthenticationResponse.from_dict(response)
        passkey = queries.passkey_of(authentication.raw_id)
        if passkey is None:
            raise NotAccepted
        credential = AttestedCredentialData(bytes(passkey.credential))
        _server(request).authenticate_complete(_state(request), [credential], response)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotAccepted from error
    return passkey, authentication.response.authenticator_data.counter


def _state(request: HttpRequest) -> Any:
    """Each question is answered once at most."""
    return request.session.pop(STATE)


def _read(answer: str) -> dict[str, Any]:
    try:
        read = json.loads(answer)
    except ValueError as error:
        raise NotAccepted from error
    if not isinstance(read, dict):
        raise NotAccepted
    return read


def _server(request: HttpRequest) -> Fido2Server:
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name="争优"))


def _descriptor(key: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=bytes(key.credential_id))
