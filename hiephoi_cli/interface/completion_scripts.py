"""Prints the completion script of a shell, or installs it."""

import os
from pathlib import Path

from hiephoi_cli.errors import FileTrouble, UsageError
from hiephoi_cli.i18n import _

SHELLS = ("bash", "zsh", "fish", "powershell")
_SCRIPTS = {"bash": "hiephoi.bash", "zsh": "_hiephoi", "fish": "hiephoi.fish", "powershell": "hiephoi.ps1"}
_BOM = "\ufeff"  # without it Windows PowerShell reads the script in the system's old encoding


def this_shell() -> str:
    """The shell that runs this process, else the user's own. Raises UsageError where it is none of ours."""
    if os.name == "nt":
        return "powershell"
    for name in (_parent(), os.environ.get("SHELL", "")):
        shell = Path(name.strip().removeprefix("-")).name
        if shell in {*SHELLS, "pwsh"}:
            return shell
    raise UsageError(_("cannot tell which shell this is"), f"hiephoi --install-completion {SHELLS[0]}")


def script(shell: str) -> str:
    """The script for a shell. Raises UsageError for an unknown one."""
    name = "powershell" if shell == "pwsh" else shell
    if name not in SHELLS:
        raise UsageError(
            _("no shell '{name}'").format(name=shell), _("there are: {names}").format(names=", ".join(SHELLS))
        )
    return (Path(__file__).parent.parent / "completion" / _SCRIPTS[name]).read_text(encoding="utf-8")


def install(shell: str) -> Path:
    """Put the script where the shell finds it, once, and give the place. Raises FileTrouble, UsageError."""
    from hiephoi_cli.files.system_errors import explained

    text = script(shell)
    file, start, line = _places(shell)
    with explained(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((_BOM if file.suffix == ".ps1" else "") + text, encoding="utf-8")
    if start:
        with explained(start):
            _append(start, line)
    return file


def _places(shell: str) -> tuple[Path, Path | None, str]:
    """Where the script goes, and the file that the shell reads when it starts, with the line that it needs."""
    from shlex import quote  # only to install

    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    match shell:
        case "bash":
            file = data / "bash-completion/completions/hiephoi"
            return file, home / ".bashrc", f"source {quote(str(file))}"
        case "zsh":
            file = data / "zsh/site-functions/_hiephoi"
            start = Path(os.environ.get("ZDOTDIR") or home) / ".zshrc"
            ready = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }"
            return file, start, f"{ready}; source {quote(str(file))}"
        case "fish":
            return (
                Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "fish/completions/hiephoi.fish",
                None,
                "",
            )
        case _:
            profile = _profile(shell)
            file = profile.parent / _SCRIPTS["powershell"]
            return file, profile, ". '" + str(file).replace("'", "''") + "'"


def _append(file: Path, line: str) -> None:
    """Add a line at the end of a file, unless it stands there."""
    old = file.read_bytes() if file.exists() else b""
    if line.encode() not in old.splitlines():
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab") as stream:
            stream.write(b"\n" * (not old.endswith(b"\n") and bool(old)) + line.encode() + b"\n")


def _parent() -> str:
    """The name of the process that started this one, if the system says."""
    return _output_of("ps", "-o", "comm=", "-p", str(os.getppid()))


def _profile(shell: str) -> Path:
    """The file that PowerShell reads when it starts. Raises FileTrouble where there is no PowerShell."""
    for program in dict.fromkeys((shell, "pwsh", "powershell")):
        if profile := _output_of(
            program, "-NoProfile", "-Command", "[Console]::OutputEncoding = [Text.Encoding]::UTF8; $PROFILE"
        ).strip():
            return Path(profile)
    raise FileTrouble(
        _("PowerShell does not say where its profile is"), "hiephoi --show-completion powershell >> $PROFILE"
    )


def _output_of(*command: str) -> str:
    """What a program prints; empty where it is not installed."""
    import subprocess

    try:
        done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)  # noqa: S603  ours
    except OSError:
        return ""
    return done.stdout.decode(errors="replace")
