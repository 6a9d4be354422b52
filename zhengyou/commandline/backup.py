"""`backup`: the whole database in one file, taken while people work."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from zhengyou import VERSION
from zhengyou.commandline import archive
from zhengyou.commandline.migrate import newest_migrations
from zhengyou.commandline.refusal import Refusal


def run(arguments: list[str]) -> int:
    """Writes the file named by the only argument; Refusal when it exists or cannot be written."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        raise Refusal("用法：python3 run.py backup 文件", "one file name is needed", code=2)
    target = Path(arguments[0]).absolute()
    if target.exists():
        raise archive.exists(target)
    if not target.parent.is_dir():
        raise Refusal(f"没有目录 {target.parent}，请先建好。", "no such folder")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".zhengyou-backup-") as folder:
        dump = Path(folder) / archive.DUMP
        archive.dump_database(os.environ["ZHENGYOU_DATABASE_URL"], dump)
        label = archive.Label(
            version=VERSION,
            schema=newest_migrations(),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            sha256=archive.digest(dump),
        )
        archive.pack(dump, label, target)
    print(f"已备份到 {target}（{target.stat().st_size / 1e6:.1f} MB）。")
    return 0
