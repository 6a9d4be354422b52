"""The fixtures that all tests share stand in tests/cast.py."""

pytest_plugins = ["tests.cast"]
