"""The largest letters that fit are found, and what fits in none is printed in letters that can be read."""

from types import SimpleNamespace

import pytest

from transcaspia.report import paper

SIZES = (9.0, 8.0, 7.0, 6.0, 5.0)


@pytest.fixture
def tried(monkeypatch):
    """A library that lays a page out on as many sheets as its letters are points above the size that fits one."""
    sizes = []

    class Page:
        def __init__(self, string, **_):
            self.size = float(string)

        def render(self):
            sizes.append(self.size)
            return self

        @property
        def pages(self):
            return [None] * max(1, int(self.size - LIMIT[0]) + 1)

        def write_pdf(self, stream):
            stream.write(str(self.size).encode())

    monkeypatch.setattr(paper, "weasyprint", lambda: SimpleNamespace(HTML=Page))
    return sizes


LIMIT = [0.0]


@pytest.mark.parametrize("limit", [9.5, 8.5, 7.2, 6.9, 4.5])
def test_the_largest_letters_that_fit_are_taken(tried, limit):
    LIMIT[0] = limit
    content, sheets = paper.print_pages(str, SIZES, lambda pages: len(pages) <= 1)
    assert sheets == 1
    assert float(content) == max(size for size in SIZES if size < limit + 1.0)
    assert len(tried) <= 3


def test_what_fits_in_none_is_printed_in_the_size_for_long_ones(tried):
    LIMIT[0] = 1.0
    content, sheets = paper.print_pages(str, SIZES, lambda pages: len(pages) <= 1, otherwise_pt=7.0)
    assert content == b"7.0"
    assert sheets > 1
    assert paper.print_pages(str, SIZES, lambda pages: len(pages) <= 1)[0] == b"5.0"
    assert tried[-1] == 5.0
