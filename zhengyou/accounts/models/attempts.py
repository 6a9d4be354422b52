"""What was tried and failed, for a day: keyed hashes only, so that no row names a person or an address."""

from django.db import models


class Attempts(models.Model):
    """Tries at one door: a user name, a user name from a known browser, or one account's codes."""

    door = models.CharField(max_length=64, primary_key=True, help_text="keyed hash, hex")
    tries = models.PositiveIntegerField(default=0, help_text="all of them, also those that came too early")
    checked = models.PositiveIntegerField(
        default=0, help_text="those that were compared, in a row, without success"
    )
    free_at = models.DateTimeField(help_text="no comparison before this moment")
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.door[:8]}: {self.checked}/{self.tries}"


class AddressTry(models.Model):
    """One user name tried from one address without success."""

    address = models.CharField(max_length=64, help_text="keyed hash, hex")
    name = models.CharField(max_length=64, help_text="keyed hash, hex")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "name"], name="accounts_address_name")]

    def __str__(self) -> str:
        return f"{self.address[:8]} {self.name[:8]}"
