"""The shipped configuration with an embassy that is greeted on estimated days, and on days that no rule knows."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "hai-phong-2024-2025"
EMBASSY = "dai-su-quan-algeria-tai-viet-nam"
EID = f"2025-eid-{EMBASSY}"


def with_estimated_days(shipped: Path, config: Path) -> None:
    """Copy the configuration, and add Algeria's embassy, the end of Ramadan, and a festival whose days nobody has entered."""
    shutil.copytree(shipped, config)
    embassy = {
        "slug": EMBASSY,
        "name": "Đại sứ quán Algeria tại Việt Nam",
        "country": "DZ",
        "class": "foreign-mission-in-vietnam",
        "plans": [PLAN],
        "email": "algeria@doi-tac.invalid",
    }
    eid = {"rule": "public-holiday", "country": "DZ", "name": "Eid al-Fitr"}
    _add(config / "partners.yaml", "partners", embassy)
    _add(config / "occasions.yaml", "occasions", _holiday("eid", "lễ Eid al-Fitr", eid))
    _add(
        config / "occasions.yaml", "occasions", _holiday("ngay-le-hoi", "ngày lễ hội", {"rule": "by-year", "days": []})
    )


def _holiday(slug: str, name: str, day: dict[str, Any]) -> dict[str, Any]:
    return {
        "slug": slug,
        "kind": "holiday",
        "name": name,
        "classes": ["foreign-mission-in-vietnam"],
        "countries": ["DZ"],
        "day": day,
        "basis": "setting",
    }


def _add(file: Path, key: str, entry: dict[str, Any]) -> None:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    content[key].append(entry)
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
