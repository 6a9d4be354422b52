"""The room in Django's list."""

from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    """Rounds, urns, ballots and what was counted."""

    name = "zhengyou.appraisals"
    verbose_name = "评议"
