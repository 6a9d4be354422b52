"""A database with Django loaded on it, and the part of a benchmark that needs both."""

import contextlib
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from zhengyou.commandline import database
from zhengyou.commandline.datadir import DataFolder
from zhengyou.commandline.opened import load_django


@contextlib.contextmanager
def opened(data: Path, part: str) -> Iterator[ModuleType]:
    """The module `bench.loaded.PART` for as long as the database of this folder is open: models can only be imported
    once Django has been loaded on one."""
    folder = DataFolder(data)
    with database.available(folder, "bench") as url:
        load_django(folder, url)
        yield importlib.import_module(f"bench.loaded.{part}")
