from __future__ import annotations

import pytest

from register_files import write
from transcaspia.register.load import load_register
from transcaspia.register.shape import FILES

SMALL = {
    "register.toml": '[register]\ntitle = "A small register"\ncollected = 2026-01-31\n',
    "sources.toml": """
[[source]]
key = "gazette"
publisher = "Gazette"
title = "News of the commission"
url = "https://gazette.example/1"
published = 2024-03-02
confidence = "high"

[[source]]
key = "search"
publisher = "Us"
title = "Search"
published = 2026-01-31
confidence = "med"
""",
    "offices.toml": """
[[office]]
id = "kz-chair"
title = "Kazakh chair"
country = "KZ"
source = ["gazette"]
grade = "published"
""",
    "bodies.toml": """
[[body]]
id = "commission"
title = "Joint commission"
form = "commission"
parties = ["KZ", "PL"]
fields = ["trade"]
source = ["gazette"]
grade = "published"
""",
    "meetings.toml": """
[[meeting]]
id = "session-1"
title = "First session"
form = "session"
date = "2024-03-01"
place = "Astana"
body = "commission"
session = 1
present = [{ office = "kz-chair", person = "N." }]
parties = ["KZ", "PL"]
fields = ["trade"]
source = ["gazette"]
grade = "published"

[[meeting]]
id = "session-2"
title = "Second session"
form = "session"
planned = "2025-spring"
body = "commission"
session = 2
parties = ["KZ", "PL"]
fields = ["trade"]
follows_from = ["session-1"]
source = ["gazette"]
grade = "published"

  [[meeting.claim]]
  about = "state"
  value = "agreed"
  when = 2024-03-01
  source = ["gazette"]
  grade = "published"
  evidence = ["session-1"]

  [[meeting.claim]]
  about = "state"
  value = "not_found"
  when = 2026-01-31
  source = ["search"]
  grade = "observed"
""",
    "documents.toml": "",
    "programmes.toml": "",
    "commitments.toml": """
[[commitment]]
id = "permits"
title = "More permits"
date = "2024-03-01"
verb = "agreed"
by = ["commission"]
sign = "Permits exchanged"
wanted = "2024-12"
parties = ["KZ", "PL"]
fields = ["transport"]
follows_from = ["session-1"]
source = ["gazette"]
grade = "published"

  [[commitment.claim]]
  about = "state"
  value = "agreed"
  when = 2024-03-01
  source = ["gazette"]
  grade = "published"
  evidence = ["session-1"]
""",
    "indicators.toml": "",
    "projects.toml": "",
}
"""A register that fits on a page: a commission, its first session, a second that is planned, and one commitment."""


@pytest.fixture(scope="session")
def shipped():
    return load_register()


@pytest.fixture
def small_files() -> dict[str, str]:
    assert {file.name for file in FILES} < set(SMALL)
    return dict(SMALL)


@pytest.fixture
def small(tmp_path, small_files):
    return load_register(write(tmp_path, small_files))
