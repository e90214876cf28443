"""Runs the program: `hiephoi`, or `python -m hiephoi_cli`."""

import gc
import os
import sys
from contextlib import suppress

INTERRUPTED = 130


def main() -> None:
    """Run this process's command line, and exit with its code."""
    gc.disable()  # before any import: collecting takes a tenth of a short command's time
    _speak_utf8()
    try:
        from hiephoi_cli.cli import run
        from hiephoi_cli.output.stream import close_streams

        code = run(sys.argv[1:])
        close_streams()
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code:
        sys.exit(code)  # a failed command may have to clean up
    os._exit(0)  # everything is written and unlocked: tearing the interpreter down wastes time


def _speak_utf8() -> None:
    """Restart Python in UTF-8 mode if the locale's encoding for arguments and file names is another."""
    if os.name == "posix" and sys.getfilesystemencoding() != "utf-8":
        with suppress(OSError):  # then only ASCII works
            os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  this same program


if __name__ == "__main__":
    main()
