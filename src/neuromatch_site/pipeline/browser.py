"""A headless browser: it prints pages, and renders Mermaid diagrams."""

import shutil

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
"""By their names on PATH, and in the default folders of systems."""


def installed_browser() -> str:
    """Return the path of an installed Chromium, Chrome or Edge; else ""."""
    return next((program for name in BROWSERS if (program := shutil.which(name))), "")
