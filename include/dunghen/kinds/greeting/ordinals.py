"""The so-many-eth anniversary, as each language counts it (pure).

Each is in the form in which the templates use it, so that no sentence around it has to bend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping


def nth(count: int, language: str) -> str:
    """«lần thứ 50», «50th», «50주년», «50周年», «ຄົບຮອບ 50 ປີ», «50-летия» (genitive), «50e».

    Args:
        count: how many years have passed, from 1.
        language: the code of a language that letters are written in.

    Raises:
        ValueError: the count is not positive.
        KeyError: there is no such language.
    """
    if count < 1:
        raise ValueError(f"số năm kỷ niệm phải dương: {count}")
    return _FORMS[language](count)


def _english(count: int) -> str:
    if count % 100 in {11, 12, 13}:
        return f"{count}th"
    return f"{count}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th') }"


def _russian(count: int) -> str:
    """In the genitive; both forms are the same for every number. A «-летие» is kept for the years in 0 and 5."""
    return f"{count}-летия" if count % 5 == 0 else f"{count}-й годовщины"


_FORMS: Mapping[str, Callable[[int], str]] = {
    "vi": lambda count: f"lần thứ {count}",
    "en": _english,
    "ko": lambda count: f"{count}주년",
    "ja": lambda count: f"{count}周年",
    "zh": lambda count: f"{count}周年",
    "lo": lambda count: f"ຄົບຮອບ {count} ປີ",
    "ru": _russian,
    "fr": lambda count: "1er" if count == 1 else f"{count}e",
}
