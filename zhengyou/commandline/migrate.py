"""`migrate`: brings the tables up to this version, and notes in the data folder which version that is."""

import os
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from zhengyou import ROOT, VERSION
from zhengyou.commandline.datadir import DataFolder, newer_version


def migrate() -> bool:
    """Applies what is missing; True when something was. Refusal when the database knows more than this version."""
    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations)
    ours = {app for app, _ in known}
    replaced = {old for migration in executor.loader.disk_migrations.values() for old in migration.replaces}
    unknown = [
        key for key in executor.loader.applied_migrations if key[0] in ours and key not in known | replaced
    ]
    if unknown:
        raise newer_version("数据库", ".".join(unknown[0]))
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    _note_version()
    return bool(missing)


def newest_migrations() -> dict[str, str]:
    """The newest migration of each room of ours, as this version's files have them."""
    return {
        app: name
        for app, name in MigrationLoader(None).graph.leaf_nodes()
        if (ROOT / app / "migrations" / f"{name}.py").exists()
    }


def _note_version() -> None:
    """Writes beside the data which version it is now."""
    schema = newest_migrations()
    data = DataFolder(Path(os.environ["ZHENGYOU_DATA"]))
    if data.written_by() != {"version": VERSION, "schema": schema}:
        data.write_version(schema)


def run(arguments: list[str]) -> int:
    """Migrates and says whether anything had to be done."""
    print("数据表已更新到这个版本。" if migrate() else "数据表已经是这个版本，没有改动。")
    return 0
