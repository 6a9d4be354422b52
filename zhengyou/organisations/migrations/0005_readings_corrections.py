"""Who looked at whose data, and what people asked to have corrected."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0004_people_in_order_steps_handovers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', '等待答复'), ('corrected', '已更正'), ('declined', '没有更正'), ('withdrawn', '已撤回')], default='asked', max_length=12)),
                ('wish', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(help_text='when it was answered or taken back', null=True)),
                ('answer', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='organisations.person')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'asked')), fields=['asked_at'], name='correction_waiting'), models.Index(fields=['person', '-asked_at'], name='correction_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_by__isnull', True), ('settled_at__isnull', True), ('state', 'asked')), models.Q(('answered_by__isnull', True), ('settled_at__isnull', False), ('state', 'withdrawn')), models.Q(('answered_by__isnull', False), ('settled_at__isnull', False), ('state__in', ['corrected', 'declined'])), _connector='OR'), name='correction_settled_by_somebody'), models.CheckConstraint(condition=models.Q(('answered_by__isnull', True), models.Q(('answered_by', models.F('person')), _negated=True), _connector='OR'), name='correction_answered_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='correction_declined_says_why'), models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('person',), name='correction_one_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reader_post', models.CharField(blank=True, help_text='organisation and post in which it was read', max_length=150)),
                ('reader_path', models.CharField(help_text="where the reader's organisation stood in the tree", max_length=255)),
                ('what', models.CharField(choices=[('file', '看了个人档案'), ('data', '看了全部个人信息'), ('data_export', '导出了全部个人信息'), ('people', '看了人员名单'), ('roster', '导出了名册')], max_length=12)),
                ('day', models.DateField(db_index=True)),
                ('first_at', models.DateTimeField()),
                ('times', models.PositiveIntegerField(default=1)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('reader', 'what', 'person', 'organisation', 'day'), name='reading_once_a_day', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), ('person__isnull', False)), models.Q(('organisation__isnull', False), ('person__isnull', True)), _connector='OR'), name='reading_of_one_thing'), models.CheckConstraint(condition=models.Q(('person__isnull', True), models.Q(('person', models.F('reader')), _negated=True), _connector='OR'), name='reading_of_another')],
            },
        ),
    ]
