"""Whatever form of the real configuration is opened and sent back as it is changes nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from dunghen.loading.load import load_config
from tests.integration.web.browser import form_at
from tests.integration.web.office import CONFIG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi.testclient import TestClient

    from dunghen.loading.config import Config


@pytest.fixture
def real(config: Path, files: Path) -> Config:
    """The configuration that the project ships, in place of the small one."""
    shutil.rmtree(config)
    shutil.copytree(CONFIG, config)
    shutil.rmtree(config / "office")
    return load_config(config)


def addresses(config: Config) -> Iterator[str]:
    directory = config.office.directory
    yield from (f"/sua/don-vi?ma={one.slug}" for one in directory.units)
    yield from (f"/sua/nhom?ma={one.slug}" for one in directory.groups)
    yield from (f"/sua/doi-tac?ma={one.slug}" for one in directory.partners)
    yield from (f"/sua/dip?ma={one.slug}" for one in config.office.occasions)
    yield from (f"/sua/nuoc?ma={one.iso}" for one in config.office.countries)
    yield from (f"/sua/ngay-nghi/ngay?ngay={day}" for day in config.office.calendar.overrides)
    yield from (f"/sua/ngay-nghi/cong-bo?nam={year}" for year in (2025, 2026, 2027))
    yield from (f"/sua/su-kien/moc?ke-hoach={one}" for one in ("nq59-2025-2030", "kazakhstan-2025-2027"))
    yield "/sua/don-vi/dia-chi"


def test_a_form_sent_back_unchanged_changes_nothing(client: TestClient, real: Config, config: Path) -> None:
    tried = list(addresses(real))
    assert len(tried) > 200
    for address in tried:
        answer = client.post(address, data=form_at(client, address) | {"buoc": ["ghi"]})

        assert answer.status_code == 422, address
        assert "Không có gì thay đổi so với hiện nay." in answer.text, address
    assert not (config / "office").exists()
