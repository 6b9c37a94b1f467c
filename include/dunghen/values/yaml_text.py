"""Writes YAML: all that the program writes into ``config/`` it writes here, and reads again."""

from __future__ import annotations

from typing import Any

import yaml


def yaml_text(data: Any) -> str:
    """The data as a YAML document that ``parse_yaml`` reads as the same data.

    Args:
        data: mappings, lists, texts, numbers, days, moments, true, false and None; keys are texts, years and days.
    """
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    return text


class _Dumper(yaml.CSafeDumper):
    """Writes what people can read: no anchors where a value stands twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the name and the parameter are the library's
        return True
