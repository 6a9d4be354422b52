"""How far a roster has come, truthfully: each stage has its measured share, within it rows are counted."""

from collections.abc import Callable

Report = Callable[[int, int, str], None]
"""report(done, total, sentence), as commandline.progress.Progress takes it."""

PREVIEW = (("读文件", 15), ("核对每一行", 35), ("和现有名册比对", 20), ("整理问题和变动清单", 30))
IMPORT = (("读文件", 12), ("核对每一行", 28), ("和现有名册比对", 20), ("写入组织", 5), ("写入人员", 35))
BOTH = (*IMPORT[:-2], ("整理问题和变动清单", 20), *IMPORT[-2:])
TOTAL = 1000


def nobody(_done: int, _total: int, _sentence: str) -> None:
    """For those who do not want to hear."""


class Course:
    """The stages of one run; `begin` the next one, `tick` within it."""

    def __init__(self, stages: tuple[tuple[str, int], ...], report: Report = nobody) -> None:
        whole = sum(share for _, share in stages)
        self._shares = {name: TOTAL * share // whole for name, share in stages}
        self._report = report
        self._before = 0
        self._stage = ""

    def begin(self, stage: str) -> None:
        """The next stage begins; what came before is done. A stage without a share of its own is not told."""
        if stage not in self._shares:
            return
        self._before += self._shares.get(self._stage, 0)
        self._stage = stage
        self._report(self._before, TOTAL, stage)

    def tick(self, done: int, total: int) -> None:
        """So much of the present stage is done."""
        share = self._shares.get(self._stage, 0) * done // max(total, 1)
        self._report(self._before + share, TOTAL, self._stage)

    def wait(self, sentence: str) -> None:
        """Nothing goes on for the moment; the sentence says why."""
        self._report(self._before + self._shares.get(self._stage, 0), TOTAL, sentence)

    def end(self, sentence: str) -> None:
        """All is done."""
        self._report(TOTAL, TOTAL, sentence)
