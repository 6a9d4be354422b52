"""What all tests share: first the database under them (tests/database.py), then the people (tests/cast.py)."""

pytest_plugins = ["tests.database", "tests.cast"]
