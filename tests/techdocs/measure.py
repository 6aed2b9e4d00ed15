"""Two articles -> which measures are equal, and the classes of what is not; all pages -> a report."""

import difflib
import importlib.metadata
import re
from collections import Counter, defaultdict

from extract import Resolver, are_same_words, of_ours, of_theirs, shown
from ours import address

MEASURES = ("words", "text", "title", "ids", "links", "code", "tables", "admonitions")


def compare_pages(folder, page: dict, ours: str | None, theirs: dict) -> dict:
    """Compares one page."""
    made = {"page": f"{folder.name}: {page['source']}", "equal": {}, "differences": []}
    made["foreign"] = is_foreign((folder.docs / page["source"]).read_text(errors="replace"))
    if page["html"] is None or ours is None:
        made["missing"] = "theirs" if page["html"] is None else "ours"
        return made
    known = {other["url"].strip("/").lower().removesuffix("index.html").strip("/") for other in theirs["pages"]}
    files = {url.strip("/").lower() for url in theirs["files"]}
    theirs_at = "/" + page["url"]
    root = f"/{address(folder, '')}/"
    ours_at = "/" + address(folder, page["url"].removesuffix("index.html")) + "/"
    one, named = of_theirs(page, Resolver(theirs_at, "/", known, files))
    other = of_ours(ours, Resolver(ours_at, root, known, files), named)
    for measure in MEASURES:
        left, right = getattr(one, measure), getattr(other, measure)
        if measure == "links":
            left, right = links(left, right)
        if measure == "title" and not left:
            right = left
        if measure == "words" and are_same_words(left, right):
            right = left
        made["equal"][measure] = left == right
        if left != right:
            if measure == "words":
                left, right = shown(left), shown(right)
            made["differences"].extend({"measure": measure, **difference} for difference in differences(left, right))
    return made


def is_foreign(text: str) -> bool:
    """Tells whether a page is written for another program than MkDocs: MyST's directives for Sphinx, or templates that a plugin would fill in."""
    return bool(re.search(r"(?m)^ *(`{3,}|:{3,})\{[\w:-]+\}|^\{% (raw|include|filter|endraw)|^ +\{% ", text))


def links(theirs: list, ours: list) -> tuple[list, list]:
    """Leaves out what leads nowhere in TechDocs: there, anything that Vestibule finds is as good or better."""
    left, right = [], []
    matcher = difflib.SequenceMatcher(None, theirs, ours, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        mine, other = list(theirs[a:b]), list(ours[c:d])
        if kind == "replace" and len(mine) == len(other):
            pairs = [(x, y) for x, y in zip(mine, other) if not is_as_good(x, y)]
            mine, other = [x for x, _ in pairs], [y for _, y in pairs]
        left += mine
        right += other
    return left, right


def is_as_good(theirs: str, ours: str) -> bool:
    """Tells whether a link is as good as what TechDocs makes of it."""
    if theirs == ours or theirs == "outside":
        return True
    if theirs.startswith("page ") and ours == theirs.split("#")[0]:
        # The section does not exist there either, or is the page's title.
        return "#" in theirs
    # A page that the forge shows is the portal's own.
    return "github.com/" in theirs and ours == "outside"


def differences(left, right) -> list[dict]:
    """Lists what differs."""
    if isinstance(left, str):
        if len(left) + len(right) > 60_000:
            return [{"theirs": left[:80], "ours": right[:80]}]
        start = next((at for at, (a, b) in enumerate(zip(left, right)) if a != b), min(len(left), len(right)))
        return [{"theirs": left[max(0, start - 20):start + 60], "ours": right[max(0, start - 20):start + 60]}]
    found = []
    flat = [[str(item) for item in side] for side in (left, right)]
    matcher = difflib.SequenceMatcher(None, *flat, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            found.append({"theirs": " ¦ ".join(flat[0][a:b])[:300], "ours": " ¦ ".join(flat[1][c:d])[:300], "after": " ".join(flat[0][max(0, a - 6):a])[-120:]})
        if len(found) >= 12:
            break
    return found


def share(pages: list[dict], measure: str) -> float:
    """Gives the share of pages that are equal."""
    compared = [page for page in pages if page["equal"]]
    return sum(page["equal"][measure] for page in compared) / max(1, len(compared))


def class_of(difference: dict) -> str:
    """Names the class of a difference, coarsely: what is more, what is less."""
    theirs, ours = difference["theirs"], difference["ours"]
    if not ours:
        return "only in TechDocs"
    return "only in Vestibule" if not theirs else "other"


def report(pages: list[dict], failed: list, theirs: dict, folders: list, examples: int) -> dict:
    """Prints the shares and the classes; gives the shares."""
    for package in ("mkdocs-techdocs-core", "mkdocs", "Markdown", "pymdown-extensions", "mkdocs-github-admonitions-plugin"):
        print(f"{package} {importlib.metadata.version(package)}")
    compared = [page for page in pages if page["equal"]]
    missing = Counter(page.get("missing") for page in pages if not page["equal"])
    print(f"{len(folders)} docs folders ({len(failed)} that MkDocs cannot build), {len(compared)} pages compared, missing: {dict(missing)}")
    for folder in failed:
        print(f"  not built: {folder.name}: {theirs[folder.number]['error'][:150]}")
    for page in pages:
        if "missing" in page:
            print(f"  missing in {page['missing']}: {page['page']}")
    of_mkdocs = {folder.name for folder in folders if folder.has_config}
    mine = [page for page in pages if page["page"].split(": ")[0] in of_mkdocs]
    print(f"of folders with an mkdocs.yml: {len([page for page in mine if page['equal']])} pages: "
          + ", ".join(f"{measure} {share(mine, measure):.2%}" for measure in MEASURES))
    own = [page for page in pages if not page["foreign"]]
    print(f"of pages written for MkDocs: {len([page for page in own if page['equal']])} pages: "
          + ", ".join(f"{measure} {share(own, measure):.2%}" for measure in MEASURES))
    shares = {measure: share(own, measure) for measure in MEASURES}
    print("all pages:")
    for measure in MEASURES:
        print(f"{measure:12} {share(pages, measure):8.2%}  ({sum(page['equal'][measure] for page in compared)}/{len(compared)})")
    classes = defaultdict(list)
    for page in pages:
        for difference in page["differences"]:
            classes[difference["measure"], class_of(difference)].append((page["page"], difference))
    for (measure, name), found in sorted(classes.items(), key=lambda item: -len(item[1])):
        print(f"\n{measure}: {name}: {len(found)} in {len({page for page, _ in found})} pages")
        for page, difference in found[:examples]:
            print(f"  {page}\n    theirs: {difference['theirs'][:160]!r}\n    ours:   {difference['ours'][:160]!r}  after {difference.get('after', '')[-60:]!r}")
    return shares
