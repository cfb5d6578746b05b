from store_places import store, store_url  # noqa: F401
