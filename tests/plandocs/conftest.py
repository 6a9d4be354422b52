"""The tables of test_score.py, printed at the end of every run that made them."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """F1 by kind with every miss: a test records it, so that it also comes back from the workers of a parallel run."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, table in getattr(report, "user_properties", ()):
                if name == "score":
                    terminalreporter.write_line(f"\n{table}")
