"""Where the server listens, and that nobody else reaches it by mistake."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from transcaspia.errors import InputError

if TYPE_CHECKING:
    from transcaspia.server.settings import Settings


def is_public(host: str) -> bool:
    """
    Return whether others than this machine can reach an address.

    Parameters
    ----------
    host
        Address or name to listen on.

    Returns
    -------
    bool
        False for 127.0.0.0/8, ::1 and localhost only.

    Examples
    --------
    >>> [is_public(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "10.0.0.7", "example.org", "")]
    [False, False, False, True, True, True, True]
    """
    if host.lower() == "localhost":
        return False
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return True


def check_address(settings: Settings) -> None:
    """
    Check that others reach the server only with a key, and that there is one.

    Parameters
    ----------
    settings
        How the server is set up.

    Raises
    ------
    InputError
        If the address is public and no key is asked for, or keys are asked for and there is none.
    """
    if is_public(settings.host) and not settings.require_key:
        raise InputError(
            f"Others can reach {settings.host or 'every address'}: a server there must ask for keys. Make one with "
            "`transcaspia keys create` and add --require-key, or leave --host out to serve this machine only."
        )
    if settings.require_key:
        from transcaspia.store import keys
        from transcaspia.store.database import open_store

        store = open_store(settings.database_url)
        try:
            if all(key.revoked_at for key in keys.list_keys(store)):
                raise InputError(
                    "--require-key lets nobody in: there is no key yet. Make one with `transcaspia keys create LABEL`."
                )
        finally:
            store.close()
