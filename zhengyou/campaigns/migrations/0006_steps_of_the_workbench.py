"""What is done on the workbench is kept step by step; items say whether a person has looked at them."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _looked_at(apps: Any, schema_editor: Any) -> None:
    """What people corrected or added before this they have looked at."""
    items = apps.get_model("campaigns", "PlanItem").objects.using(schema_editor.connection.alias)
    items.filter(origin__in=["corrected", "added"]).update(checked=True)


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0005_approved_plans_are_in_force'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='planitem',
            name='checked',
            field=models.BooleanField(default=False, help_text='a person has looked at it'),
        ),
        migrations.AlterField(
            model_name='planitem',
            name='origin',
            field=models.CharField(choices=[('read', '读出'), ('corrected', '已改'), ('mended', '按提示修正'), ('added', '补充'), ('inherited', '沿用上级')], default='read', max_length=12),
        ),
        migrations.CreateModel(
            name='PlanStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('done', '改动'), ('undo', '撤销'), ('redo', '恢复')], default='done', max_length=8)),
                ('words', models.CharField(help_text='what was done, as a phrase: 改正任务“…”', max_length=400)),
                ('changes', models.JSONField(default=list)),
                ('settles', models.JSONField(default=list, help_text='keys of defects: code-line-start')),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('undone', models.BooleanField(default=False)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='campaigns.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='planstep_number_once')],
            },
        ),
        migrations.RunPython(_looked_at, migrations.RunPython.noop),
    ]
