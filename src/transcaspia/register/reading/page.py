"""The text of a file: plain text as it stands, or the article of a saved page without what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from transcaspia.errors import DataError, InputError

if TYPE_CHECKING:
    from pathlib import Path

    from selectolax.lexbor import LexborNode

LARGEST_BYTES = 5_000_000
"""A file larger than this is no readout."""
LARGEST_TEXT = 200_000
"""Characters; a longer text is no readout."""
LEAST_LETTERS = 20

_KNOWN_BYTES = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP archive or an office document"), (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a compressed file"),
)  # fmt: skip
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """
    What was read of a file.

    Attributes
    ----------
    text
        The text as read; all offsets count its characters.
    published
        Day of publication that the page states; None where it states none.
    """

    text: str
    published: date | None = None


def read_page(path: Path) -> Page:
    """
    Return the text of a file.

    Parameters
    ----------
    path
        A text file, or a page saved from a site.

    Returns
    -------
    Page
        Its text, with the day of publication where the page states one.

    Raises
    ------
    InputError
        If there is no such file.
    DataError
        If it holds no text that can be read: nothing, a picture, a PDF, or more than a readout holds.
    """
    try:
        if path.is_dir():
            raise InputError(f"'{path}' is a folder; a file with the text of one readout is needed.")
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise DataError(
                f"'{path}' has {size / 1e6:.1f} MB; a readout has at most {LARGEST_BYTES / 1e6:.0f} MB. "
                "Save the one page with the text."
            )
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"'{path}' cannot be read ({error.strerror or error}).") from error
    return page_of(content, str(path))


def page_of(content: bytes, name: str = "the text") -> Page:
    """
    Return the text of the bytes of a file.

    Parameters
    ----------
    content
        The bytes.
    name
        What to call them in a message.

    Returns
    -------
    Page
        Their text, with the day of publication where they state one.

    Raises
    ------
    DataError
        If they hold no text that can be read.
    """
    for mark, kind in _KNOWN_BYTES:
        if content.lstrip()[: len(mark)] == mark:
            raise DataError(f"'{name}' is {kind}, whatever its name says; save its text as .txt or .html.")
    html = _HTML.match(content[:4096]) is not None or name.lower().endswith((".html", ".htm", ".xhtml"))
    text = _decoded(content, name, html=html)
    page = _article(text) if html else Page(text, None)
    if sum(map(str.isalpha, page.text)) < LEAST_LETTERS:
        raise DataError(f"'{name}' holds no text to read.")
    if len(page.text) > LARGEST_TEXT:
        raise DataError(
            f"'{name}' holds {len(page.text):,} characters of text; a readout has at most {LARGEST_TEXT:,}. "
            "Save the one page with the text."
        )
    return page


def _decoded(content: bytes, name: str, *, html: bool) -> str:
    encoding = "utf-8-sig"
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encoding = "utf-16"
    elif html and (charset := _CHARSET.search(content[:4096])):
        encoding = charset[1].decode("ascii", "replace")
        encoding = "utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise DataError(
            f"'{name}' is not text in {encoding.removesuffix('-sig').upper()}; save it as UTF-8."
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    strange = sum(1 for letter in text[:LARGEST_TEXT] if letter < " " and letter not in "\n\t\f\v")
    if strange > len(text) / 100:
        raise DataError(f"'{name}' holds bytes that are not text; save its text as .txt or .html.")
    return text


_DROPPED = (
    "script, style, noscript, template, svg, nav, header, footer, aside, form, iframe, button, select, figure, video, audio, object, "
    "[hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo], [role=search], "
    "[role=complementary], [role=dialog]"
)
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|breadcrumbs?|share|sharing|social|menu|sidebar|related|newsletter|pagination|pager|tags?|comments?|"
    r"banner|footer|subscribe|toolbar|navbar|nav|skip|advert|ads|promo|popup|modal|gallery|see-?also|metryczka|metric)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_MAIN = (
    "[itemprop=articleBody]",
    "article",
    "main",
    "[role=main]",
    "#main-content",
    ".article-body",
    ".entry-content",
    ".editor-content",
)
_SPACE = re.compile(r"[^\S\n]+")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)")
_JSON_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]+)"')


def _article(html: str) -> Page:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    published = _published(tree, html)
    body = tree.body
    if body is None:
        return Page("", published)
    title = tree.css_first("h1")
    heading = " ".join(title.text(deep=True).split()) if title is not None else ""
    inside_header = list(body.css("article header, main header"))
    for node in body.css(_DROPPED):
        if node not in inside_header or node.tag != "header":
            node.decompose()
    for node in body.css("[class], [id]"):
        marks = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if node.tag not in {"body", "main", "article", "h1"} and _NOISE.search(marks) and not _holds_text(node, body):
            node.decompose()
    text = _paragraphs(_main(body))
    if heading and heading not in text:
        text = f"{heading}\n\n{text}"
    return Page(text, published)


def _holds_text(node: LexborNode, body: LexborNode) -> bool:
    """Return whether an element holds most of the page's paragraphs, whatever its name says."""
    letters = _paragraph_letters(node)
    return letters > LEAST_LETTERS and letters * 2 > _paragraph_letters(body)


def _main(body: LexborNode) -> LexborNode:
    """Return the element that holds the article: the one so marked, or the one with most text in paragraphs."""
    whole = _paragraph_letters(body)
    for selector in _MAIN:
        marked = max(body.css(selector), key=_paragraph_letters, default=None)
        if marked is not None and _paragraph_letters(marked) > max(LEAST_LETTERS, whole / 4):
            return marked
    best, most = body, 0.0
    scores: dict[int, float] = {}
    for paragraph in body.css("p"):
        letters = len(paragraph.text(deep=True).strip()) - sum(len(link.text(deep=True)) for link in paragraph.css("a"))
        node, share = paragraph.parent, 1.0
        for _ in range(2):
            if node is None or node.tag == "html":
                break
            scores[node.mem_id] = score = scores.get(node.mem_id, 0.0) + share * letters
            if score > most:
                best, most = node, score
            node, share = node.parent, share / 2
    return best


def _paragraph_letters(node: LexborNode) -> int:
    return sum(len(each.text(deep=True)) for each in node.css("p")) or len(node.text(deep=True)) // 4


def _paragraphs(root: LexborNode) -> str:
    """Return the text of an element, a blank line between its blocks."""
    pieces: list[str] = []
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, closing = stack.pop()
        tag = node.tag or ""
        if closing:
            pieces.append("\n\n")
            continue
        if tag in {"-text", "#text"}:
            pieces.append((node.text_content or "").replace("\n", " ").replace("\t", " "))
            continue
        if tag == "br":
            pieces.append("\n\n")
            continue
        if tag in _BLOCKS:
            pieces.append("\n\n")
            stack.append((node, True))
        children = []
        child = node.child
        while child is not None:
            children.append(child)
            child = child.next
        stack.extend((each, False) for each in reversed(children))
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _published(tree: object, html: str) -> date | None:
    texts: list[str] = []
    for node in tree.css("meta[property], meta[name], meta[itemprop]"):  # type: ignore[attr-defined]
        kind = f"{node.attributes.get('property') or ''} {node.attributes.get('name') or ''} {node.attributes.get('itemprop') or ''}"
        if re.search(r"published_time|datepublished|pubdate|dc\.date|(?:^| )date(?: |$)", kind, re.IGNORECASE):
            texts.append(node.attributes.get("content") or "")
    texts += _JSON_DAY.findall(html)
    texts += [node.attributes.get("datetime") or "" for node in tree.css("time[datetime]")]  # type: ignore[attr-defined]
    for text in texts:
        match = _DAY.search(text)
        if match:
            try:
                return date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
    return None
