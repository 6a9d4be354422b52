"""Makes `.venv` from the hashed lock files, then hands over to it. Standard library only: it runs before
anything is installed.

Order of preference: `uv` on PATH; else the interpreter's own `venv`, with the locked `uv` put inside it;
else that venv's pip. The system's pip is never used. A stamp (hash of lock files, Python version and place)
makes the next start cost nothing; a marker that is still there tells of an interrupted installation, which
is then begun anew.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from zhengyou.commandline import help as help_command
from zhengyou.commandline import table
from zhengyou.commandline.refusal import Refusal

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {"start": ["requirements.lock"], "test": ["requirements.lock", "requirements-dev.lock"]}


class Environment:
    """The virtual environment of one project folder, for one purpose: `start` or `test`."""

    def __init__(self, root: Path, purpose: str) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / "bin" / "python"
        self.locks = [root / name for name in LOCKS[purpose]]
        self.marker = self.folder / "installing"
        self.stamp = self.folder / f"installed-{purpose}"

    def wanted(self) -> str:
        """What the stamp must say for nothing to be done."""
        digest = hashlib.sha256()
        for lock in self.locks:
            digest.update(lock.read_bytes())
        digest.update(f"{sys.version_info[:2]} {sys.platform} {self.root}".encode())
        return digest.hexdigest()

    def is_ready(self) -> bool:
        """True when everything is installed, and was to its end."""
        if self.marker.exists() or not self.python.exists():
            return False
        with contextlib.suppress(OSError):
            return self.stamp.read_text() == self.wanted()
        return False

    def is_usable(self) -> bool:
        """True when there is an environment of this Python that only needs (some) packages."""
        if self.marker.exists() or not self.python.exists():
            return False
        with contextlib.suppress(OSError):
            lines = (self.folder / "pyvenv.cfg").read_text()
            version = re.search(r"^version(?:_info)?\s*=\s*(\d+)\.(\d+)", lines, re.MULTILINE)
            return version is not None and tuple(map(int, version.groups())) == sys.version_info[:2]
        return False

    def make(self, say: Callable[[str], None]) -> None:
        """Creates the environment where needed and installs the locked packages into it.

        Raises Refusal with a sentence when the machine lacks what is needed or nothing can be downloaded.
        """
        uv = shutil.which("uv")
        if not self.is_usable():
            say("正在建立运行环境 .venv …")
            self._create(uv)
        self.marker.write_text("")
        self.stamp.unlink(missing_ok=True)
        say("正在按锁定的版本安装依赖，请稍候 …")
        self._install(uv)
        self.stamp.write_text(self.wanted())
        self.marker.unlink()

    def _create(self, uv: str | None) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.marker.write_text("")
        if uv and _works(
            [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(self.folder)]
        ):
            return
        if importlib.util.find_spec("ensurepip") is None:
            raise Refusal(
                "这台机器的 Python 缺少 venv 模块；"
                "请先安装它（Debian、Ubuntu：apt install python3-venv），再运行一次。",
                "Python's venv module is missing: apt install python3-venv, then run again",
            )
        _work([sys.executable, "-m", "venv", str(self.folder)], "建立运行环境", "making the environment")

    def _install(self, uv: str | None) -> None:
        files = [part for lock in self.locks for part in ("-r", str(lock))]
        # Compiled now, so that also a machine that writes no bytecode by itself starts fast.
        install = ["pip", "install", "--quiet", "--compile-bytecode", "--python", str(self.python)]
        install += ["--require-hashes", *files]
        if uv and _works([uv, *install]):
            return
        own = self._own_uv()
        if own and _works([own, *install]):
            return
        if not _works([str(self.python), "-m", "pip", "--version"]):
            _work([str(self.python), "-m", "ensurepip"], "安装 pip", "installing pip into the environment")
        _work(
            [str(self.python), "-m", "pip", "install", "--quiet", "--require-hashes", *files],
            "安装依赖",
            "installing the locked packages",
        )

    def _own_uv(self) -> str | None:
        """The locked uv inside the environment:

        it installs in a third of pip's time. None when it cannot be had.
        """
        block = re.search(
            r"^uv==.*?(?=^\S)", (self.root / LOCKS["test"][1]).read_text() + "\n#", re.MULTILINE | re.DOTALL
        )
        own = self.folder / "bin" / "uv"
        if block is None or own.exists():
            return str(own) if own.exists() else None
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as lock:
            lock.write(block.group())
            lock.flush()
            _works([str(self.python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock.name])
        return str(own) if own.exists() else None


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _work(command: list[str], chinese: str, english: str) -> None:
    result = subprocess.run(command, capture_output=True, check=False, text=True, errors="replace")
    if result.returncode == 0:
        return
    sys.stderr.write("\n".join((result.stdout + result.stderr).strip().splitlines()[-15:]) + "\n")
    raise Refusal(
        f"{chinese}没有成功，原因见上；请检查网络（或镜像设置）和磁盘空间后再运行一次，会从头接着做。",
        f"{english} failed for the reason above; check network, mirrors and disk, then run again",
    )


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Only one process at a time installs; another waits here. The lock file itself is what is locked."""
    with open(root / LOCKS["start"][0], "rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_debian_root() -> bool:
    """True where packages of the system may be installed without asking: Debian or a child of it, as root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str]) -> bool:
    """Installs packages of Debian; True when it went well. Refreshes the package lists only when needed."""
    settings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if subprocess.run(install, env=settings, capture_output=True, check=False).returncode == 0:
        return True
    subprocess.run(["apt-get", "update", "-q"], env=settings, capture_output=True, check=False)
    return subprocess.run(install, env=settings, capture_output=True, check=False).returncode == 0


def prepare(root: Path, purpose: str, say: Callable[[str], None]) -> Environment:
    """The environment for `start` or `test`, ready to run."""
    environment = Environment(root, purpose)
    if not environment.is_ready():
        with _alone(root):
            if not environment.is_ready():
                if purpose == "test" and importlib.util.find_spec("ensurepip") is None and is_debian_root():
                    apt_install(["python3-venv"])
                environment.make(say)
    return environment


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _main(arguments: list[str]) -> None:
    name, rest = table.split(arguments)
    table.find(name)
    if name == "help":
        sys.exit(help_command.run(rest))
    environment = prepare(ROOT, "test" if name == "test" else "start", _say)
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    # -P: a folder in which somebody happens to stand must not be able to replace our modules.
    os.execv(environment.python, [str(environment.python), "-P", "-m", "zhengyou", name, *rest])  # noqa: S606 no shell wanted


def main(arguments: list[str]) -> NoReturn:
    """What run.py calls: the environment is made ready and becomes this process."""
    try:
        _main(arguments)
    except Refusal as refusal:
        sys.stderr.write(f"错误：{refusal}\n")
        sys.exit(refusal.code)
    except KeyboardInterrupt:
        sys.stderr.write("\n已中断；下次运行会接着做。 (Interrupted; the next run carries on.)\n")
        sys.exit(130)
    except OSError as error:
        sys.stderr.write(f"错误：运行环境没有建成：{error}。 (The environment could not be made.)\n")
        sys.exit(1)
    sys.exit(0)
