"""The sources of a brief, numbered in the order in which they are cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transcaspia.report.brief_words import phrase
from transcaspia.report.register_words import when_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transcaspia.register.model import Register
    from transcaspia.register.when import When


@dataclass(frozen=True, slots=True)
class Citation:
    """
    A source as the brief lists it.

    Attributes
    ----------
    number
        Its number.
    text, url
        Publisher, title and day; where it can be read.
    """

    number: int
    text: str
    url: str


@dataclass
class Citer:
    """
    Numbers sources in the order in which they are cited.

    Attributes
    ----------
    register
        Where the sources stand.
    language
        `en` or `pl`.
    cited
        Keys so far.
    others
        Texts of sources that are not in the register, by key.
    """

    register: Register
    language: str
    cited: dict[str, int] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def __call__(self, keys: Iterable[str]) -> tuple[int, ...]:
        """
        Return the numbers of sources.

        Parameters
        ----------
        keys
            Their keys.

        Returns
        -------
        tuple[int, ...]
            Each once, in order.
        """
        return tuple(sorted({self.cited.setdefault(key, len(self.cited) + 1) for key in keys}))

    def other(self, key: str, text: str) -> tuple[int, ...]:
        """
        Return the number of a source that is not in the register.

        Parameters
        ----------
        key
            A key of its own.
        text
            How it is cited.

        Returns
        -------
        tuple[int, ...]
            One number.
        """
        self.others[key] = text
        return self([key])

    def listed(self) -> tuple[Citation, ...]:
        """
        Return the list of what was cited.

        Returns
        -------
        tuple[Citation, ...]
            In the order of the numbers.
        """
        found = []
        for key, number in self.cited.items():
            if key in self.others:
                found.append(Citation(number, self.others[key], ""))
                continue
            source = self.register.sources[key]
            day = "undated" if source.published is None else ""
            told = phrase(self.language, day) if day else self._when(source.published)
            weak = f"; {phrase(self.language, 'confidence_low')}" if source.confidence == "low" else ""
            found.append(Citation(number, f"{source.publisher}: {source.title} ({told}{weak})", source.url))
        return tuple(found)

    def _when(self, when: When | None) -> str:
        return "" if when is None else when_words(when, self.language)
