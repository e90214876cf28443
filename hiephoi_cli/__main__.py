"""The program: `hiephoi`, or `python -m hiephoi_cli`."""

import gc
import os
import sys
from contextlib import suppress

INTERRUPTED = 130


def main() -> None:
    """Run the command line of this process, and leave with its exit code."""
    gc.disable()  # before anything is imported: a command is short, and collecting is a tenth of its time
    try:
        from hiephoi_cli.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    with suppress(OSError, ValueError):  # nobody reads; that was told or is no matter
        sys.stdout.flush()
        sys.stderr.flush()
    if code:
        sys.exit(code)  # what failed may have something to tidy up
    os._exit(0)  # all is written and every lock is free: taking the program apart piece by piece is a waste of time


if __name__ == "__main__":
    main()
