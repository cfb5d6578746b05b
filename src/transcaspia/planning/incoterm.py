"""Incoterms 2020: what was agreed, up to which place the seller pays, and what makes no sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transcaspia.errors import InputError, UnknownIdError
from transcaspia.network.model import Network
from transcaspia.network.places import Place, find_place

ANY_MODE = ("EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP")
SEA_ONLY = ("FAS", "FOB", "CFR", "CIF")
TERMS = (*ANY_MODE, *SEA_ONLY)
"""The eleven terms of Incoterms 2020."""

OUTDATED = {"DAT": "DPU", "DAF": "DAP", "DES": "DAP", "DEQ": "DPU", "DDU": "DAP"}
"""Terms of older editions, each with the one that took its place."""

INSURED = {"CIP": "all risks", "CIF": "least cover"}
"""Terms under which the seller insures the goods for the buyer, and how far."""

AT_ORIGIN = ("EXW", "FCA", "FAS", "FOB")
"""Terms whose place lies at the start of the main carriage, which the buyer pays."""

NEAR_KM = 60.0
"""A leg ends at the named place where its end is within so many road km of it."""


@dataclass(frozen=True, slots=True)
class Incoterm:
    """
    A term with its place.

    Attributes
    ----------
    term
        One of `TERMS`.
    place
        The place that it names.
    """

    term: str
    place: Place

    @property
    def text(self) -> str:
        """The term as it is written in a contract."""
        return f"{self.term} {self.place.name}"


def read_incoterm(text: str, network: Network) -> Incoterm:
    """
    Return what an Incoterm says.

    Parameters
    ----------
    text
        Term and place, as `DAP Almaty`.
    network
        A loaded network, for the places.

    Returns
    -------
    Incoterm
        Term and place.

    Raises
    ------
    InputError
        If the term is none of Incoterms 2020, names no place, or a sea term names a place without a port.
    UnknownIdError
        If the place is not known.
    """
    term, _, where = text.strip().replace(",", " ").partition(" ")
    term, where = term.upper(), where.strip().removesuffix("Incoterms 2020").strip()
    if term in OUTDATED:
        raise InputError(
            f"--incoterm '{text}': {term} belongs to an older edition: expected one of Incoterms 2020. Write "
            f"{OUTDATED[term]}, which took its place."
        )
    if term not in TERMS:
        raise InputError(
            f"--incoterm '{text}': '{term}' is no Incoterm of 2020: expected one of {', '.join(TERMS)}, with a place. "
            "Write it as 'DAP Almaty'."
        )
    if not where:
        raise InputError(
            f"--incoterm '{text}' names no place: expected where delivery is due, as '{term} Almaty'. Without it "
            "nobody knows who pays which leg."
        )
    try:
        place = find_place(where, network)
    except (InputError, UnknownIdError) as err:
        raise type(err)(f"--incoterm '{text}': {err}") from None
    if term in SEA_ONLY and not _has_port(place, network):
        instead = {"FAS": "FCA", "FOB": "FCA", "CFR": "CPT", "CIF": "CIP"}[term]
        raise InputError(
            f"--incoterm '{text}': {term} is for carriage by sea and names a port: {place.name} has none in the "
            f"network. Write '{instead} {place.name}', which holds for any mode."
        )
    return Incoterm(term, place)


def nodes_at(place: Place, network: Network) -> tuple[str, ...]:
    """
    Return the nodes of the network at a place.

    Parameters
    ----------
    place
        The place.
    network
        A loaded network.

    Returns
    -------
    tuple[str, ...]
        Nodes within `NEAR_KM` by road, nearest first.
    """
    try:
        near = network.access(place.id)
    except UnknownIdError:
        return ()
    return tuple(node for node, km in near if km <= NEAR_KM)


def _has_port(place: Place, network: Network) -> bool:
    nodes = network.by_id("nodes")
    return any(nodes[node].text("kind") == "port" for node in nodes_at(place, network))


def payers(incoterm: Incoterm, ends: Sequence[str], near: frozenset[str], destination: str) -> tuple[str, ...]:
    """
    Return who pays each leg of a way.

    Parameters
    ----------
    incoterm
        What was agreed.
    ends
        Start of the first leg, then the end of each.
    near
        Ids of the named place and of the nodes at it.
    destination
        Id of the destination.

    Returns
    -------
    tuple[str, ...]
        `seller` or `buyer` for each leg; empty where the way does not pass the named place.
    """
    legs = len(ends) - 1
    reached = [k for k, end in enumerate(ends) if end in near]
    if not reached:
        return ()
    at_destination = legs if incoterm.place.id == destination else max(reached)
    seller = min(reached) if incoterm.term in AT_ORIGIN else at_destination
    return tuple("seller" if k < seller else "buyer" for k in range(legs))


def in_words(incoterm: Incoterm, paid: Sequence[str]) -> str:
    """
    Return who pays what, in a sentence.

    Parameters
    ----------
    incoterm
        What was agreed.
    paid
        Who pays each leg; empty where the way does not pass the named place.

    Returns
    -------
    str
        Words without a full stop.
    """
    if not paid:
        return f"{incoterm.text}: the way does not pass {incoterm.place.name}, so who pays which leg cannot be told"
    number = sum(who == "seller" for who in paid)
    share = {0: "the buyer pays every leg", len(paid): "the seller pays every leg"}.get(
        number, f"the seller pays {number} of {len(paid)} legs, the buyer the rest"
    )
    risk = ""
    if incoterm.term in {"CPT", "CIP", "CFR", "CIF"}:
        risk = "; the risk passes to the buyer when the goods are handed to the first carrier"
        if incoterm.term in {"CFR", "CIF"}:
            risk = "; the risk passes to the buyer when the goods are on board"
    duty = {
        "EXW": "; the buyer clears export and import",
        "DDP": "; the seller clears export and import and pays duty and taxes",
    }.get(incoterm.term, "; the seller clears export, the buyer import")
    insured = f"; the seller insures for the buyer ({INSURED[incoterm.term]})" if incoterm.term in INSURED else ""
    unload = "; the seller unloads" if incoterm.term == "DPU" else ""
    return f"{incoterm.text}: {share}{risk}{duty}{insured}{unload}"
