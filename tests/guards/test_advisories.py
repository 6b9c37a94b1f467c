"""Which versions an advisory is about, and that the file speaks of the packages that are locked."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "advisories.py"
_spec = importlib.util.spec_from_file_location("advisories", SCRIPT)
assert _spec
assert _spec.loader
advisories = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(advisories)

OSV = """\
id: PYSEC-2023-192
aliases: [CVE-2023-43804]
affected:
- package: {ecosystem: PyPI, name: urllib3}
  ranges:
  - {type: GIT, events: [{introduced: "0"}, {fixed: abc}], repo: x}
  - type: ECOSYSTEM
    events: [{introduced: 2.0.0}, {fixed: 2.0.6}, {introduced: "0"}, {fixed: 1.26.17}]
  versions: ["1.26.16"]
"""


@pytest.fixture
def clone(tmp_path) -> Path:
    (tmp_path / "vulns" / "urllib3").mkdir(parents=True)
    (tmp_path / "vulns" / "urllib3" / "PYSEC-2023-192.yaml").write_text(OSV, encoding="utf-8")
    (tmp_path / "vulns" / "urllib3" / "PYSEC-2023-1.yaml").write_text(OSV + "withdrawn: 2024\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("version", "is_affected"),
    [
        ("1.0", True),
        ("1.26.16", True),
        ("1.26.17", False),
        ("2.0.0", True),
        ("2.0.5", True),
        ("2.0.6", False),
        ("3", False),
    ],
)
def test_a_version_is_affected_from_where_the_fault_came_to_where_it_was_mended(clone, version, is_affected):
    (advisory,) = advisories.read(clone, ["urllib3", "requests"])
    assert advisory["id"] == "PYSEC-2023-192"
    assert advisories.affects(advisory, version) is is_affected


def test_what_has_no_range_is_about_the_versions_that_are_listed():
    advisory = {"ranges": [], "versions": ["1.0", "1.1"]}
    assert [advisories.affects(advisory, version) for version in ("1.0", "1.1", "1.2")] == [True, True, False]


def test_a_fault_that_nobody_has_mended_is_in_every_version_since():
    assert advisories.affects({"ranges": [["1.2", None]], "versions": []}, "99")


def test_the_file_speaks_of_locked_packages_and_every_accepted_advisory_has_a_reason():
    kept = json.loads(advisories.KEPT.read_text(encoding="utf-8"))
    assert {one["package"] for one in kept["advisories"]} <= set(advisories.locked())
    assert len(kept["advisories"]) > 100
    accepted = json.loads(advisories.ACCEPTED.read_text(encoding="utf-8"))
    assert set(accepted) <= {one["id"] for one in kept["advisories"]}
    assert all(reason.strip() for reason in accepted.values())
