"""A school under a campaign that asks of each class."""

import pytest

from tests.campaigns.classes.schools import School, running
from tests.cast import Cast


@pytest.fixture
def school(cast: Cast) -> School:
    """See `running`."""
    return running(cast)
