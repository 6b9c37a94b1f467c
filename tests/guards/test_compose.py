"""docker-compose.yaml holds together.

This is a check of the project's own, of the part of the compose specification that the file uses; no engine is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path

TOP_LEVEL = {"name", "services", "volumes", "configs"}
SERVICE = {
    "build",
    "command",
    "configs",
    "depends_on",
    "environment",
    "healthcheck",
    "image",
    "ports",
    "restart",
    "stop_grace_period",
    "volumes",
}
HEALTHCHECK = {"test", "interval", "timeout", "retries", "start_period"}
CONDITIONS = {"service_healthy", "service_completed_successfully"}
OFFICE = {
    "postgres",
    "redis",
    "mailpit",
    "airflow-init",
    "airflow-api-server",
    "airflow-scheduler",
    "airflow-dag-processor",
    "airflow-triggerer",
    "airflow-worker",
}
_VARIABLE = re.compile(r"(?<!\$)\$\{(?P<name>[A-Z_]+)(?P<rest>[^}]*)\}")


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docker-compose.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compose(text: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(text)
    return read


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    read: dict[str, dict[str, Any]] = compose["services"]
    return read


def test_an_office_has_every_component_of_airflow(services: dict[str, dict[str, Any]]) -> None:
    assert set(services) == OFFICE


def test_every_key_is_one_of_the_specification(compose: dict[str, Any], services: dict[str, dict[str, Any]]) -> None:
    assert {key for key in compose if not key.startswith("x-")} == TOP_LEVEL
    assert {key for service in services.values() for key in service} - SERVICE == set()
    checks = [service["healthcheck"] for service in services.values() if "healthcheck" in service]
    assert {key for check in checks for key in check} - HEALTHCHECK == set()


def test_every_service_that_stays_up_tells_its_health(services: dict[str, dict[str, Any]]) -> None:
    assert [name for name, service in services.items() if "healthcheck" not in service] == ["airflow-init"]


def test_services_wait_for_services_that_exist(services: dict[str, dict[str, Any]]) -> None:
    awaited = [(name, one) for service in services.values() for name, one in service.get("depends_on", {}).items()]
    assert {name for name, _ in awaited} - set(services) == set()
    assert {one["condition"] for _, one in awaited} <= CONDITIONS
    assert {
        name for name, one in awaited if one["condition"] == "service_healthy" and "healthcheck" not in services[name]
    } == set()


def test_named_volumes_and_configs_are_declared(compose: dict[str, Any], services: dict[str, dict[str, Any]]) -> None:
    mounted = {volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])}
    assert {name for name in mounted if not name.startswith(".")} == set(compose["volumes"])
    used = {config["source"] for service in services.values() for config in service.get("configs", [])}
    assert used == set(compose["configs"])


def test_the_configuration_is_mounted_for_reading_only(services: dict[str, dict[str, Any]]) -> None:
    airflow = {name: service["volumes"] for name, service in services.items() if name.startswith("airflow-")}
    assert {name for name, mounts in airflow.items() if "./config:/opt/dunghen/config:ro" not in mounts} == set()


def test_only_the_pages_write_and_only_what_the_office_decides(services: dict[str, dict[str, Any]]) -> None:
    mounts = {
        (name, volume)
        for name, service in services.items()
        for volume in service.get("volumes", [])
        if "./config" in volume and not volume.endswith(":ro")
    }
    assert mounts == {("airflow-api-server", "./config/office:/opt/dunghen/config/office")}


def test_the_pages_have_every_other_volume_of_airflow_too(services: dict[str, dict[str, Any]]) -> None:
    others = set(services["airflow-worker"]["volumes"])
    assert set(services["airflow-api-server"]["volumes"]) - others == {"./config/office:/opt/dunghen/config/office"}
    assert others <= set(services["airflow-api-server"]["volumes"])


def test_images_name_their_version(services: dict[str, dict[str, Any]]) -> None:
    images = {service["image"] for service in services.values()}
    assert [image for image in images if ":" not in image or image.endswith(":latest")] == []


def test_every_variable_is_in_the_example_and_every_secret_is_required(root: Path, text: str) -> None:
    example = dict(
        line.split("=", 1) for line in (root / ".env.example").read_text().splitlines() if re.match(r"[A-Z_]+=", line)
    )
    used = {match["name"]: match["rest"] for match in _VARIABLE.finditer(text.partition("x-airflow-common")[2])}
    assert set(used) == set(example)
    optional = {"DUNGHEN_SMTP_PASSWORD", "DUNGHEN_PUBLISH_PASSWORD"}
    secrets = {name for name in used if name.endswith(("_PASSWORD", "_KEY", "_SECRET"))} - optional
    assert {name for name in secrets if not used[name].startswith(":?")} == set()
    assert {name: example[name] for name in secrets if example[name]} == {}


def test_the_components_share_one_secret_and_know_the_execution_api(services: dict[str, dict[str, Any]]) -> None:
    airflow = {name: service["environment"] for name, service in services.items() if name.startswith("airflow-")}
    for name in ("AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW__CORE__EXECUTION_API_SERVER_URL", "DUNGHEN_LEDGER_URL"):
        assert len({environment[name] for environment in airflow.values()}) == 1
    port = services["airflow-api-server"]["ports"][0].rpartition(":")[2]
    url = airflow["airflow-worker"]["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"]
    assert url == f"http://airflow-api-server:{port}/execution/"
