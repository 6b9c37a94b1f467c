"""The list of what is in the box names every package that is installed to run, with its version and the hashes it may have."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path


def test_every_locked_package_is_in_the_list_with_its_hashes(root, tmp_path):
    made = tmp_path / "sbom.json"
    tool = Path(sys.executable).parent / "cyclonedx-py"
    options = ["--short-PURLs", "--output-reproducible", "-o", str(made)]
    subprocess.run([tool, "requirements", "requirements.txt", *options], cwd=root, check=True)
    listed = json.loads(made.read_text(encoding="utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    named = {(one["name"], one["version"]) for one in listed["components"]}
    locked = re.findall(r"^([\w.-]+)(?:\[.*?\])?==([^\s;]+)", (root / "requirements.txt").read_text(), re.MULTILINE)
    assert len(locked) > 100
    assert named == set(locked)
    for one in listed["components"]:
        assert any(reference.get("hashes") for reference in one["externalReferences"]), one["name"]
