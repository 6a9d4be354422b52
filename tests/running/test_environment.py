"""The environment is made once, found again at no cost, and begun anew after an interruption."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.running.conftest import still_living
from zhengyou.commandline import environment
from zhengyou.commandline.environment import Environment

SOURCE = Path(environment.__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose locks are empty, so that nothing is downloaded; `uv` is on PATH."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text("# nothing\n")
    return tmp_path


def make(project: Path, purpose: str = "start") -> list[str]:
    """Prepares the project's environment; the sentences said meanwhile."""
    said: list[str] = []
    environment.prepare(project, purpose, said.append)
    return said


def test_the_second_time_nothing_is_done(project: Path) -> None:
    assert len(make(project)) == 2
    assert make(project) == []
    assert subprocess.run([project / ".venv" / "bin" / "python", "-c", ""], check=False).returncode == 0


def test_start_and_test_do_not_undo_each_other(project: Path) -> None:
    make(project, "start")
    make(project, "test")
    assert (make(project, "start"), make(project, "test")) == ([], [])


def test_a_changed_lock_is_installed_into_the_same_environment(project: Path) -> None:
    make(project)
    inode = (project / ".venv" / "pyvenv.cfg").stat().st_ino
    (project / "requirements.lock").write_text("# still nothing\n")
    assert len(make(project)) == 1
    assert (project / ".venv" / "pyvenv.cfg").stat().st_ino == inode


def test_a_lock_that_cannot_be_installed_is_refused_and_tried_again(project: Path) -> None:
    # A file that is not there, so that nobody has to be asked over a network.
    wheel = (project / "nothing-1.0-py3-none-any.whl").as_uri()
    (project / "requirements.lock").write_text(f"nothing @ {wheel} --hash=sha256:{'0' * 64}\n")
    with pytest.raises(environment.Refusal, match="安装依赖没有成功"):
        make(project)
    assert not Environment(project, "start").is_ready()


def test_without_uv_the_interpreters_own_venv_is_used(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project / "no-such-folder"))
    assert len(make(project)) == 2
    command = [project / ".venv" / "bin" / "python", "-m", "pip", "--version"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def members(group: int) -> list[psutil.Process]:
    """The processes of a group."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(ProcessLookupError):
            if os.getpgid(process.pid) == group:
                found.append(process)
    return found


@pytest.mark.parametrize("reached", ["installing", "pyvenv.cfg", "lib"])
def test_an_interrupted_installation_is_recognised_and_done_again(project: Path, reached: str) -> None:
    code = (
        "import sys, pathlib\nfrom zhengyou.commandline import environment\n"
        "environment.prepare(pathlib.Path(sys.argv[1]), 'start', print)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, project],
        cwd=SOURCE,
        stdout=subprocess.DEVNULL,
        env=dict(os.environ) | {"PATH": "/usr/bin:/bin"},
        start_new_session=True,
    )
    while not (project / ".venv" / reached).exists() and child.poll() is None:
        time.sleep(0.001)
    with contextlib.suppress(ProcessLookupError):  # it may have been quicker than we
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    # Its own children were killed with it, but each ends in its own time.
    assert still_living(members(child.pid)) == []

    make(project)

    assert Environment(project, "start").is_ready()
    assert not (project / ".venv" / "installing").exists()
    works = subprocess.run([project / ".venv" / "bin" / "python", "-c", "import json"], check=False)
    assert works.returncode == 0


def test_half_an_environment_that_says_it_is_being_installed_is_made_anew(project: Path) -> None:
    make(project)
    (project / ".venv" / "installing").write_text("")
    (project / ".venv" / "half-written").write_text("")
    make(project)
    assert not (project / ".venv" / "half-written").exists()


def test_without_venv_the_sentence_names_the_package(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda _name: None)
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(environment.Refusal, match="apt install python3-venv"):
        make(project)
