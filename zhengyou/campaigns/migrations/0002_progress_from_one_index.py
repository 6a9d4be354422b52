"""Progress reads the grace after a return too, and nothing of the day of settling; overdue things have their index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_the_loop")]

    operations = [
        migrations.RemoveIndex(model_name="expectation", name="expectation_progress"),
        migrations.AddIndex(
            model_name="expectation",
            index=models.Index(
                fields=["campaign", "organisation", "task"],
                include=[
                    "opens_on",
                    "due_on",
                    "grace_until",
                    "outcome",
                    "in_time",
                    "confirmed",
                    "withdrawn_on",
                    "created_on",
                ],
                name="expectation_progress",
            ),
        ),
        migrations.AddIndex(
            model_name="expectation",
            index=models.Index(
                condition=models.Q(outcome="open", withdrawn_on__isnull=True),
                fields=["campaign", "due_on"],
                name="expectation_overdue",
            ),
        ),
    ]
