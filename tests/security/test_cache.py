"""What lies in a checkout is never trusted as memory; what is remembered is the user's own."""

import os
import shutil
from hashlib import blake2b
from pathlib import Path

import pytest
from courses import Course, picture

from neuromatch_site.cache.entries import Entries
from neuromatch_site.cache.folders import build_folder, forget_builds, own_folder
from neuromatch_site.filesystem.atomic import MARKER
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import BuildSummary, build_to_folder
from neuromatch_site.pipeline.write import OutputFolderError
from neuromatch_site.workers.progress import Progress

CANARY = "CANARY-of-this-machine"
KEY = blake2b(b"key", digest_size=16).hexdigest()
OTHER = blake2b(b"other", digest_size=16).hexdigest()


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the cache folder of a user who has never built a course."""
    folder = tmp_path / "user" / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder / "neuromatch-site"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course with a page, a picture and a card, in a checkout of its own."""
    files: dict[str, str | bytes] = {
        "myst.yml": "project: {title: T}\nsite: {options: {base_url: 'https://e.example/c/'}}\n",
        "index.md": "# Home\n\nWords to find. ![a](a.png) [data](data.csv)\n",
        "a.png": picture("a.png", "600x300"),
        "data.csv": "1,2\n",
    }
    return Course.write(tmp_path / "checkout" / "course", files).folder


def build(course: Path, output: Path | None = None) -> BuildSummary:
    """Build a course, by default beside itself."""
    site = output or course.parent / "_site"
    return build_to_folder(course, site, Options(jobs=1), Progress(), remember=True)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by path; links are not followed."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_build_leaves_nothing_but_the_output_in_the_checkout(course: Path, cache: Path) -> None:
    before = contents(course)
    build(course)
    assert sorted(path.name for path in course.parent.iterdir()) == ["_site", "course"]
    assert contents(course) == before
    assert list(cache.rglob("files.json"))


def test_where_earlier_versions_remembered_nothing_is_read_or_removed(course: Path) -> None:
    old = course.parent / ".neuromatch-site" / "_site"
    secret, documents = course.parent.parent / "secret", course.parent.parent / "documents"
    secret.write_text(CANARY)
    documents.mkdir()
    (documents / "thesis.txt").write_text("thesis")
    (old / "made").mkdir(parents=True)
    for name in (KEY, "card"):
        (old / "made" / name).symlink_to(secret)
    for kind in ("pages", "trees", "rendered", "files", "executed", "webp"):
        (old / kind).symlink_to(documents)
    build(course)
    assert contents(documents) == {"thesis.txt": b"thesis"}
    assert not [
        name for name, text in contents(course.parent / "_site").items() if CANARY.encode() in text
    ]


@pytest.mark.parametrize("kind", ["pages", "trees", "rendered", "made", "parts"])
def test_a_link_in_the_cache_leads_nowhere(course: Path, kind: str) -> None:
    folder = build_folder(course, course.parent / "_site")
    documents = course.parent.parent / "documents"
    documents.mkdir()
    (documents / KEY).write_text(CANARY)
    assert folder is not None
    (folder / kind).symlink_to(documents)
    build(course)
    (course / "index.md").write_text("# Changed\n")
    build(course)
    assert contents(documents) == {KEY: CANARY.encode()}


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_an_entry_that_is_no_file_is_none(tmp_path: Path, kind: str) -> None:
    entries = Entries(tmp_path / "pages")
    entries.write(KEY, b"content")
    shutil.move(tmp_path / "pages" / KEY, tmp_path / "real")
    planted = tmp_path / "pages" / KEY
    makers = {"link": lambda: planted.symlink_to(tmp_path / "real"), "folder": planted.mkdir}
    makers.get(kind, lambda: os.mkfifo(planted))()
    assert entries.read(KEY) is None
    entries.sweep(())
    assert (tmp_path / "real").exists()


def test_an_entry_is_believed_under_its_own_key_and_kind_while_it_is_whole(tmp_path: Path) -> None:
    pages, trees = Entries(tmp_path / "pages"), Entries(tmp_path / "trees")
    pages.write(KEY, b"content")
    assert pages.read(KEY) == b"content"
    shutil.copy(tmp_path / "pages" / KEY, tmp_path / "pages" / OTHER)
    shutil.copytree(tmp_path / "pages", tmp_path / "trees")
    assert pages.read(OTHER) is None
    assert trees.read(KEY) is None
    whole = (tmp_path / "pages" / KEY).read_bytes()
    for damaged in (b"", whole[:-1], whole.replace(b"content", b"CONTENT"), b"\xff" * 50):
        (tmp_path / "pages" / KEY).write_bytes(damaged)
        assert pages.read(KEY) is None


def test_a_sweep_removes_only_names_that_the_program_gives(tmp_path: Path) -> None:
    entries = Entries(tmp_path / "pages")
    entries.write(KEY, b"")
    entries.write(OTHER, b"")
    left = f".{KEY}.0a1b2c3d.tmp"
    for name in ("thesis.txt", KEY[:-1], left):
        (tmp_path / "pages" / name).write_text("")
    os.utime(tmp_path / "pages" / left, (1, 1))
    entries.sweep({OTHER})
    assert set(contents(tmp_path / "pages")) == {OTHER, "thesis.txt", KEY[:-1]}


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o722])
def test_a_cache_folder_that_others_may_write_is_not_used(
    course: Path, cache: Path, mode: int
) -> None:
    cache.mkdir(parents=True)
    cache.chmod(mode)
    assert own_folder("build") is None
    assert build(course).written
    assert list(cache.iterdir()) == []


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_cache_folder_of_somebody_else_is_not_used(course: Path, cache: Path) -> None:
    cache.mkdir(parents=True, mode=0o755)
    os.chown(cache, 65534, 65534)
    assert own_folder("build") is None
    assert build(course).written
    assert list(cache.iterdir()) == []


def test_a_cache_folder_that_is_a_link_is_not_used(course: Path, cache: Path) -> None:
    elsewhere = course.parent / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    cache.parent.mkdir(parents=True)
    cache.symlink_to(elsewhere)
    assert build(course).written
    assert list(elsewhere.iterdir()) == []


def test_courses_and_outputs_are_remembered_apart_and_forgotten_by_clean(course: Path) -> None:
    one, two = course.parent / "one", course.parent / "two"
    other = shutil.copytree(course, course.parent / "other")
    folders = {build_folder(each, site) for each in (course, other) for site in (one, two)}
    assert None not in folders
    assert len(folders) == 4
    forget_builds(one)
    assert sum(folder.exists() for folder in folders if folder) == 2


def _poison(path: Path, text: bytes) -> None:
    """Put another content of the same size, and the same times, in place of a file."""
    before = path.stat()
    padded = text.ljust(before.st_size)[: before.st_size]
    path.unlink()
    path.write_bytes(padded)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_files_of_a_site_that_came_with_the_checkout_are_compared_by_content(
    course: Path, cache: Path
) -> None:
    site = course.parent / "_site"
    build(course)
    clean = contents(site)
    for name in clean:
        if not name.endswith((MARKER, "source.txt")) and clean[name]:
            _poison(site / name, b"<script>evil()</script>")
    shutil.rmtree(cache)  # another machine, which has the checkout alone
    build(course)
    assert contents(site) == clean


def test_a_site_with_links_in_it_is_replaced_and_what_they_lead_to_stays(course: Path) -> None:
    site, documents = course.parent / "_site", course.parent.parent / "documents"
    build(course)
    clean = contents(site)
    documents.mkdir()
    for name in ("assets", "pagefind", "files"):
        shutil.move(site / name, documents / name)
        (site / name).symlink_to(documents / name)
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(documents / "secret")
    (documents / "secret").write_text(CANARY)
    before = {path: path.stat().st_nlink for path in documents.rglob("*") if path.is_file()}
    build(course)
    assert contents(site) == clean
    assert not [path for path in site.rglob("*") if path.is_symlink()]
    assert {path: path.stat().st_nlink for path in before} == before


def test_an_output_behind_a_link_that_leaves_the_checkout_is_refused(course: Path) -> None:
    documents = course.parent.parent / "documents"
    documents.mkdir()
    (course.parent / "public").symlink_to(documents)
    with pytest.raises(OutputFolderError, match="leads through a link"):
        build(course, course.parent / "public" / "site")
    assert list(documents.iterdir()) == []


def test_leftovers_beside_a_site_are_removed_where_they_are_ours(course: Path) -> None:
    documents = course.parent.parent / "documents"
    documents.mkdir()
    (documents / "thesis.txt").write_text("thesis")
    ours = course.parent / "._site-999999999-abcd1234"
    ours.mkdir()
    (course.parent / "._site-999999999-link1234").symlink_to(documents)
    (course.parent / "._site-999999999-mine").mkdir()
    build(course)
    assert not ours.exists()
    assert (course.parent / "._site-999999999-mine").exists()
    assert contents(documents) == {"thesis.txt": b"thesis"}
