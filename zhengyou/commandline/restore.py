"""`restore`: a backup into an empty database, whole or not at all; then the ledger is verified."""

import os
import tempfile
from pathlib import Path

from django.db import connection

from zhengyou.commandline import archive, verify_ledger
from zhengyou.commandline.datadir import is_newer, newer_version
from zhengyou.commandline.migrate import migrate
from zhengyou.commandline.refusal import Refusal


def run(arguments: list[str]) -> int:
    """Restores the file named by the only argument; 1 when the restored ledger is not in order."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        raise Refusal("用法：python3 run.py restore 文件 --data 新目录", "one file name is needed", code=2)
    source = Path(arguments[0]).absolute()
    if connection.introspection.table_names():
        raise Refusal(
            "这个数据库不是空的，恢复只写入空的数据库，什么都没有改动；请用 --data 另选一个新目录。",
            "the database is not empty; nothing was changed; choose a new folder with --data",
        )
    with tempfile.TemporaryDirectory(dir=os.environ["ZHENGYOU_DATA"], prefix=".restore-") as folder:
        dump, label = archive.unpack(source, Path(folder))
        if is_newer(label.version, label.schema):
            raise newer_version(str(source), label.version)
        archive.fill_database(os.environ["ZHENGYOU_DATABASE_URL"], dump)
    migrate()
    print(f"已从 {source} 恢复（备份于 {label.made_at}）。")
    return verify_ledger.run([])
