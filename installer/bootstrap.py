"""From a bare Python to the hall: `python3 installer/bootstrap.py run` or `test`."""

# This file alone must be readable by any Python 3, so that an old one gets a sentence and not a syntax error.

import os
import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.exit(
        "One-Stop Hall needs Python 3.11 or newer, and this is %d.%d: install a newer one and start again with it. "  # noqa: UP031
        "本程序需要 Python 3.11 或更高版本，请安装后再运行。" % sys.version_info[:2]
    )

sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from installer.commands import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
