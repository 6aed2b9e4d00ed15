"""HTML of an article -> what a reader gets of it: words, ids of headings, where links lead, code, tables, admonitions."""

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import etree, html
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

WORD = re.compile(r"[ⁿˡ]?[^\W_]+|[\U0001F300-\U0001FAFF\u2600-\u27BF]")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What the themes add, on either side.
ADDED = ("headerlink", "footnote-backref", "anchor", "copy", "linenos", "byline", "i", "footnote-ref")


@dataclass
class Article:
    """What a reader gets of a page."""

    title: str = ""
    words: list = field(default_factory=list)
    text: str = ""
    ids: list = field(default_factory=list)
    links: list = field(default_factory=list)
    code: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    admonitions: list = field(default_factory=list)


def classes(element) -> set:
    """Gives the classes of an element."""
    return set((element.get("class") or "").split())


def drop(element) -> None:
    """Takes an element away, but not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def parsed(markup: str):
    """Parses a fragment."""
    return html.fragment_fromstring(markup or "", create_parent="article")


def of_theirs(page: dict, resolve) -> tuple[Article, list]:
    """Reads what MkDocs made; tells also which of its links have words."""
    named: list[bool] = []
    root = parsed(page["html"])
    for image in list(root.iter("img")):
        if classes(image) & {"emojione", "twemoji", "gemoji"}:
            image.tail = (image.get("alt") or "") + (image.tail or "")
            drop(image)
    # Labels stand before what they name, as they do without a theme's script.
    for tabs in list(root.iter("div")):
        if "tabbed-set" in classes(tabs):
            labels = [label for part in tabs if "tabbed-labels" in classes(part) for label in part.iter("label")]
            blocks = [block for part in tabs if "tabbed-content" in classes(part) for block in part]
            for label, block in zip(labels, blocks):
                label.tag = "p"
                block.insert(0, label)
                label.tail = block.text
                block.text = None
            for part in list(tabs):
                if "tabbed-labels" in classes(part):
                    drop(part)
    for image in list(root.iter("img")):
        if re.match(r"(https?:)?//", image.get("src") or ""):
            image.tag = "span"
            image.attrib.clear()
    for name in list(root.iter("span")):
        # With `auto_title`, the theme says above code which language it is.
        around = next((part for part in name.iterancestors("div") if "highlight" in classes(part)), None)
        if "filename" in classes(name) and around is not None and name.text == language(around):
            drop(name)
    for link in root.iter("a"):
        # A link without words says where it leads.
        is_named = bool(link.text_content().strip()) or len(link) > 0
        if classes(link) & set(ADDED):
            continue
        named.append(is_named)
        if not is_named and link.get("href"):
            link.text = UNNAMED
    return article(root, resolve, "admonition", "admonition-title"), named


UNNAMED = "unnamed"


def language(block) -> str | None:
    """Gives the name of the language that a block of code is in."""
    for name in classes(block):
        if name.startswith("language-"):
            try:
                return get_lexer_by_name(name.removeprefix("language-")).name
            except ClassNotFound:
                return None
    return None


def of_ours(markup: str, resolve, named: list) -> Article:
    """Reads what Vestibule made."""
    document = html.fromstring(markup)
    (root,) = document.xpath("//article/div[@class='prose']")
    for link in list(root.iter("a")):
        if classes(link) & set(ADDED) or link.getparent().tag == "sup" or "owner" in classes(link):
            if "anchor" in classes(link) or "owner" in classes(link) or (link.get("href") or "").startswith("#fn-"):
                drop(link)
    for part in list(root.iter("div")):
        if part.get("data-tab") is not None:
            label = etree.Element("p")
            label.text = part.get("data-tab")
            label.tail = part.text
            part.text = None
            part.insert(0, label)
    for image in list(root.iter("a", "span")):
        if "ext-image" in classes(image):
            # Pages ask no other host for anything: where TechDocs shows an image of another host, its words lead to it.
            drop(image)
    for drawing in list(root.iter("figure")):
        # Who draws diagrams shows their text below; it is compared as the text alone would be.
        if "diagram" in classes(drawing):
            for part in [*drawing.iterchildren("figcaption"), *drawing.iter("summary")]:
                drop(part)
    for caption in list(root.iter("figcaption")):
        if caption.getparent().tag == "figure" and classes(caption.getparent()) & {"code", "diagram-source"}:
            name = next((part for part in caption.iter("span") if "mono" in classes(part)), None)
            if name is None:
                drop(caption)
                continue
            if name.text_content() == caption.getparent().get("data-lang"):
                name.text = "".join(f" {LABEL}{word}" for word in WORD.findall(name.text_content()))
            caption.tag = "p"
    for link, is_named in zip(root.iter("a"), named if len(list(root.iter("a"))) == len(named) else []):
        if not is_named and not len(link) and link.get("href"):
            link.text = UNNAMED
    return article(root, resolve, "callout", "callout-t")


def article(root, resolve, box: str, box_title: str) -> Article:
    """Reads a cleaned tree."""
    made = Article()
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "button", "svg", "input"):
            drop(element)
        elif element.tag == "iframe":
            # What it holds is for browsers of the past.
            drop(element)
        elif classes(element) & set(ADDED) or (element.get("href") or "").startswith(("#fn-", "#fnref:", "#fn:")):
            drop(element)
    first = next((element for element in root.iter("h1")), None)
    if first is not None:
        made.title = squeeze(first.text_content())
        drop(first)
    for element in root.iter(*HEADINGS):
        if element.get("id"):
            made.ids.append(element.get("id"))
    for element in root.iter("a", "img"):
        if element.tag == "a" and element.get("href") is None and element.get("class") != "broken":
            continue
        if element.tag == "img" and not element.get("src"):
            continue
        made.links.append(resolve(element.get("src" if element.tag == "img" else "href") or ""))
    for element in root.iter("pre"):
        made.code.append("\n".join(line.expandtabs(4).rstrip() for line in element.text_content().split("\n")).strip("\n"))
    for element in root.iter("table"):
        if not classes(element) & {"highlighttable"}:
            made.tables.append([" ".join(WORD.findall(cell.text_content())) for cell in element.iter("td", "th")])
    for element in root.iter("div", "details"):
        if element.tag == "details" or box in classes(element):
            title = next((part for part in element if part.tag == "summary" or box_title in classes(part)), None)
            made.admonitions.append(squeeze(title.text_content()) if title is not None else "")
    number(root)
    text = " ".join(piece for piece in pieces(root))
    made.words = WORD.findall(text)
    made.text = "".join(re.sub(f"{LABEL}\\w+|{COUNTED}", "", text).split())
    return made


def number(root) -> None:
    """Writes the numbers of lists where a reader sees them. A list after a paragraph is text for TechDocs, numbers and all, so that they count on both sides.
    Those that TechDocs counts itself are marked: it begins anew where anything stands between two items, which counts as the number that was written."""
    for items in root.iter("ol"):
        start = items.get("start") or "1"
        for at, item in enumerate(items.iterchildren("li"), int(start) if start.isdigit() else 1):
            item.text = f" {COUNTED}{at}. {item.text or ''}"


def are_same_words(theirs: list, ours: list) -> bool:
    """Tells whether a reader reads the same. Numbers of lists are the same, whatever they count from. The language above a block of code stands there on our
    side alone, but where TechDocs shows the fence as it was typed."""
    reached = {0}
    for word in ours:
        is_label = word.startswith(LABEL)
        moved = {at + 1 for at in reached if at < len(theirs) and is_same_word(theirs[at], word.removeprefix(LABEL))}
        reached = moved | reached if is_label else moved
    return len(theirs) in reached


def is_same_word(theirs: str, ours: str) -> bool:
    """Tells whether two words are the same, or both the number of an item."""
    if ours.startswith(COUNTED):
        return theirs.removeprefix(COUNTED).isdigit()
    return theirs == ours


def shown(words: list) -> list:
    """Gives words as they are told: without labels, and without the signs of numbers."""
    return [word.removeprefix(COUNTED) for word in words if not word.startswith(LABEL)]


COUNTED, LABEL = "ⁿ", "ˡ"


BLOCKS = {"p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "summary", "dt", "dd", "figure", "br", "tr", "ul", "ol", "table", "blockquote", "section"}


def pieces(element):
    """Gives the text, what blocks hold apart from each other."""
    made: list[str] = [""]

    def walk(node):
        is_block = node.tag in BLOCKS
        if is_block:
            made.append("")
        made[-1] += node.text or ""
        for child in node:
            walk(child)
            made[-1] += child.tail or ""
        if is_block:
            made.append("")

    walk(element)
    return made


def squeeze(text: str) -> str:
    """Collapses spaces."""
    return " ".join(text.split())


class Resolver:
    """Says what a link means: a page of the docs, a file in them, another host, or nothing."""

    def __init__(self, base: str, folder: str, known: set, files: set):
        self.base, self.folder, self.known, self.files = base, folder, known, files

    def __call__(self, href: str) -> str:
        href = href.strip()
        parts = urlsplit(href) if not re.search(r"[\[\]]", href) else None
        if parts is None or parts.scheme or href.startswith("//"):
            return unquote(href).rstrip("/")
        path, fragment = urldefrag(href)
        fragment = unquote(fragment)
        path = unquote(path.split("?")[0])
        if path.startswith("/") and not path.startswith(self.folder):
            return "outside"
        target = posixpath.normpath(posixpath.join(self.base, path)) if path else self.base
        if not target.startswith(self.folder.rstrip("/")):
            return "outside"
        below = target[len(self.folder):].strip("/").lower().removesuffix("index.html").strip("/")
        # Names of images say what they hold.
        below = re.sub(r"\.[0-9a-f]{8}(?=\.\w+$)", "", below)
        if below in self.known:
            return f"page {below}#{fragment}" if fragment else f"page {below}"
        return f"file {below}" if below in self.files else "outside"
