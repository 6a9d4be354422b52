"""What all tests share: the database under them (it comes first), the people, and the browser."""

pytest_plugins = ["tests.database", "tests.cast", "tests.browsing"]
