"""How an extra is installed, by the installer that the program came with."""

import sys
from pathlib import Path

import pytest

from neuromatch_site.diagnostics.extras import install_command


@pytest.mark.parametrize(
    ("left", "typed"),
    [
        ("", "pip install 'neuromatch-site[lite]'"),
        ("pipx_metadata.json", "pipx runpip neuromatch-site install 'neuromatch-site[lite]'"),
        ("uv-receipt.toml", "uv tool install 'neuromatch-site[lite] @ git+https://"),
    ],
)
def test_the_command_is_that_of_the_installer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: str, typed: str
) -> None:
    if left:
        (tmp_path / left).write_text("{}")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert install_command("lite").startswith(typed)
