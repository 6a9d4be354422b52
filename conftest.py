"""What all tests share: the database (it comes first), the people, the browser, and how tests are spread."""

pytest_plugins = ["tests.database", "tests.cast", "tests.browsing", "tests.spreading"]
