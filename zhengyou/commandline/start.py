"""`start`: database, preparation, server and worker, in this order; and all of it down again in the reverse order."""

import argparse
import contextlib
import errno
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import NoReturn

from zhengyou.commandline import database, processes, services
from zhengyou.commandline.datadir import DataFolder
from zhengyou.commandline.logins import Login, columns
from zhengyou.commandline.refusal import Refusal
from zhengyou.commandline.running import Stopped, data_folder, stop_on_signals
from zhengyou.commandline.services import Service

HEALTHY_WITHIN = 180
"""Seconds in which the server must answer that all is in order, or the start has failed. For a slow and busy machine;
a service that ends instead of answering ends the start much sooner."""


def run(arguments: list[str]) -> NoReturn:
    """Runs until Ctrl-C or SIGTERM, which ends it as Stopped once everything is down; Refusal when it cannot run."""
    data, rest = data_folder(arguments)
    options = _options(rest)
    stop_on_signals()
    data.open()
    address = f"http://{_in_url(_reachable(options.host))}:{options.port}/"
    with data.held("start", address):
        # First, because what a killed start left running may still have the port.
        database.recover(data)
        port = reserve(options.host, options.port)
        with _database(data) as (url, watched):
            environment = services.environment_of(data, url)
            logins = _prepare(data, environment, options)
            port.close()
            children = [
                services.web(options.host, options.port, data, environment),
                services.background(data, environment),
            ]
            with _all_of(children):
                _wait_until_healthy(address, children)
                _announce(address, data, logins)
                services.watch([*watched, *children])


@contextlib.contextmanager
def _all_of(children: list[Service]) -> Iterator[None]:
    """Starts them, and whatever happens stops them again: first the server, so that nothing new comes in."""
    try:
        for child in children:
            child.start()
        yield
    finally:
        print("\n正在停止 … (Stopping …)", file=sys.stderr, flush=True)
        for child in children:
            child.stop()


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py start")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    filling = parser.add_mutually_exclusive_group()
    filling.add_argument("--small", action="store_true")
    filling.add_argument("--empty", action="store_true")
    options = parser.parse_args(arguments)
    if not 0 < options.port < 65536:
        raise Refusal("端口应在 1 到 65535 之间。", "the port must be between 1 and 65535", code=2)
    return options


def reserve(host: str, port: int) -> socket.socket:
    """Takes the port, so that nobody else can until the server does. Refusal when it is taken already.

    The server itself shares its port among its processes and would also share it with a stranger.
    """
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        taken = socket.socket(family, kind, protocol)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(place)
    except PermissionError as error:
        raise Refusal(
            f"没有权限使用端口 {port}；请换一个 1024 以上的端口（--port）。", "no permission for this port"
        ) from error
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno != errno.EADDRINUSE:
            raise Refusal(
                f"地址 {host} 不是这台机器的地址；请换一个（--host 127.0.0.1 只供本机，0.0.0.0 供所有人）。",
                "the host is not an address of this machine",
            ) from error
        raise Refusal(
            f"端口 {port} 已被别的程序占用；请换一个，例如 --port {port + 1 if port < 65535 else port - 1}。",
            f"port {port} is taken; choose another with --port",
        ) from error
    return taken


@contextlib.contextmanager
def _database(data: DataFolder) -> Iterator[tuple[str, list[services.Watched]]]:
    """The URL of the database, and what of it must be watched: the embedded server, or nothing."""
    given = database.given_url()
    if given:
        database.check(given)
        yield given, []
        return
    server = database.embedded(data)
    try:
        yield server.start(), [services.Database(server)]
    finally:
        server.stop()


def _prepare(data: DataFolder, environment: dict[str, str], options: argparse.Namespace) -> list[Login]:
    """Runs `prepare` as a child, so that this process stays small; the logins to print."""
    command = [sys.executable, "-P", "-m", "zhengyou", "prepare", "--json"]
    command += ["--small"] * options.small + ["--empty"] * options.empty
    child = processes.spawn(
        command,
        environment=environment | {processes.MARK: processes.mark(data.path, "prepare")},
        output=subprocess.PIPE,
    )
    try:
        answer, _ = child.communicate()
    except Stopped:
        processes.stop(child, signal.SIGTERM, 20)
        raise
    if child.returncode != 0:
        raise Refusal("准备工作没有完成，原因见上；没有启动。", "preparation failed for the reason above")
    return [Login(*row) for row in json.loads(answer)]


def _wait_until_healthy(address: str, running: list[Service]) -> None:
    """Waits for /healthz to answer 200; Refusal with its reason when it does not in time."""
    deadline = time.monotonic() + HEALTHY_WITHIN
    reason = ""
    while time.monotonic() < deadline:
        for service in running:
            if service.has_died():
                service.revive()
        try:
            with urllib.request.urlopen(address + "healthz", timeout=5):  # noqa: S310 our own http address
                return
        except urllib.error.HTTPError as error:
            reason = error.read().decode(errors="replace")[:300]
        except OSError as error:
            reason = str(error)
        time.sleep(0.05)
    raise Refusal(
        f"{HEALTHY_WITHIN} 秒内没有启动好，已全部停止；原因：{reason}（记录在 {running[0].log.parent}）",
        "the server did not become healthy in time",
    )


def _announce(address: str, data: DataFolder, logins: list[Login]) -> None:
    """In one piece: a signal that comes meanwhile must not swallow a password that is shown only once."""
    lines = [f"\n争优已启动：{address}", f"数据目录：{data.path}    按 Ctrl-C 停止（Ctrl-C stops it）\n"]
    if logins:
        lines += ["可用的登录（logins）：", columns(logins)]
    sys.stdout.write("\n".join([*lines, ""]))
    sys.stdout.flush()


def _reachable(host: str) -> str:
    """Where a browser on this machine reaches a server that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 compared, not bound


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
