"""Public commitments at the size of a district: the list, the counts and the coverage beside counting the rows."""

import argparse

from bench.instance import data_folder
from bench.opened import opened


def main() -> None:
    """Fill the demo up to the number of items asked for, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data",
        help="data folder of an installation with the demo, which stays filled; default: a throwaway one",
    )
    parser.add_argument("--items", type=int, default=70_000)
    options = parser.parse_args()
    with data_folder(options.data) as folder, opened(folder, "commitments") as loaded:
        loaded.measure(options.items)


if __name__ == "__main__":
    main()
