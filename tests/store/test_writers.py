"""Random turns of two writers, each with what it saw last, held against a model that keeps every version."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from store_places import empty_place
from transcaspia.errors import ConflictError, UnknownIdError
from transcaspia.store import records
from transcaspia.store.database import open_store

WRITERS = st.sampled_from(["her", "him"])
NAMES = st.sampled_from(["a", "b", "c"])


class Writers(RuleBasedStateMachine):
    ids = Bundle("ids")

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.place = empty_place(Path(self.folder.name))
        url = self.place.__enter__()
        self.stores = {"her": open_store(url), "him": open_store(url)}  # as two programs would
        self.kept = {}  # id -> [(name, deleted, author)], every version
        self.seen = {}  # (writer, id) -> the version that the writer saw last

    def teardown(self):
        for store in self.stores.values():
            store.close()
        self.place.__exit__(None, None, None)
        self.folder.cleanup()

    @rule(target=ids, writer=WRITERS, name=NAMES)
    def create(self, writer, name):
        made = records.create(self.stores[writer], "consignment", {"name": name, "query": {}}, author=writer)
        self.kept[made.id] = [(name, False, writer)]
        self.seen[writer, made.id] = 1
        return made.id

    @rule(writer=WRITERS, which=ids)
    def look(self, writer, which):
        found = records.get(self.stores[writer], "consignment", which, deleted=True)
        assert (found.body["name"], found.deleted, found.author) == self.kept[which][-1]
        assert found.version == len(self.kept[which])
        self.seen[writer, which] = found.version

    def _write(self, writer, which, deed, allowed, new):
        seen = self.seen.get((writer, which), 1)
        stands = len(self.kept[which])
        if seen != stands:
            with pytest.raises(ConflictError) as conflict:
                deed(seen)
            told = conflict.value.stored
            assert (told["version"], told["body"]["name"]) == (stands, self.kept[which][-1][0])
            return
        if not allowed:
            with pytest.raises(UnknownIdError):
                deed(seen)
            return
        made = deed(seen)
        assert made.version == stands + 1
        self.kept[which].append(new)
        self.seen[writer, which] = made.version

    @rule(writer=WRITERS, which=ids, name=NAMES)
    def update(self, writer, which, name):
        store, body = self.stores[writer], {"name": name, "query": {}}
        self._write(
            writer, which,
            lambda seen: records.update_record(store, "consignment", which, body, seen, author=writer),
            not self.kept[which][-1][1], (name, False, writer),
        )  # fmt: skip

    @rule(writer=WRITERS, which=ids)
    def delete(self, writer, which):
        store = self.stores[writer]
        name, deleted, _ = self.kept[which][-1]
        self._write(
            writer, which, lambda seen: records.delete(store, "consignment", which, seen, author=writer),
            not deleted, (name, True, writer),
        )  # fmt: skip

    @rule(writer=WRITERS, which=ids, data=st.data())
    def restore(self, writer, which, data):
        store = self.stores[writer]
        version = data.draw(st.integers(1, len(self.kept[which])))
        self._write(
            writer, which,
            lambda seen: records.restore(store, "consignment", which, seen, version=version, author=writer),
            True, (self.kept[which][version - 1][0], False, writer),  # noqa: FBT003
        )  # fmt: skip

    @invariant()
    def nothing_is_lost(self):
        stands = {}
        for which, told in self.kept.items():
            found = records.history(self.stores["her"], "consignment", which)
            assert [(one.body["name"], one.deleted, one.author) for one in found] == told
            stands[which] = not told[-1][1]
        listed = {one.id for one in records.list_records(self.stores["him"], "consignment").items}
        assert listed == {which for which, there in stands.items() if there}


TestWriters = Writers.TestCase
TestWriters.settings = settings(max_examples=6, stateful_step_count=15, deadline=None, derandomize=True)
