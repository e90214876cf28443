"""The program: `hiephoi`, or `python -m hiephoi_cli`."""

import gc
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line of this process, and leave with its exit code."""
    gc.disable()  # before anything is imported: a command is short, and collecting is a tenth of its time
    try:
        from hiephoi_cli.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    gc.freeze()  # leaving collects once more, but not what is frozen
    sys.exit(code)


if __name__ == "__main__":
    main()
