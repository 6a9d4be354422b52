"""Making all expectations of a campaign, beside a bare COPY of the same rows."""

import argparse
import os

from bench.instance import data_folder
from bench.opened import opened


def main() -> None:
    """Measure in turns within transactions that are rolled back; print rows a second and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", help="data folder of an installation with the demo; default: a throwaway one"
    )
    options = parser.parse_args()
    with data_folder(options.data) as folder, opened(folder, "expectations") as loaded:
        loaded.measure()


if __name__ == "__main__":
    os.environ.pop("ZHENGYOU_DATABASE_URL", None)
    main()
