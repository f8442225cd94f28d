"""Services of others: only those that the author names, by their hosts, and told in the build."""

import re
from pathlib import Path

import pytest
from courses import Built, Course, shown

CONFIG = "version: 1\nproject: {title: A course}\nsite:\n  options:\n"


def _built(folder: Path, options: str, page: str = "# A lesson\n") -> Built:
    files = {"myst.yml": CONFIG + options, "index.md": "# A course\n", "a.md": page}
    return Course.write(folder, files).build()


def _policy(site: Built, path: str = "a/index.html") -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', site.file(path))
    assert found
    return found[1].replace("&#39;", "'")


@pytest.mark.parametrize(
    ("options", "script", "connect"),
    [
        ("analytics: {plausible: a.org}", "https://plausible.io", "https://plausible.io"),
        ("analytics_plausible: a.org", "https://plausible.io", "https://plausible.io"),
        ("analytics: {goatcounter: my}", "https://gc.zgo.at", "https://my.goatcounter.com"),
        (
            "analytics: {matomo: {url: 'https://m.a.org/x/', site: 3}}",
            "https://m.a.org",
            "https://m.a.org",
        ),
    ],
)
def test_visits_are_counted_by_the_hosts_of_one_provider(
    tmp_path: Path, options: str, script: str, connect: str
) -> None:
    site = _built(tmp_path, f"    {options}\n")
    policy = _policy(site)
    assert f"script-src 'self' 'wasm-unsafe-eval' {script};" in policy
    assert re.search(rf"connect-src 'self' {re.escape(connect)}[; ]", policy)
    assert "data-consent" not in site.file("a/index.html")
    assert "[course-permissions]" in shown(site.diagnostics)
    assert script.removeprefix("https://") in shown(site.diagnostics)


def test_what_sets_cookies_asks_first(tmp_path: Path) -> None:
    site = _built(tmp_path, "    analytics: {google: G-ABC123}\n")
    assert "data-consent" in site.file("a/index.html")
    assert "after readers agree" in shown(site.diagnostics)


def test_no_course_counts_unless_it_says_so(tmp_path: Path) -> None:
    site = _built(tmp_path, "    folders: true\n")
    assert _policy(site).count("https:") == 0
    assert 'data-module="analytics"' not in site.file("a/index.html")


def test_comments_are_a_frame_on_lessons_alone(tmp_path: Path) -> None:
    giscus = "{repo: o/n, repo_id: R_1, category: Talk, category_id: DIC_1}"
    site = _built(tmp_path, f"    comments: {{giscus: {giscus}}}\n")
    assert "frame-src https://giscus.app" in _policy(site)
    assert 'href="https://github.com/o/n/discussions"' in site.file("a/index.html")
    assert "discussions" not in site.file("index.html")


def test_notes_of_hypothesis_need_the_address_of_the_site(tmp_path: Path) -> None:
    site = _built(tmp_path, "    comments: {hypothesis: true}\n")
    assert "`hypothesis` shows no link" in shown(site.diagnostics)
    assert 'class="comments"' not in site.file("a/index.html")


def test_trusted_pages_may_run_what_they_hold(tmp_path: Path) -> None:
    page = "# A lesson\n\n<script>let a = 1</script>\n"
    site = _built(tmp_path, "    trust: true\n", page)
    assert "script-src 'self' 'unsafe-inline'" in _policy(site)
    assert "unsafe-inline" not in _policy(site, "index.html")
    assert "<script>let a = 1</script>" in site.file("a/index.html")


def test_a_provider_that_is_none_is_reported(tmp_path: Path) -> None:
    site = _built(tmp_path, "    analytics: {plausible: not a domain, counter: x}\n")
    assert "unknown key `counter`" in shown(site.diagnostics)
    assert "`plausible` must be a domain" in shown(site.diagnostics)


@pytest.mark.parametrize(
    "option",
    [
        "analytics: {plausible: a b}",
        'analytics_plausible: "a.org\'"',
        "analytics: {google: a}",
        "analytics: {google: UA-12345-6}",
        'analytics_google: "G-1&x"',
        "analytics: {goatcounter: a.b}",
        'analytics: {matomo: {url: "https://a.org;script-src", site: 1}}',
        'analytics: {matomo: {url: "https://a.org\'", site: 1}}',
        'analytics: {matomo: {url: "https://* https:", site: 1}}',
        "analytics: {matomo: {url: https://a.org, site: x}}",
    ],
)
def test_what_names_no_provider_lets_nobody_in(tmp_path: Path, option: str) -> None:
    site = _built(tmp_path, f"    {option}\n")
    assert "must be" in shown(site.diagnostics)
    assert "a.org" not in _policy(site)
    assert "https:" not in _policy(site)
