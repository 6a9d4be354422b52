"""Plans approved so far became campaigns at once: they are in force, and their tasks, phases and standards find the
items they were made from by the order in which they were made."""

from django.db import migrations

_LINK = """UPDATE campaigns_{table} made SET item_id = read.id
FROM (SELECT i.id, c.id AS campaign_id,
             row_number() OVER (PARTITION BY c.id ORDER BY i.ordinal, i.id) AS number
      FROM campaigns_planitem i JOIN campaigns_campaign c ON c.plan_id = i.plan_id
      WHERE i.kind = '{table}' AND NOT i.removed) read
WHERE made.campaign_id = read.campaign_id AND made.ordinal = read.number;
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0004_the_life_of_a_plan")]

    operations = [
        migrations.RunSQL(
            "UPDATE campaigns_plan SET state = 'in_force' WHERE state = 'approved';"
            + "".join(_LINK.format(table=table) for table in ("task", "phase", "standard")),
            migrations.RunSQL.noop,
        ),
    ]
