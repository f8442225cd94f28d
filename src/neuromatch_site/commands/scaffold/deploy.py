"""Files that publish a course on a host: ``new deploy NAME``."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from neuromatch_site.commands.scaffold import NewError

HOSTS: Mapping[str, str] = {
    "github-pages": ".github/workflows/publish.yml",
    "gitlab-pages": ".gitlab-ci.yml",
    "netlify": "netlify.toml",
    "cloudflare-pages": ".github/workflows/cloudflare.yml",
    "rsync": "publish.sh",
}
"""The file that each host reads, from the root of the repository."""


def deploy_files(host: str, course: str) -> dict[str, str]:
    """Return the text of each file that publishes the course folder ``course``, by path."""
    name = HOSTS[host]
    template = files("neuromatch_site.commands.scaffold") / "hosts" / Path(name).name
    text = template.read_text(encoding="utf-8")
    return {name: text.replace("@COURSE@", course)}


def new_deploy(host: str, repository: Path, course: str) -> list[Path]:
    """Write the files of a host at the root of a repository; return them.

    Raises ``NewError`` if one exists.
    """
    texts = deploy_files(host, course)
    for name in texts:
        if (repository / name).exists() or (repository / name).is_symlink():
            raise NewError(f"`{repository / name}` already exists; compare it by hand")
    for name, text in texts.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(text, encoding="utf-8")
        if text.startswith("#!"):
            (repository / name).chmod(0o755)
    return [repository / name for name in texts]
