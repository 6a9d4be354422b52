"""A real instance to measure: started by the command people use, stopped after."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
# Django loaded here names its own database in the environment; an instance gets what the benchmark was started with.
ENVIRONMENT = dict(os.environ)


@contextlib.contextmanager
def data_folder(given: str | None) -> Iterator[Path]:
    """The folder given, or a throwaway one."""
    if given:
        yield Path(given)
        return
    with tempfile.TemporaryDirectory(prefix="zhengyou-bench-") as folder:
        yield Path(folder)


@contextlib.contextmanager
def served(data: Path) -> Iterator[str]:
    """The address of an instance on this data folder, for as long as the block runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "zhengyou", "start", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        if process.poll() is not None:
            raise SystemExit("the instance did not start")
        with (
            contextlib.suppress(OSError),
            contextlib.closing(http.client.HTTPConnection("127.0.0.1", port)) as c,
        ):
            c.request("GET", "/healthz")
            if c.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise SystemExit("the instance did not become healthy")


class Browser:
    """One user with a kept-alive connection and cookies."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> str:
        """The page's text; SystemExit when it is not a page."""
        return self._ask("GET", path, None, {200})

    def look(self, path: str) -> str | None:
        """The text of a page; None where the address leads elsewhere or to something that is no page. SystemExit when
        the server failed."""
        answer, text = self._answer("GET", path, None)
        if answer.status >= 500:
            raise SystemExit(f"GET {path} answered {answer.status}")
        is_page = answer.status == 200 and answer.headers.get_content_type() == "text/html"
        return text if is_page else None

    def log_in(self, username: str, password: str) -> None:
        """As a person does: the form, its token, the password."""
        self.post("/login/", self.get("/login/"), username=username, password=password)

    def post(self, path: str, page: str, **fields: str) -> None:
        """Send a form with the token that stands on `page`; SystemExit when it is not taken."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        token = found.group(1) if found else ""
        self._ask("POST", path, urlencode({"csrfmiddlewaretoken": token, **fields}), {302})

    def _ask(self, method: str, path: str, body: str | None, expected: set[int]) -> str:
        answer, text = self._answer(method, path, body)
        if answer.status not in expected:
            raise SystemExit(f"{method} {path} answered {answer.status}")
        return text

    def _answer(self, method: str, path: str, body: str | None) -> tuple[http.client.HTTPResponse, str]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        try:
            answer = self._connection.getresponse()
        except TimeoutError:
            raise SystemExit(
                f"{method} {path} was not answered within {self._connection.timeout:.0f} s"
            ) from None
        text = answer.read().decode(errors="replace")  # a workbook is no text
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        return answer, text
