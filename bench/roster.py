"""A roster of a whole district, beside merely reading its file, and a plain COPY of the same rows."""

import os

from bench.instance import data_folder
from bench.opened import opened


def main() -> None:
    """Measure in turns on an empty throwaway installation; print seconds and ratios."""
    with data_folder(None) as folder, opened(folder, "roster") as loaded:
        loaded.measure()


if __name__ == "__main__":
    os.environ.pop("ZHENGYOU_DATABASE_URL", None)
    main()
