"""What all tests share: the database (it comes first), clock, chance, people, browser, and how tests are spread."""

pytest_plugins = [
    "tests.database",
    "tests.clock",
    "tests.chance",
    "tests.passwords",
    "tests.cast",
    "tests.browsing",
    "tests.spreading",
]
