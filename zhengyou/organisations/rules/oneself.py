"""A person before the own data: whoever is logged in may read it, also on the day the last post has ended."""

from dataclasses import dataclass

from .permissions import Actor


@dataclass(frozen=True)
class Oneself:
    """Somebody logged in who holds no post, acting only upon the own data."""

    account_id: int
    person_id: int
    name: str


Who = Actor | Oneself
