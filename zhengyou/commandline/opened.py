"""Runs a command that needs the database: opened before Django is loaded, closed after the command has ended."""

import importlib
import os

import django
import psycopg
from django.db import DatabaseError

from zhengyou.commandline import database
from zhengyou.commandline.datadir import DataFolder
from zhengyou.commandline.refusal import Refusal
from zhengyou.commandline.running import data_folder, stop_on_signals
from zhengyou.commandline.table import Command


def run(command: Command, arguments: list[str]) -> int:
    """The command's exit code; Refusal when the database cannot be opened or goes away meanwhile."""
    data, rest = data_folder(arguments)
    stop_on_signals()
    with database.available(data, command.name) as url:
        load_django(data, url)
        try:
            return int(importlib.import_module(command.module).run(rest))
        except DatabaseError as error:
            if isinstance(error.__cause__, psycopg.errors.UndefinedTable):
                raise Refusal(
                    "数据库里还没有争优的数据表；请先运行 python3 run.py migrate。",
                    "the database has no tables yet: run migrate first",
                ) from error
            reason = str(error).strip().splitlines()[:1] or [type(error).__name__]
            raise Refusal(
                f"数据库没有完成这件事，没有留下半成品：{reason[0]}", "the database refused or went away"
            ) from error


def load_django(data: DataFolder, url: str) -> None:
    """Loads Django with the settings of this data folder and database."""
    data.open()
    os.environ["ZHENGYOU_DATA"] = str(data.path)
    os.environ["ZHENGYOU_DATABASE_URL"] = url
    os.environ.setdefault("ZHENGYOU_SECRET_KEY", data.secret_key())
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhengyou.settings"
    django.setup()
