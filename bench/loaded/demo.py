"""The demonstration district, to measure on."""

from django.core.management import call_command

from zhengyou.commandline.demo import load
from zhengyou.organisations.models import Account


def fill() -> None:
    """The demo in the database, unless something is there already."""
    call_command("migrate", verbosity=0)
    if not Account.objects.exists():
        load(small=False)
