"""Holds every quote of the plan files against the full text of the documents: ``make quotes SEEDS=folder``.

The repository keeps short quotes only. Where the documents are at hand, this shows that each quote, and each quote of a
list of facts, stands in the lines that it names. White space is collapsed; «…» and «...» join passages
that follow each other. The scan of one document has lost its diacritics and cannot be compared word for word: there the
bare letters are compared, and too little likeness is a warning. A line that does not exist, or a quote that a sound
text does not hold, is an error (exit 1).
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dunghen.loading.load import load_config
from dunghen.plans.plan import Plan
from dunghen.wording.slug import slug

GROUP = 5
LIKENESS = 0.4
"""Share of a quote's five-letter groups that a damaged text must hold; unrelated lines hold about a third of that."""

_JOIN = re.compile(r"\s*(?:…|\.{2,})\s*")
# U+1EA0-U+1EF9 are the letters with two marks: a fifth of the letters of a sound Vietnamese text, none of a damaged one.
_TWO_MARKS = re.compile("[\u1ea0-\u1ef9]")
_SOUND_SHARE = 0.05


class Quote(NamedTuple):
    """Words that a plan file says a document has, and where."""

    where: str
    seed: str
    lines: str
    words: str


class Text(NamedTuple):
    """A document, line by line, and whether its scan has lost the diacritics."""

    lines: tuple[str, ...]
    damaged: bool


def quotes_of(plan: Plan) -> Iterator[Quote]:
    """Every quote of the plan: of its duties and of what is not scheduled."""
    for duty in plan.duties:
        source = duty.source
        if source.lines and source.quote:
            yield Quote(f"{plan.id}/{duty.id}", source.seed or plan.document.seed, source.lines, source.quote)
    for one in plan.not_scheduled:
        yield Quote(f"{plan.id}/{one.fact}", plan.document.seed, one.lines, one.quote)


def quotes_in(facts: Path, seeds: dict[str, str]) -> Iterator[Quote]:
    """The quotes of the list of facts; ``seeds`` names the document of each plan."""
    with facts.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield Quote(f"{facts.name}/{row['fact']}", seeds[row["plan"]], row["lines"], row["quote"])


@lru_cache
def read(path: Path) -> Text:
    """The document. Only a newline ends a line, as for ``sed -n``."""
    text = path.read_text(encoding="utf-8")
    letters = sum(char.isalpha() for char in text) or 1
    return Text(tuple(text.split("\n")), len(_TWO_MARKS.findall(text)) / letters < _SOUND_SHARE)


def cited(text: Text, lines: str) -> str:
    """The cited lines («371-377; 381») as running text.

    Raises:
        IndexError: the document ends before one of them.
    """
    found: list[str] = []
    for part in lines.split(";"):
        first, _, last = part.strip().partition("-")
        if not 1 <= int(first) <= int(last or first) <= len(text.lines):
            raise IndexError(part.strip())
        found += text.lines[int(first) - 1 : int(last or first)]
    return running(" ".join(found))


def running(text: str) -> str:
    """The text with single blanks."""
    return " ".join(text.split())


def missing(words: str, text: str) -> str | None:
    """The first passage of the quote that does not follow in the text; None where all do."""
    position = 0
    for part in _JOIN.split(running(words)):
        position = text.find(part, position)
        if position < 0:
            return str(part)
        position += len(part)
    return None


def likeness(words: str, text: str) -> float:
    """How much of the quote's bare letters a damaged text holds, from 0 to 1."""
    asked, held = _groups(words), _groups(text)
    return len(asked & held) / len(asked) if asked else 0.0


def _groups(text: str) -> set[str]:
    """Every group of letters, blanks and marks left out; none across a join of passages."""
    parts = [slug(part).replace("-", "") for part in _JOIN.split(text)]
    return {part[start : start + GROUP] for part in parts for start in range(len(part) - GROUP + 1)}


def findings(quote: Quote, folder: Path) -> tuple[str | None, str | None]:
    """An error and a warning about the quote, in Vietnamese; None where there is none."""
    path = folder / quote.seed
    if not path.is_file():
        return f"không có tệp {quote.seed}", None
    text = read(path)
    try:
        passage = cited(text, quote.lines)
    except IndexError as error:
        return f"{quote.seed} không có dòng {error}", None
    if text.damaged:
        like = likeness(quote.words, passage)
        return None, None if like >= LIKENESS else f"{quote.seed} dòng {quote.lines}: chỉ giống {like:.0%}"
    part = missing(quote.words, passage)
    return (f"{quote.seed} dòng {quote.lines}: không thấy «{part}»" if part else None), None


def main(arguments: Sequence[str] | None = None) -> int:
    """Check all plans, and the list of facts where one is named; 1 where a quote is wrong."""
    parser = argparse.ArgumentParser(prog="quotes", description="So mọi trích dẫn với toàn văn các văn bản.")
    parser.add_argument("folder", type=Path, help="thư mục chứa toàn văn (.txt)")
    parser.add_argument("--config", type=Path, default=Path("config"), help="thư mục cấu hình")
    parser.add_argument("--facts", type=Path, help="danh sách nội dung (plan, fact, lines, quote) cần so thêm")
    options = parser.parse_args(arguments)
    config = load_config(options.config)
    plans = tuple(config.sound_plans)
    if len(plans) < len(config.plans):
        print("Có kế hoạch chưa đọc được: chạy dunghen check.")
        return 1
    quotes = [quote for plan in plans for quote in quotes_of(plan)]
    if options.facts:
        quotes += quotes_in(options.facts, {plan.id: plan.document.seed for plan in plans})
    return _report(quotes, options.folder)


def _report(quotes: Sequence[Quote], folder: Path) -> int:
    errors = warnings = 0
    for quote in quotes:
        error, warning = findings(quote, folder)
        errors, warnings = errors + bool(error), warnings + bool(warning)
        if error or warning:
            print(f"{'sai' if error else 'cảnh báo'}: {quote.where}: {error or warning}")
    print(f"{len(quotes)} trích dẫn, {errors} chỗ sai, {warnings} cảnh báo.")
    return 1 if errors or not quotes else 0


if __name__ == "__main__":
    sys.exit(main())
