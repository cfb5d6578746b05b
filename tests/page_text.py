"""The words of a page, for tests."""

from html.parser import HTMLParser


class Text(HTMLParser):
    """The words of a page, and what it would load from elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.loads: list[str] = []
        self._skip = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self._skip += tag == "style"
        self.loads += [str(value) for name, value in attrs if name in {"src", "href"}]
        self.loads += [tag] if tag in {"script", "link", "img", "iframe"} else []

    def handle_endtag(self, tag):
        self._skip -= tag == "style"

    def handle_data(self, data):
        if not self._skip and data.strip():
            self.words.append(" ".join(data.split()))

    @property
    def all(self) -> str:
        return " ".join(self.words)
