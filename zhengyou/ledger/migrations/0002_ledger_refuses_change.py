"""Triggers that refuse UPDATE, DELETE and TRUNCATE on the ledger (docs/decisions/0004)."""

from django.db import migrations

CREATE = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_entry_rows BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_entry_truncate BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_link_rows BEFORE UPDATE OR DELETE ON ledger_link
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_link_truncate BEFORE TRUNCATE ON ledger_link
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""
DROP = """
DROP TRIGGER ledger_entry_rows ON ledger_entry;
DROP TRIGGER ledger_entry_truncate ON ledger_entry;
DROP TRIGGER ledger_link_rows ON ledger_link;
DROP TRIGGER ledger_link_truncate ON ledger_link;
DROP FUNCTION ledger_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_ledger_tables")]
    operations = [migrations.RunSQL(CREATE, DROP)]
