"""Names within quotation marks."""


def inner(name: str) -> str:
    """A name as it stands within quotation marks: its own become single ones."""
    return name.replace("“", "‘").replace("”", "’")


def quoted(name: str) -> str:
    """A name in quotation marks."""
    return f"“{inner(name)}”"
