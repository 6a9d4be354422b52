"""An invented district at true scale, to look at and to measure with (domain.md 2.4)."""

from collections.abc import Callable


def load(*, small: bool, report: Callable[[int, int, str], None]) -> None:
    """Load the district, its campaign and some months of records into an empty database, all or nothing.

    `small` takes about 30 organisations instead of 968; `report(done, total, what)` tells how far it is. Raises
    loading.NotEmpty when the database already holds organisations.
    """
    # Inside, because the plan's own program (demo.plan.write) reads this package without Django.
    from . import loading  # noqa: PLC0415 - the reason stands above

    loading.load(small=small, report=report)


def logins() -> list[tuple[str, str, str, str]]:
    """(role, username, password, sentence) of the demonstration, one for each role."""
    from .district import posts  # noqa: PLC0415  as above

    return posts.logins()
