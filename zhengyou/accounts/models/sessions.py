"""Logins and what they lead to; and whom another login service knows by which name."""

from django.db import models

from zhengyou.organisations.models import Account


class Login(models.Model):
    """One time a person came in, on one browser. No address is kept."""

    class How(models.TextChoices):
        PASSWORD = "password", "密码"
        SECOND_STEP = "second_step", "密码加第二步"
        PASSKEY = "passkey", "通行密钥"
        OUTSIDE = "outside", "统一身份登录"

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, db_index=True)
    browser = models.CharField(max_length=60, help_text="in words: Windows 电脑上的 Edge")
    how = models.CharField(max_length=20, choices=How)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-began_at"], name="accounts_logins")]

    def __str__(self) -> str:
        return self.browser


class OutsideIdentity(models.Model):
    """An account's name at the login service outside (OpenID Connect)."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="accounts_outside_once")]

    def __str__(self) -> str:
        return self.subject
