"""
The one tree of errors.

TranscaspiaError
├── InputError        a value of the caller's is wrong            (also ValueError)
├── UnknownIdError    a place, unit, node or key is not known     (also LookupError)
├── DataError         a data folder breaks its schema             (also ValueError)
├── ConflictError     somebody else changed it in between         (also RuntimeError)
└── LimitError        too large, too slow, or the machine is full (also RuntimeError)
"""

from __future__ import annotations

from typing import Any


class TranscaspiaError(Exception):
    """Any error that this package raises on purpose; its text is a sentence for people."""


class InputError(TranscaspiaError, ValueError):
    """A value of the caller's is wrong: the text names it, what was expected and the next step."""


class UnknownIdError(TranscaspiaError, LookupError):
    """A place, unit, commodity, node or key is not in the data; the text offers the nearest."""


class DataError(TranscaspiaError, ValueError):
    """A data folder breaks its schema; the text lists every fault of every table at once."""


class ConflictError(TranscaspiaError, RuntimeError):
    """
    Somebody else changed a record in between: nothing of the later change is kept.

    Parameters
    ----------
    message
        A sentence that says what to do.
    yours
        What was to be written.
    stored
        What stands instead.
    """

    def __init__(self, message: str, yours: dict[str, Any], stored: dict[str, Any]) -> None:
        super().__init__(message)
        self.yours, self.stored = yours, stored


class LimitError(TranscaspiaError, RuntimeError):
    """Something is too large or too slow, or the machine has no room."""
