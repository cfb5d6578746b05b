"""Plan freight on the Trans-Caspian route between Poland and Kazakhstan and on its rivals."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transcaspia.network.load import load_network
    from transcaspia.planning.consignment import make_consignment
    from transcaspia.planning.model import Consignment, Itineraries, PlanParams
    from transcaspia.planning.plan import plan
    from transcaspia.register.load import load_register
    from transcaspia.register.model import Register
    from transcaspia.validation.cases import read_cases
    from transcaspia.validation.model import Validation
    from transcaspia.validation.run import validate

__version__ = "0.1.0"

__all__ = [
    "Consignment", "Itineraries", "PlanParams", "Register", "Validation", "load_network", "load_register",
    "make_consignment", "plan", "read_cases", "validate",
]  # fmt: skip

# Nothing is imported before it is asked for: `transcaspia --help` must not wait for numpy.
_HOMES = {
    "Consignment": "transcaspia.planning.model",
    "Itineraries": "transcaspia.planning.model",
    "PlanParams": "transcaspia.planning.model",
    "Validation": "transcaspia.validation.model",
    "Register": "transcaspia.register.model",
    "load_network": "transcaspia.network.load",
    "load_register": "transcaspia.register.load",
    "make_consignment": "transcaspia.planning.consignment",
    "plan": "transcaspia.planning.plan",
    "read_cases": "transcaspia.validation.cases",
    "validate": "transcaspia.validation.run",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'transcaspia' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
