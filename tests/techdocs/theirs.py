"""Renders docs folders as TechDocs does: `mkdocs build` with techdocs-core up to the point where the theme takes over."""

import hashlib
import json
import logging
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


VERSION = "2"


def render(path: Path) -> dict:
    """Gives every page of the folder as MkDocs renders it, without the theme; what MkDocs does itself is repeated call by call."""
    from mkdocs.config import load_config
    from mkdocs.structure.files import get_files

    logging.disable(logging.CRITICAL)
    before = os.getcwd()
    os.chdir(path)
    made = {"error": None, "pages": [], "files": []}
    try:
        config = load_config(config_file_path="mkdocs.yml", site_dir=tempfile.mkdtemp())
        config.plugins.on_startup(command="build", dirty=False)
        config = config.plugins.on_config(config)
        del config.plugins["monorepo"]
        files = get_files(config)
        from mkdocs.structure.nav import get_navigation

        get_navigation(files, config)
        made["files"] = [file.url for file in files]
        for file in files.documentation_pages():
            page = file.page
            try:
                page.read_source(config)
                plugin = config.plugins["gh-admonitions"]
                page.markdown = plugin.on_page_markdown(page.markdown, page=page, config=config, files=files)
                page.render(config, files)
                made["pages"].append({"source": file.src_uri, "url": file.url, "title": str(page.title or ""), "html": page.content or ""})
            except Exception as error:
                made["pages"].append({"source": file.src_uri, "url": file.url, "title": "", "html": None, "error": f"{type(error).__name__}: {error}"})
    except BaseException as error:
        made["error"] = f"{type(error).__name__}: {error}"
    finally:
        os.chdir(before)
    return made


def fingerprint(path: Path) -> str:
    """Gives a hash of all that the rendering depends on."""
    digest = hashlib.sha256(VERSION.encode())
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.suffix.lower() in {".md", ".markdown", ".yml", ".yaml", ".txt"} and file.name != "compared.yaml":
            digest.update(str(file.relative_to(path)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:24]


def one(task: tuple[Path, Path]) -> dict:
    """Renders a folder, or takes what is remembered of it."""
    path, cache = task
    kept = cache / f"{fingerprint(path)}.json"
    if not kept.exists():
        kept.write_text(json.dumps(render(path)))
    return json.loads(kept.read_text())


def render_all(folders: list, cache: Path) -> dict[int, dict]:
    """Renders all folders, two at a time."""
    cache.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(2) as pool:
        made = list(pool.map(one, [(folder.path, cache) for folder in folders], chunksize=1))
    return {folder.number: found for folder, found in zip(folders, made)}
