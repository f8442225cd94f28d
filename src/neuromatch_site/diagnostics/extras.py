"""The command that installs an extra, by the installer that this program came with."""

import sys
from pathlib import Path

_ADDRESS = "git+https://github.com/neuromatch/neuromatch-site"


def install_command(extra: str) -> str:
    """Return what to type for the extra of that name; in quotes, as zsh expands brackets.

    ``pipx`` and ``uv tool`` keep a program apart, where no ``pip`` of the user reaches it.
    """
    if Path(sys.prefix, "pipx_metadata.json").exists():
        return f"pipx runpip neuromatch-site install 'neuromatch-site[{extra}]'"
    if Path(sys.prefix, "uv-receipt.toml").exists():
        return f"uv tool install 'neuromatch-site[{extra}] @ {_ADDRESS}'"
    return f"pip install 'neuromatch-site[{extra}]'"
