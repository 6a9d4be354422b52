"""The accounts people log in with."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from .people import Person


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; every account belongs to a person."""

    def create_user(self, username: str, password: str, *, person: Person) -> "Account":
        """A new account with a hashed password."""
        account = Account(username=username, person=person)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """What a person logs in with. What it may do comes from the person's posts, never from the account."""

    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = []

    def __str__(self) -> str:
        return self.username
