"""What cannot be read, as sentences for the person who chose the file."""

from __future__ import annotations


class UnreadableDocument(Exception):
    """The file cannot be read. `str(error)` is a Chinese sentence: what was wrong and what to do.

    UnreadableDocument
    ├── TooLarge       the file, or what it would unpack to, is over the limit
    ├── Encrypted      a password protects it
    ├── WrongFormat    it is not what it claims to be, or a kind we do not read
    ├── Damaged        the kind is right, the contents are broken
    ├── Unsafe         it carries macros, entity declarations or a packed bomb
    ├── NoText         nothing to read in it
    └── TookTooLong    reading it ran out of time or memory
    """


class TooLarge(UnreadableDocument):
    pass


class Encrypted(UnreadableDocument):
    pass


class WrongFormat(UnreadableDocument):
    pass


class Damaged(UnreadableDocument):
    pass


class Unsafe(UnreadableDocument):
    pass


class NoText(UnreadableDocument):
    pass


class TookTooLong(UnreadableDocument):
    pass
