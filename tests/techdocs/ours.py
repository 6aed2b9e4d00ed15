"""Renders docs folders with Vestibule and finds the pages."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote


def build(binary: Path, work: Path) -> Path:
    """Builds the staged portal and gives its site."""
    site = work / "site"
    done = subprocess.run([binary, "--quiet", "build", work / "portal", "--out", site], capture_output=True, text=True)
    if not site.is_dir():
        sys.exit(f"vestibule built nothing:\n{done.stderr}")
    return site


def address(folder, url: str) -> str:
    """Gives where a page that MkDocs serves at `url` stands in the site."""
    return f"docs/default/component/{folder.entity}/{unquote(url).strip('/').lower()}".rstrip("/")


def read(site: Path, folder, page: dict) -> str | None:
    """Gives the page as HTML, or `None` when there is none."""
    path = site / address(folder, page["url"].removesuffix("index.html")) / "index.html"
    return path.read_text() if path.is_file() else None
