"""The second step of a login. What would let somebody in is kept encrypted or as a keyed hash."""

from django.db import models

from zhengyou.organisations.models import Account


class TimeCodes(models.Model):
    """The secret an app on a phone makes six digits of every half minute (RFC 6238)."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="+")
    secret = models.TextField(help_text="encrypted")
    last_step = models.BigIntegerField(
        default=0, help_text="the half minute of the last code taken: none twice"
    )
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"codes of account {self.account_id}"


class Passkey(models.Model):
    """A key that lives in a phone, a computer or a stick (WebAuthn); we hold its public half."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    credential_id = models.BinaryField(max_length=1023, unique=True)
    credential = models.BinaryField(help_text="attested credential data, as the standard lays it out")
    uses = models.BigIntegerField(default=0, help_text="signatures so far, where the key counts them")
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One of the codes on paper, each good once, for the day the phone is gone."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, help_text="keyed hash, hex")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="accounts_code_once")]

    def __str__(self) -> str:
        return f"code of account {self.account_id}"
