"""The one way in which a command says no."""


class Refusal(Exception):
    """A command cannot go on, for a reason the person at the keyboard can do something about.

    `str()` gives one line: the sentence in Chinese, then in English. `code` is the exit code.
    """

    def __init__(self, chinese: str, english: str, code: int = 1) -> None:
        super().__init__(f"{chinese} ({english})")
        self.chinese = chinese
        self.english = english
        self.code = code
