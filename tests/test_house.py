"""The house: licences, hashes, version, lock and what the wheel holds."""

from __future__ import annotations

import ast
import csv
import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import transcaspia

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "transcaspia"
REGISTER = PACKAGE / "network" / "data" / "files.csv"
NOT_DATA = {"files.csv", "LICENSE", "README.md"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ATTRIBUTION = (
    "(c) OpenStreetMap contributors, ODbL 1.0; GeoNames CC-BY 4.0; Natural Earth; searoute (Apache-2.0); "
    "UN/LOCODE (UNECE); NGA World Port Index."
)
UV = ROOT / ".tools" / "uv" / "bin" / "uv"


def data_files() -> list[Path]:
    """Every table and every file below a data folder, but their register and what speaks about them."""
    files = {path for folder in PACKAGE.rglob("data") for path in folder.rglob("*") if path.is_file()}
    files |= set(PACKAGE.rglob("*.csv"))
    return sorted(path for path in files if path.name not in NOT_DATA and "__pycache__" not in path.parts)


@pytest.fixture(scope="module")
def register() -> dict[str, dict[str, str]]:
    with REGISTER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["file"] for row in rows}) == len(rows), "a file is named twice in files.csv"
    return {row["file"]: row for row in rows}


def test_every_data_file_is_registered_and_nothing_else(register):
    on_disk = {path.relative_to(PACKAGE).as_posix() for path in data_files()}
    assert on_disk, "the package ships no data"
    assert on_disk == set(register)


def test_every_registered_file_says_whose_it_is_and_what_was_done_to_it(register):
    blank = [
        f"{name}: {column}"
        for name, row in register.items()
        for column in ("publisher", "title", "url", "retrieved", "licence", "sha256", "what_was_done")
        if not row[column].strip()
    ]
    assert not blank
    own = {"network/data/sources.csv", "register/data/sources.toml"}
    assert not [
        name for name, row in register.items() if row["url"] not in own and not row["url"].startswith("https://")
    ]
    assert not [name for name, row in register.items() if not re.fullmatch(r"\d{4}-\d\d-\d\d", row["retrieved"])]
    absent = [row["script"] for row in register.values() if row["script"] and not (ROOT / row["script"]).is_file()]
    assert not absent, "scripts named in files.csv that do not exist"


def test_hash_of_every_data_file_is_the_registered_one(register):
    changed = [
        name
        for name, row in register.items()
        if hashlib.sha256((PACKAGE / name).read_bytes()).hexdigest() != row["sha256"]
    ]
    assert not changed, "changed since they were registered: run `make data-hashes`"


def test_what_is_measured_on_openstreetmap_is_under_odbl_and_nothing_else_is(register):
    odbl = {name for name, row in register.items() if row["licence"] == "ODbL-1.0"}
    assert odbl == {name for name in register if "/odbl/" in name}
    assert odbl


def test_licence_of_the_package_is_that_of_its_code_and_data_and_of_what_the_page_is_made_from(register):
    stated = set(PROJECT["license"].split(" AND "))
    bundled = re.findall(r"^Licence: (.+)$", (PACKAGE / "server/page/third-party.txt").read_text("utf-8"), re.MULTILINE)
    assert len(bundled) > 10
    single = {licence for licence in bundled if " OR " not in licence}
    assert stated == {"Apache-2.0"} | {row["licence"] for row in register.values()} | single
    assert all(stated & set(licence.split(" OR ")) for licence in bundled)


def test_every_licence_has_its_text():
    texts = {path.stem for path in (ROOT / "LICENSES").glob("*.txt")}
    assert texts == set(PROJECT["license"].split(" AND ")) - {"Apache-2.0"}
    assert "Version 2.0, January 2004" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Open Database License" in (ROOT / "LICENSES" / "ODbL-1.0.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["NOTICE", "README.md"])
def test_attribution_is_printed(file):
    assert ATTRIBUTION in " ".join((ROOT / file).read_text(encoding="utf-8").split())


def test_version_is_the_same_everywhere():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert transcaspia.__version__ == PROJECT["version"]
    assert f"\nversion: {PROJECT['version']}\n" in citation
    assert f"\n## {PROJECT['version']}" in changelog


def test_lock_file_names_public_registries_only():
    addresses = set(re.findall(r'"((?:https?|file)://[^"/]*)/', (ROOT / "uv.lock").read_text(encoding="utf-8")))
    assert addresses == {"https://pypi.org", "https://files.pythonhosted.org"}


def test_what_is_imported_is_what_is_declared():
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    declared = {re.match(r"[\w-]+", line)[0] for line in [*PROJECT["dependencies"], *extras]}
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py"))
    statements = [node for tree in trees for node in ast.walk(tree)]
    imported = {alias.name for node in statements if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in statements if isinstance(node, ast.ImportFrom)}
    outside = {name.partition(".")[0] for name in imported} - sys.stdlib_module_names - {"transcaspia"}
    # tzdata is read by zoneinfo, psycopg by sqlalchemy; llvmlite is numba's own,
    # starlette fastapi's, anyio starlette's, markupsafe jinja's.
    assert outside - {"anyio", "llvmlite", "markupsafe", "starlette"} == declared - {"tzdata", "psycopg"}


def test_import_of_the_package_loads_nothing_heavy():
    heavy = {"fastapi", "matplotlib", "numba", "numpy", "pandas", "pyarrow", "rich", "scipy", "shapely", "sqlalchemy"}
    heavy |= {"typer", "uvicorn"}
    code = f"import sys, transcaspia; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not UV.exists(), reason="the pinned uv is not in .tools: run `make install`")
def test_wheel_holds_the_data_the_licences_and_the_command(tmp_path):
    subprocess.run([UV, "build", "--wheel", "--offline", "--quiet", "--out-dir", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        info = f"transcaspia-{PROJECT['version']}.dist-info"
        metadata = archive.read(f"{info}/METADATA").decode()
        entry_points = archive.read(f"{info}/entry_points.txt").decode()
    held = [path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    missing = [path for path in held if path.relative_to(PACKAGE.parent).as_posix() not in names]
    assert not missing
    assert {"transcaspia/py.typed", "transcaspia/network/data/files.csv"} <= names
    assert f"License-Expression: {PROJECT['license']}\n" in metadata
    texts = {"LICENSE", "NOTICE", *(f"LICENSES/{path.name}" for path in (ROOT / "LICENSES").iterdir())}
    assert {f"{info}/licenses/{text}" for text in texts} <= names
    assert "transcaspia = transcaspia.cli.main:main" in entry_points.replace("=", " = ").replace("  ", " ")
    assert not [name for name in names if name.startswith("tests") or ".pyc" in name]
