"""The program: `hiephoi`, or `python -m hiephoi_cli`."""

import gc
import os
import sys
from contextlib import suppress

INTERRUPTED = 130


def main() -> None:
    """Run the command line of this process, and leave with its exit code."""
    gc.disable()  # before anything is imported: a command is short, and collecting is a tenth of its time
    _speak_utf8()
    try:
        from hiephoi_cli.cli import run
        from hiephoi_cli.output.stream import close_streams

        code = run(sys.argv[1:])
        close_streams()
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code:
        sys.exit(code)  # what failed may have something to tidy up
    os._exit(0)  # all is written and every lock is free: taking the program apart piece by piece is a waste of time


def _speak_utf8() -> None:
    """Start Python again where the locale has words and names of files in another encoding: they are UTF-8 or bytes."""
    if os.name == "posix" and sys.getfilesystemencoding() != "utf-8":
        with suppress(OSError):  # then only plain ASCII is understood
            os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  this very program


if __name__ == "__main__":
    main()
