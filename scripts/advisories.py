"""Known faults of the locked packages, looked up in a file of the repository: nothing is asked of the network.

``scripts/advisories.py renew CLONE`` takes from a clone of github.com/pypa/advisory-database (CC BY 4.0, OSV format) what
concerns the locked packages into ``requirements-advisories.json``; ``scripts/advisories.py check``, part of ``make lint``,
names each advisory that a locked version is affected by. One that does no harm here is accepted by its id, with the reason, in
``requirements-accepted.json``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
KEPT, ACCEPTED = ROOT / "requirements-advisories.json", ROOT / "requirements-accepted.json"
LOCKED = ("requirements.txt", "requirements-dev.txt", "requirements-bootstrap.txt")
_PINNED = re.compile(r"^([\w.-]+)(?:\[.*?\])?==([^\s;\\]+)", re.MULTILINE)

Advisory = dict[str, Any]
"""``id``, ``aliases``, ``package``, ``ranges`` (pairs: from which version, before which or None), ``versions``."""


def locked() -> dict[str, set[str]]:
    """The versions of each package in the locked files, by its normal name (PEP 503)."""
    found: dict[str, set[str]] = {}
    for file in LOCKED:
        for name, version in _PINNED.findall((ROOT / file).read_text(encoding="utf-8")):
            found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def affects(advisory: Advisory, version: str) -> bool:
    """Whether this version has the fault: it is listed, or lies in a range (OSV schema, «Evaluation»)."""
    wanted = Version(version)
    in_range = any(
        wanted >= Version(first if first != "0" else "0.dev0") and (fixed is None or wanted < Version(fixed))
        for first, fixed in advisory["ranges"]
    )
    return in_range or version in advisory["versions"]


def read(clone: Path, names: Iterable[str]) -> Iterator[Advisory]:
    """What the clone says of these packages; what was withdrawn is left out."""
    for name in sorted(names):
        for file in sorted((clone / "vulns" / name).glob("*.yaml")):
            said = yaml.safe_load(file.read_text(encoding="utf-8"))
            if "withdrawn" in said:
                continue
            affected = [one for one in said["affected"] if canonicalize_name(one["package"]["name"]) == name]
            ranges = [pair for one in affected for pair in _ranges(one.get("ranges", ()))]
            versions = [] if ranges else sorted({version for one in affected for version in one.get("versions", ())})
            yield {
                "id": said["id"],
                "aliases": said.get("aliases", []),
                "package": name,
                "ranges": ranges,
                "versions": versions,
            }


def _ranges(ranges: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str | None]]:
    for one in ranges:
        if one["type"] != "ECOSYSTEM":
            continue
        first: str | None = None
        for event in one["events"]:
            if "introduced" in event:
                first = str(event["introduced"])
            elif "fixed" in event and first is not None:
                yield first, str(event["fixed"])
                first = None
        if first is not None:
            yield first, None


def renew(clone: Path) -> None:
    """Write the file anew."""
    asked = ["git", "-C", str(clone), "log", "-1", "--format=%H %cs"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True)  # noqa: S603 - git, and a folder named by us
    commit, day = told.stdout.split()
    advisories = list(read(clone, locked()))
    whole = {"source": "github.com/pypa/advisory-database (CC BY 4.0)", "commit": commit, "day": day}
    lines = ",\n".join(f"  {json.dumps(one)}" for one in advisories)
    head = json.dumps(whole)[:-1]
    KEPT.write_text(f'{head}, "advisories": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{len(advisories)} advisories about locked packages, as of {day}")


def check() -> int:
    """Print what a locked version is affected by and nobody has accepted; the exit code."""
    kept, accepted = json.loads(KEPT.read_text(encoding="utf-8")), json.loads(ACCEPTED.read_text(encoding="utf-8"))
    versions = locked()
    found = [
        f"{one['package']} {version}: {one['id']} ({', '.join(one['aliases'])})"
        for one in kept["advisories"]
        for version in sorted(versions.get(one["package"], ()))
        if affects(one, version) and one["id"] not in accepted
    ]
    print("\n".join(found) or f"no advisory as of {kept['day']} affects a locked version")
    return int(bool(found))


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        sys.exit(check())
    renew(Path(sys.argv[2]))
