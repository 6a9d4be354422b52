"""`python -m zhengyou COMMAND …`: one command, with whatever it needs opened before and closed after."""

import sys

from zhengyou.commandline.running import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
