"""The command that installs an extra, with the installer that installed this program."""

import sys
from pathlib import Path

_ADDRESS = "git+https://github.com/neuromatch/neuromatch-site"


def install_command(extra: str) -> str:
    """Return the install command of an extra, in quotes, because zsh expands brackets.

    ``pipx`` and ``uv tool`` isolate a program, so that the user's ``pip`` cannot add to it.
    """
    if Path(sys.prefix, "pipx_metadata.json").exists():
        return f"pipx runpip neuromatch-site install 'neuromatch-site[{extra}]'"
    if Path(sys.prefix, "uv-receipt.toml").exists():
        return f"uv tool install 'neuromatch-site[{extra}] @ {_ADDRESS}'"
    return f"pip install 'neuromatch-site[{extra}]'"
