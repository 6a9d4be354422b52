"""Kinds of activities on records and tasks, who came and who did not, problems raised at meetings, and days on which
what comes back is fixed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RECURRENCES = [
    ("once", "一次"),
    ("weekly", "每周"),
    ("monthly", "每月"),
    ("quarterly", "每季度"),
    ("half_yearly", "每半年"),
    ("per_term", "每学期"),
    ("yearly", "每年"),
]
CIRCUMSTANCES = [
    ("retired", "离退休"),
    ("infirm", "年老体弱"),
    ("floating", "流动党员"),
    ("excused", "经批准不参加"),
]


def _anchor() -> models.CharField:
    return models.CharField(
        blank=True, default="", help_text="see rules.rhythms", max_length=20, verbose_name="定在哪天"
    )


def _recurrence() -> models.CharField:
    return models.CharField(choices=RECURRENCES, default="once", max_length=20, verbose_name="周期")


def _key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _to(model: str, name: str = "+", **more: bool) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=model, **more)


def _both(*names: str) -> models.Q:
    """All of them are known, or none."""
    unknown = models.Q(*((f"{name}__isnull", True) for name in names))
    known = models.Q(*((f"{name}__isnull", False) for name in names))
    return models.Q(unknown, known, _connector="OR")


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0009_reviews"),
        ("organisations", "0007_roster_runs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("planitem", "anchor", _anchor()),
        migrations.AddField("task", "anchor", _anchor()),
        migrations.AlterField("planitem", "recurrence", _recurrence()),
        migrations.AlterField("task", "recurrence", _recurrence()),
        migrations.AddField(
            "task",
            "activity",
            models.CharField(
                help_text="kind of activity; null where nobody looked at the name yet",
                max_length=40,
                null=True,
            ),
        ),
        migrations.AddField(
            "record",
            "kind",
            models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="see rules.activity_kinds",
                max_length=40,
            ),
        ),
        migrations.AddField(
            "record",
            "details",
            models.JSONField(
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                help_text="what the kind asks: texts by the field's key",
            ),
        ),
        migrations.CreateModel(
            "Held",
            [
                ("id", _key()),
                ("record", _to("campaigns.record", "held")),
                ("kind", models.CharField(max_length=40)),
                ("present", models.PositiveIntegerField(null=True)),
                ("due", models.PositiveIntegerField(null=True)),
                ("voting_present", models.PositiveIntegerField(null=True)),
                ("voting_due", models.PositiveIntegerField(null=True)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            "Absence",
            [
                ("id", _key()),
                ("held", _to("campaigns.held", "absences")),
                ("person", _to("organisations.person")),
                ("due", models.BooleanField(default=True)),
                (
                    "circumstance",
                    models.CharField(blank=True, choices=CIRCUMSTANCES, max_length=20),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("briefed_on", models.DateField(null=True)),
                ("how", models.CharField(blank=True, max_length=200)),
                ("briefed_by", _to(settings.AUTH_USER_MODEL, null=True)),
                ("briefed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            "Issue",
            [
                ("id", _key()),
                ("record", _to("campaigns.record", "issues")),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=120)),
                (
                    "rectification",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.rectification",
                    ),
                ),
            ],
            options={"ordering": ("ordinal", "pk")},
        ),
        migrations.AddConstraint(
            "held",
            models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)), fields=("record",), name="held_one_live"
            ),
        ),
        migrations.AddConstraint(
            "held",
            models.CheckConstraint(condition=_both("due", "present"), name="held_present_with_due"),
        ),
        migrations.AddConstraint(
            "absence",
            models.UniqueConstraint(fields=("held", "person"), name="absence_once"),
        ),
        migrations.AddConstraint(
            "absence",
            models.CheckConstraint(
                condition=_both("briefed_at", "briefed_by", "briefed_on"),
                name="absence_briefed_by_somebody",
            ),
        ),
        migrations.AddIndex(
            "absence",
            models.Index(
                condition=models.Q(("briefed_on__isnull", True)), fields=["held"], name="absence_to_brief"
            ),
        ),
    ]
