"""Runs the program: `hiephoi`, or `python -m hiephoi_cli`."""

import gc
import os
import signal
import sys
from contextlib import suppress

INTERRUPTED = 130


def _leave(*_received: object) -> None:
    os._exit(INTERRUPTED)


if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, _leave)  # until `main` can catch it: Python would print a traceback


def main() -> None:
    """Run this process's command line, and exit with its code."""
    gc.disable()  # before any import: collecting takes a tenth of a short command's time
    _speak_utf8()
    try:
        _catch_interruptions()
        from hiephoi_cli.cli import run
        from hiephoi_cli.output.stream import close_streams

        kept: list[object] = []
        code = run(sys.argv[1:], kept)
        close_streams()
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is over: Python would print a traceback
        sys.exit(code)  # a failed command may have to clean up
    os._exit(0)  # everything is written and unlocked: tearing the interpreter down wastes time


def _catch_interruptions() -> None:
    """From now on, Ctrl-C raises KeyboardInterrupt, unless whoever started the program has it ignored."""
    if signal.getsignal(signal.SIGINT) is _leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    shown = sys.unraisablehook
    sys.unraisablehook = lambda lost: None if lost.exc_type is KeyboardInterrupt else shown(lost)


def _speak_utf8() -> None:
    """Restart Python in UTF-8 mode if the locale's encoding for arguments and file names is another."""
    if os.name == "posix" and sys.getfilesystemencoding() != "utf-8":
        with suppress(OSError):  # then only ASCII works
            os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  this same program


if __name__ == "__main__":
    main()
