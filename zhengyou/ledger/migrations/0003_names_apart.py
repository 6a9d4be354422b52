"""People's names in a table of their own, of which only name and salt can be taken away, and both at once."""

import django.contrib.postgres.fields
from django.db import migrations, models

CREATE = """
CREATE FUNCTION ledger_refuse_all_but_blanking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.text IS NOT NULL AND NEW.text IS NULL AND NEW.salt IS NULL
       AND (NEW.id, NEW.person_id, NEW.digest) = (OLD.id, OLD.person_id, OLD.digest) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_name_rows BEFORE UPDATE OR DELETE ON ledger_name
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_all_but_blanking();
CREATE TRIGGER ledger_name_truncate BEFORE TRUNCATE ON ledger_name
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""
DROP = """
DROP TRIGGER ledger_name_rows ON ledger_name;
DROP TRIGGER ledger_name_truncate ON ledger_name;
DROP FUNCTION ledger_refuse_all_but_blanking();
"""
# The old version of a blanked row still holds the name until it is vacuumed away: soon, however few there are.
CLEAN = (
    "ALTER TABLE ledger_name SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)",
    "ALTER TABLE ledger_name RESET (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor)",
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_ledger_refuses_change")]
    operations = [
        migrations.CreateModel(
            name="Name",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_id", models.BigIntegerField(db_index=True)),
                ("text", models.CharField(max_length=150, null=True)),
                ("salt", models.BinaryField(max_length=16, null=True)),
                ("digest", models.CharField(help_text="SHA-256 over salt and text, hex", max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(salt__isnull=True, text__isnull=True)
                        | models.Q(salt__isnull=False, text__isnull=False),
                        name="ledger_name_blanked_whole",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="names",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                default=list,
                help_text="ids of Name: the actor's, then those mentioned",
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="actor_name",
            field=models.CharField(
                blank=True,
                help_text="only where no person acted; a person is the first of names",
                max_length=120,
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="sentence",
            field=models.TextField(help_text="people stand in it as marks, see naming"),
        ),
        migrations.RunSQL(CREATE, DROP),
        migrations.RunSQL(*CLEAN),
    ]
