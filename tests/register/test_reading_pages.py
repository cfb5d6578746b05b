"""Pages saved from sites: the article is read, what stands around it is not."""

from __future__ import annotations

from datetime import date

import pytest

from transcaspia.errors import DataError
from transcaspia.register.reading.draft import draft
from transcaspia.register.reading.page import LARGEST_TEXT, page_of

STORY = "The ministers of Poland and Georgia met in Tbilisi on 3 March 2025."
MORE = "The parties agreed to lower the tariffs on grain."
NOISE = "The parties agreed to accept all of this."

PORTAL = f"""<!DOCTYPE html><html lang="en"><head><title>News</title></head><body>
<div class="cookie-info"><p>{NOISE}</p></div><header><a href="/">Portal</a></header>
<nav class="breadcrumbs"><ul><li>{NOISE}</li></ul></nav>
<main><article id="main-content"><h2>Ministers meet in Tbilisi</h2><p class="event-date">4.03.2025</p>
<p class="intro">{STORY}</p><div class="editor-content"><div><p>{MORE}</p></div></div>
<section class="gallery"><p>{NOISE}</p></section></article></main>
<footer><div>{NOISE}</div></footer></body></html>"""
TABLES = f"""<html><body><table><tr><td class="menu"><a>Home</a><br><a>{NOISE}</a></td>
<td><b>Visit</b><br><br>{STORY}<br>{MORE}</td></tr></table></body></html>"""
BLOG = f"""<html><head><script type="application/ld+json">{{"datePublished":"2025-03-04T09:00:00Z"}}</script></head>
<body class="post tag-news"><div class="site-header menu">x</div>
<div class="entry-content tags-wrapper"><p>{STORY}</p><p>{MORE}</p></div>
<div class="comments"><p>{NOISE}</p></div></body></html>"""
BROKEN = f"<html><body><main><p>{STORY}<p>{MORE}<div class='related-news'><p>{NOISE}</div>"


@pytest.mark.parametrize("html", [PORTAL, TABLES, BLOG, BROKEN], ids=["portal", "tables", "blog", "broken"])
def test_the_article_is_read_alone(html):
    text = page_of(html.encode()).text
    assert text.count(STORY) == text.count(MORE) == 1
    assert NOISE not in text
    kinds = [each["kind"] for each in draft(html.encode()).entries]
    assert kinds == ["meeting", "commitment"]


META = '<html><head><meta name="date" content="{}"></head><body><p>The ministers met in Tbilisi.</p></body></html>'
TIME = '<html><body><time datetime="2025-03-06T10:00">x</time><p>The ministers met in Tbilisi.</p></body></html>'


@pytest.mark.parametrize(
    ("html", "day"),
    [
        (BLOG, date(2025, 3, 4)),
        (PORTAL, date(2025, 3, 4)),
        (TABLES, None),
        (META.format("2025-03-05"), date(2025, 3, 5)),
        (META.format("2025-33-05"), None),
        (TIME, date(2025, 3, 6)),
    ],
)
def test_the_day_of_publication_is_that_of_the_page(html, day):
    assert draft(html.encode()).published == day


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("2025-03-04", date(2025, 3, 4)),
        ("Published: 4 March 2025, 10:30", date(2025, 3, 4)),
        ("Ministers meet in Tbilisi\nMarch 4, 2025", date(2025, 3, 4)),
        (" date 2025-03-04", date(2025, 3, 4)),
        ("Baku, 4 March 2025", None),
    ],
)
def test_a_day_that_stands_alone_before_the_text_is_that_of_publication(head, day):
    assert draft(f"{head}\n\n{STORY}\n\n{MORE}").published == day


def test_a_given_day_of_publication_wins():
    assert draft(BLOG.encode(), published=date(2025, 5, 1)).published == date(2025, 5, 1)


def test_letters_of_another_set_are_read_as_the_page_says():
    story = "<body><p>Ministrowie uzgodnili w Łodzi wymianę zezwoleń.</p></body></html>"
    html = f'<html><head><meta charset="windows-1250"></head>{story}'
    assert "w Łodzi wymianę" in page_of(html.encode("cp1250")).text


def test_line_ends_do_not_move_the_spans():
    plain, windows = (draft(f"{STORY}{end}{end}{MORE}".encode()) for end in ("\n", "\r\n"))
    assert plain == windows


def test_a_text_that_is_no_readout_for_its_length_is_refused():
    with pytest.raises(DataError, match="characters of text"):
        page_of(("word " * LARGEST_TEXT).encode())
