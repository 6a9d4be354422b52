"""The people a demo installation offers at its login."""

import json

from django.conf import settings

DEMO_LOGINS = "demo-logins.json"
"""Written into the data folder by whoever loads the demo: a list of objects with role, username, password, sentence."""


def demo_logins() -> list[dict[str, str]]:
    """The people a demo installation offers at the login; empty in any other."""
    try:
        logins: list[dict[str, str]] = json.loads((settings.DATA_DIR / DEMO_LOGINS).read_text("utf-8"))
    except FileNotFoundError:
        return []
    return logins
