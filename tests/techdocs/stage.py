"""Stages docs folders: repositories as they are -> a portal of copies, in which each docs folder belongs to one entity."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import yaml

SKIPPED = {".git", "node_modules", "vendor", ".venv", "target", "site-packages"}
# What the comparison needs of Backstage's list of allowed keys; what only changes the theme or the navigation is left out.
KEPT = ("site_name", "docs_dir", "repo_url", "edit_uri", "markdown_extensions")


@dataclass
class Folder:
    """One docs folder: where it was found, and its staged copy."""

    number: int
    name: str
    path: Path
    docs: Path
    entity: str
    has_config: bool


class Loader(yaml.SafeLoader):
    """Reads YAML whose tags only Python knows: the value stands for itself, names of functions for nothing."""


Loader.add_multi_constructor("", lambda loader, suffix, node: loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None)
Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)
Loader.add_multi_constructor("!", lambda loader, suffix, node: loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None)


def extensions(written: object) -> list:
    """Gives the Markdown extensions that are installed, without options that name Python code or files."""
    items = [{key: value} for key, value in written.items()] if isinstance(written, dict) else written or []
    kept = []
    for item in items:
        (name, options) = next(iter(item.items())) if isinstance(item, dict) and item else (item, None)
        if not isinstance(name, str) or ":" in name or not is_installed(name):
            continue
        options = options if isinstance(options, dict) else {}
        options = {key: value for key, value in options.items() if value is not None and key not in ("custom_fences", "slugify", "base_path", "auto_append")}
        kept.append({name: options} if options and "snippets" not in name else name)
    return kept


def is_installed(name: str) -> bool:
    """Tells whether Python-Markdown finds the extension."""
    import markdown

    try:
        markdown.Markdown(extensions=[name])
        return True
    except Exception:
        return False


def patched(config: Path | None, name: str) -> dict:
    """Gives the configuration that both sides read."""
    try:
        written = yaml.load(config.read_text(errors="replace"), Loader) if config else {}
    except yaml.YAMLError:
        written = {}
    written = written if isinstance(written, dict) else {}
    made = {key: written[key] for key in KEPT if written.get(key) is not None}
    made["site_name"] = str(made.get("site_name", name))
    for key in ("repo_url", "edit_uri", "docs_dir"):
        if key in made and not isinstance(made[key], str):
            del made[key]
    made["markdown_extensions"] = extensions(made.get("markdown_extensions"))
    made["plugins"] = ["techdocs-core"]
    return made


def docs_folders(repository: Path) -> list[tuple[Path, Path | None]]:
    """Lists the folders with an `mkdocs.yml`, then those with a `docs/` that no such file claims."""
    def is_shown(path: Path) -> bool:
        return not SKIPPED.intersection(path.relative_to(repository).parts)

    found: dict[Path, Path | None] = {}
    for name in ("mkdocs.yaml", "mkdocs.yml"):
        for config in sorted(repository.rglob(name)):
            if config.is_file() and is_shown(config):
                found.setdefault(config.parent, config)
    claimed = {(folder / str(patched(config, "")["docs_dir"] if "docs_dir" in patched(config, "") else "docs")).resolve() for folder, config in found.items()}
    for docs in sorted(repository.rglob("docs")):
        inside = any(docs.resolve() == other or other in docs.resolve().parents for other in claimed)
        if docs.is_dir() and is_shown(docs) and not inside and docs.parent not in found:
            found[docs.parent] = None
            claimed.add(docs.resolve())
    return sorted(found.items())


def repositories(root: Path) -> list[Path]:
    """Lists the repositories below `root`: folders with `.git`, else the folder itself."""
    found = sorted(git.parent for git in root.rglob(".git"))
    return found or [root]


def stage(root: Path, work: Path) -> list[Folder]:
    """Copies what is needed into `work/portal` and gives the docs folders."""
    portal = work / "portal"
    shutil.rmtree(portal, ignore_errors=True)
    folders: list[Folder] = []
    for repository in repositories(root):
        name = repository.relative_to(root).as_posix() if repository != root else root.name
        wanted = docs_folders(repository)
        if not wanted:
            continue
        copy = portal / "repos" / name.replace("/", "__")
        shutil.copytree(repository, copy, ignore=shutil.ignore_patterns(*SKIPPED), symlinks=True)
        for folder, config in wanted:
            below = folder.relative_to(repository)
            made = patched(config, f"{name}/{below}")
            docs = copy / below / made.get("docs_dir", "docs")
            if not docs.is_dir() or not any(docs.rglob("*.md")) or copy.resolve() not in [docs.resolve(), *docs.resolve().parents]:
                continue
            for old in ("mkdocs.yaml", "mkdocs.yml"):
                (copy / below / old).unlink(missing_ok=True)
            (copy / below / "mkdocs.yml").write_text(yaml.safe_dump(made, sort_keys=False))
            entity = f"f{len(folders):04}"
            descriptor = {"apiVersion": "backstage.io/v1alpha1", "kind": "Component",
                          "metadata": {"name": entity, "annotations": {"backstage.io/techdocs-ref": "dir:."}},
                          "spec": {"type": "service", "lifecycle": "production", "owner": "group:readers"}}
            (copy / below / "compared.yaml").write_text(yaml.safe_dump(descriptor))
            folders.append(Folder(len(folders), f"{name}/{below}", copy / below, docs, entity, config is not None))
        environment = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "PATH": "/usr/bin:/bin"}
        for command in (["init", "-q", "-b", "main"], ["remote", "add", "origin", f"https://github.com/{name}.git"], ["add", "-Af", "."],
                        ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "x"]):
            subprocess.run(["git", "-C", str(copy), *command], check=True, env=environment)
    (portal / "vestibule.yaml").write_text(
        "site: {title: Compared}\nsources: [{path: 'repos/*'}]\ncatalog: {files: ['**/compared.yaml'], discover: false}\n")
    return folders
