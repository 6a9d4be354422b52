"""What `start` and the other commands say when they cannot go on: one sentence, and nothing touched."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.running.conftest import PATIENCE, ROOT, clean_environment, zhengyou


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its content."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_taken_port_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = taken.getsockname()[1]
        refused = zhengyou("start", "--data", tmp_path / "data", "--port", str(port))

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        f"错误：端口 {port} 已被别的程序占用；请换一个，例如 --port {port + 1}。"
        f" (port {port} is taken; choose another with --port)\n"
    )
    assert not (tmp_path / "data" / "pg").exists()


def test_a_port_shared_by_another_server_counts_as_taken(tmp_path: Path) -> None:
    # The web server sets SO_REUSEPORT, so a stale one would silently take half of the requests.
    with socket.socket() as shared:
        shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        shared.bind(("127.0.0.1", free_port()))
        shared.listen()
        port = shared.getsockname()[1]
        refused = zhengyou("start", "--data", tmp_path / "data", "--port", str(port))

    assert refused.returncode == 1
    assert f"端口 {port} 已被别的程序占用" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "0"], "错误：端口应在 1 到 65535 之间。 (the port must be between 1 and 65535)\n"),
        (
            ["--host", "203.0.113.7"],
            "错误：地址 203.0.113.7 不是这台机器的地址；"
            "请换一个（--host 127.0.0.1 只供本机，0.0.0.0 供所有人）。 (the host is not an address of this machine)\n",
        ),
    ],
)
def test_an_impossible_address_is_refused(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    refused = zhengyou("start", "--data", tmp_path / "data", *arguments)
    assert (refused.returncode != 0, refused.stdout, refused.stderr) == (True, "", sentence)


@pytest.mark.parametrize(
    ("url", "beginning"),
    [
        ("mysql://root@localhost/x", "错误：ZHENGYOU_DATABASE_URL 不是可用的 PostgreSQL 地址，应形如 "),
        (
            "postgresql://u:p@127.0.0.1:{port}/x",
            "错误：连不上数据库 127.0.0.1:{port}/x；请检查 ZHENGYOU_DATABASE_URL",
        ),
    ],
)
@pytest.mark.parametrize("command", ["start", "verify-ledger"])
def test_a_wrong_or_silent_database_is_refused(
    tmp_path: Path, command: str, url: str, beginning: str
) -> None:
    silent = free_port()
    more = ["--port", str(free_port())] if command == "start" else []
    refused = zhengyou(
        command, "--data", tmp_path / "data", *more, ZHENGYOU_DATABASE_URL=url.format(port=silent)
    )
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith(beginning.format(port=silent))
    assert refused.stderr.count("\n") == 1


def test_a_password_in_the_database_url_is_not_printed(tmp_path: Path) -> None:
    url = f"postgresql://u:geheim42@127.0.0.1:{free_port()}/x"
    assert "geheim42" not in zhengyou("migrate", "--data", tmp_path, ZHENGYOU_DATABASE_URL=url).stderr


@pytest.mark.parametrize(
    "written",
    [
        {"version": "99.0.0", "schema": {}},
        {"version": "0.0.1", "schema": {"ledger": "0999_from_the_future"}},
    ],
)
@pytest.mark.parametrize("command", ["start", "migrate"])
def test_data_of_a_newer_version_is_refused_and_left_untouched(
    tmp_path: Path, command: str, written: dict[str, object]
) -> None:
    (tmp_path / "zhengyou.json").write_text(json.dumps(written))
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "PG_VERSION").write_text("18\n")
    before = everything_in(tmp_path)

    refused = zhengyou(command, "--data", tmp_path)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"错误：{tmp_path} 里的数据由更新版本的争优（{written['version']}）写成")
    assert refused.stderr.count("\n") == 1
    assert everything_in(tmp_path) == before


def test_data_of_another_postgresql_is_refused_and_left_untouched(tmp_path: Path) -> None:
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "PG_VERSION").write_text("19\n")

    refused = zhengyou("migrate", "--data", tmp_path)

    assert refused.returncode == 1
    assert refused.stderr.startswith(f"错误：{tmp_path / 'pg'} 是 PostgreSQL 19 的数据，")
    assert everything_in(tmp_path / "pg") == {"PG_VERSION": b"19\n"}


def test_a_label_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "zhengyou.json").write_text("{half")
    refused = zhengyou("start", "--data", tmp_path)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.startswith(f"错误：{tmp_path / 'zhengyou.json'} 读不出来")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused = zhengyou("start", "--data", tmp_path / "file" / "data")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.startswith(f"错误：数据目录 {tmp_path / 'file' / 'data'} 不能写入（")


def test_a_database_without_tables_is_refused_with_what_to_do(tmp_path: Path) -> None:
    refused = zhengyou("verify-ledger", "--data", tmp_path / "data")
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        1,
        "",
        "错误：数据库里还没有争优的数据表；请先运行 python3 run.py migrate。"
        " (the database has no tables yet: run migrate first)\n",
    )


def test_the_demo_is_only_loaded_into_an_empty_database(tmp_path: Path) -> None:
    first = zhengyou("demo", "--small", "--data", tmp_path / "data")
    assert (first.returncode, first.stdout) == (0, "演示区已装入。\n")
    second = zhengyou("demo", "--small", "--data", tmp_path / "data")
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.splitlines()[-1].startswith("错误：数据库里已经有组织，演示数据只能装进空的数据库。")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 20 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(disk)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk can only be mounted as root, on Linux")
    yield disk
    # Lazily: also while a process that is just ending still looks at it.
    subprocess.run(["umount", "--lazy", disk], check=True)


def test_a_full_disk_is_refused_before_anything_is_made(small_disk: Path) -> None:
    refused = zhengyou("start", "--data", small_disk / "data")

    assert not (small_disk / "data" / "pg").exists()
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.startswith(f"错误：磁盘空间不足：{small_disk / 'data'} 所在的磁盘只剩 ")


def test_a_disk_that_fills_up_while_the_database_is_made_leaves_no_database(small_disk: Path) -> None:
    code = (
        "import sys\nfrom zhengyou.commandline import datadir, running\n"
        "datadir.ROOM_NEEDED = 0  # as if others filled the disk only after we looked\n"
        "sys.exit(running.main(['migrate', '--data', sys.argv[1]]))"
    )
    refused = subprocess.run(
        [sys.executable, "-c", code, small_disk / "data"],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        check=False,
        text=True,
        timeout=PATIENCE,
    )

    assert not (small_disk / "data" / "pg").exists()
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert refused.stderr.startswith("错误：内置数据库没有建成")


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("verify-leger", "是不是想用 verify-ledger？"), ("xyzzy", "")],
)
def test_an_unknown_command_is_refused_with_the_nearest_name(typed: str, hint: str) -> None:
    refused = zhengyou(typed)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith(
        f"错误：没有“{typed}”这个命令。{hint}python3 run.py help 列出所有命令。 (no such command;"
    )
