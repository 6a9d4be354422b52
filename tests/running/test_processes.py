"""Children end with their parent, only our own are ever stopped, and PostgreSQL lives in odd places too."""

import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.running.conftest import still_living
from zhengyou.commandline import accounts, postgres, processes
from zhengyou.commandline.refusal import Refusal
from zhengyou.commandline.services import Deaths, watch


def marked(folder: Path, service: str) -> subprocess.Popen[bytes]:
    """A harmless process that carries the mark of a data folder."""
    return processes.spawn(
        ["sleep", "3600"], environment=dict(os.environ) | {processes.MARK: processes.mark(folder, service)}
    )


def test_only_processes_marked_with_the_folder_are_found_and_stopped(tmp_path: Path) -> None:
    ours, other = marked(tmp_path / "a", "web"), marked(tmp_path / "b", "web")
    worker = marked(tmp_path / "a", "worker")
    unmarked = subprocess.Popen(["sleep", "3600"])
    try:
        assert {one.pid for one in processes.survivors(tmp_path / "a")} == {ours.pid, worker.pid}
        assert [one.pid for one in processes.survivors(tmp_path / "a", "web")] == [ours.pid]
        processes.stop_all(processes.survivors(tmp_path / "a"))
        assert [one.poll() is None for one in (ours, worker, other, unmarked)] == [False, False, True, True]
    finally:
        for child in (other, unmarked):
            child.kill()
            child.wait()


@pytest.mark.skipif(
    sys.platform != "linux",
    reason="only Linux can be told to end a child with its parent; elsewhere the next start finds it",
)
def test_a_child_ends_when_its_parent_is_killed() -> None:
    code = (
        "import os, time\nfrom zhengyou.commandline import processes\n"
        "print(processes.spawn(['sleep', '3600'], environment=dict(os.environ)).pid, flush=True)\n"
        "time.sleep(3600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert still_living([child]) == []


def test_three_quick_deaths_are_too_many(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_text("first\nno such module\n")
    deaths = Deaths("网页服务", log)
    deaths.count()
    deaths.count()
    with pytest.raises(Refusal, match=r"网页服务一分钟内结束了 3 次.*最后一行：no such module"):
        deaths.count()


class Thing:
    """Something watched over, which notes when it is brought back. `needs`: what it died of."""

    def __init__(self, name: str, revived: list[str], needs: "Thing | None" = None) -> None:
        self.name, self.revived, self.needs, self.dead = name, revived, needs, False

    def has_died(self) -> bool:
        if self.needs is not None:
            self.needs.dead = self.dead = True  # at the very moment it is looked at
        return self.dead

    def revive(self) -> None:
        self.revived.append(self.name)
        if self.needs is not None:
            raise Refusal("看够了。", "seen enough")


def test_what_died_of_the_database_is_not_brought_back_before_it() -> None:
    revived: list[str] = []
    database = Thing("database", revived)
    with pytest.raises(Refusal, match="看够了"):
        watch([database, Thing("web", revived, needs=database)])
    assert revived == ["database", "web"]


@pytest.mark.parametrize(
    "name", ["很深的目录" * 8, "with, comma", "o'clock"], ids=["too long for a socket", "comma", "quote"]
)
def test_the_database_lives_in_folders_with_difficult_names(tmp_path: Path, name: str) -> None:
    home = tmp_path / name / "pg"
    home.parent.mkdir()
    server = postgres.Postgres(home, data=home.parent, log=tmp_path / "log", throwaway=True)
    try:
        with psycopg.connect(server.start()) as connection:
            row = connection.execute(
                "SELECT current_setting('server_encoding'), current_setting('lc_collate', true)"
            )
            assert row.fetchone() == ("UTF8", None)
        elsewhere = server.sockets
        assert elsewhere is not None
        assert elsewhere != home
    finally:
        server.stop()
    assert not elsewhere.exists()


def test_durability_stays_on_and_our_settings_are_in_force(tmp_path: Path) -> None:
    server = postgres.Postgres(tmp_path / "pg", data=tmp_path, log=tmp_path / "log")
    asked = [
        "fsync",
        "synchronous_commit",
        "full_page_writes",
        "jit",
        "shared_buffers",
        "work_mem",
        "max_connections",
    ]
    try:
        with psycopg.connect(server.start()) as connection:
            found = {name: connection.execute(f"SHOW {name}").fetchone() for name in asked}
    finally:
        server.stop()
    assert found == {
        "fsync": ("on",),
        "synchronous_commit": ("on",),
        "full_page_writes": ("on",),
        "jit": ("off",),
        "shared_buffers": ("256MB",),
        "work_mem": ("32MB",),
        "max_connections": ("50",),
    }


def test_a_server_whose_parent_was_killed_is_stopped_by_its_folder_alone(tmp_path: Path) -> None:
    home = tmp_path / "pg"
    server = postgres.Postgres(home, data=tmp_path, log=tmp_path / "log", throwaway=True)
    server.start()
    try:
        assert postgres.running(home) is not None
        postgres.stop_orphans(tmp_path / "another")
        assert not server.has_died()
        postgres.stop_orphans(home)
        assert server.has_died()
        assert postgres.running(home) is None
    finally:
        server.stop()


def test_a_pid_file_that_names_a_process_which_is_no_server_does_not_stop_the_next_start(
    tmp_path: Path,
) -> None:
    home = tmp_path / "pg"
    server = postgres.Postgres(home, data=tmp_path, log=tmp_path / "log", throwaway=True)
    server.start()
    written = (home / "postmaster.pid").read_text()
    server.stop()
    # The number now belongs to a process of the same account, as after a restart of the machine.
    with subprocess.Popen(["sleep", "3600"], user=server.user.uid if server.user else None) as stranger:
        (home / "postmaster.pid").write_text("\n".join([str(stranger.pid), *written.splitlines()[1:]]) + "\n")
        (home / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")
        try:
            postgres.stop_orphans(home)
            server.start()
            assert stranger.poll() is None
        finally:
            server.stop()
            stranger.kill()


def test_an_interrupted_initdb_leaves_nothing_that_is_taken_for_a_database(tmp_path: Path) -> None:
    half = tmp_path / "pg.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    server = postgres.Postgres(tmp_path / "pg", data=tmp_path, log=tmp_path / "log", throwaway=True)
    try:
        assert server.start() == postgres.running(tmp_path / "pg")
    finally:
        server.stop()
    assert not half.exists()


def test_the_throwaway_server_leaves_nothing_behind() -> None:
    with postgres.throwaway() as url:
        folder = Path(psycopg.conninfo.conninfo_to_dict(url)["host"]).parent
        assert folder.is_dir()
    assert not folder.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lets another account through")
def test_as_root_only_the_database_account_is_let_through() -> None:
    user = accounts.for_postgres()
    assert user is not None
    with tempfile.TemporaryDirectory() as folder:
        closed = Path(folder)
        inside = closed / "data"
        inside.mkdir()
        closed.chmod(0o700)
        script = "import os, sys; os.setuid(int(sys.argv[1])); os.stat(sys.argv[2])"

        def may_enter(uid: int) -> bool:
            command = [sys.executable, "-c", script, str(uid), inside]
            return subprocess.run(command, capture_output=True, check=False).returncode == 0

        assert (may_enter(user.uid), may_enter(65534)) == (False, False)
        accounts.let_through(user, inside)
        assert (may_enter(user.uid), may_enter(65534)) == (True, False)
        assert stat.S_IMODE(closed.stat().st_mode) & 0o007 == 0
        began = closed.stat().st_ctime_ns
        time.sleep(0.01)
        accounts.let_through(user, inside)
        assert closed.stat().st_ctime_ns == began

        closed.chmod(0o700)  # somebody closes the folder again, which takes away what the entry granted
        assert not may_enter(user.uid)
        accounts.let_through(user, inside)
        assert (may_enter(user.uid), may_enter(65534)) == (True, False)


def test_files_hidden_by_a_strict_umask_become_readable_and_stay_executable(tmp_path: Path) -> None:
    folder = tmp_path / "wheel"
    (folder / "bin").mkdir(parents=True, mode=0o700)
    for name, mode in (("tool", 0o700), ("data", 0o600)):
        (folder / "bin" / name).write_text("")
        (folder / "bin" / name).chmod(mode)
    folder.chmod(0o700)

    accounts.readable(folder)

    modes = {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in [folder, *folder.rglob("*")]}
    assert modes == {"wheel": "0o755", "bin": "0o755", "tool": "0o755", "data": "0o644"}
