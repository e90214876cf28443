"""Shows progress at a terminal once work takes longer than a moment."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from hiephoi_cli.output.screen import messages_on_terminal

if TYPE_CHECKING:
    from threading import Event, Lock

_MOMENT = 0.5  # seconds


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Show at a terminal what is being done and for how long; clear it afterwards."""
    if not messages_on_terminal():
        yield
        return
    from threading import Event, Lock, Timer

    lock, over, shown = Lock(), Event(), ExitStack()
    timer = Timer(_MOMENT, _tell, [doing, lock, over, shown])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            over.set()
            shown.close()


def _tell(doing: str, lock: "Lock", over: "Event", shown: ExitStack) -> None:
    """Show what is being done, unless it is over."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    with lock:
        if not over.is_set():
            display = Progress(*columns, console=Console(stderr=True), transient=True)
            shown.enter_context(display).add_task(doing)
