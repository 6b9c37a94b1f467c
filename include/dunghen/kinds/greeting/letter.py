"""The letter of greeting: in the partner's language, with the Vietnamese original beside it (pure).

The wording is in ``templates/``: for each language, how an occasion is named (``.occasion``) and the letter
(``.letter``). Number, date of issue and signature stay blank: they belong to the clerk. No person is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from dunghen.directory.occasion import OccasionKind
from dunghen.directory.partner import PartnerClass
from dunghen.kinds.greeting.facts import GreetedOccasion, GreetingFacts
from dunghen.kinds.greeting.languages import VIETNAMESE, Language, Wording, country_name, language_of

_FORMS: Mapping[PartnerClass, str] = {
    PartnerClass.FOREIGN_MISSION_IN_VIETNAM: "mission",
    PartnerClass.VIETNAMESE_MISSION_ABROAD: "vietnamese-mission",
    PartnerClass.FOREIGN_LOCALITY: "locality",
}
"""The form of address; every other class is addressed as an organisation."""


@dataclass(frozen=True, slots=True)
class GreetingLetter:
    """One letter of greeting, ready to be approved.

    Attributes:
        language: ISO 639-1 code of the partner's text; «vi» where that is the only one.
        language_name: «tiếng Hàn», for the Vietnamese reader.
        subject: in the partner's language; the first occasion names the letter.
        text: the mail's plain text; the Vietnamese original stands below.
        html: a fragment with a block for each of the two.
        vietnamese: subject and text of the Vietnamese original alone.
        docx: the letter on paper: the first page in the partner's language, the Vietnamese original on the second.
    """

    language: str
    language_name: str
    subject: str
    text: str
    html: str
    vietnamese: tuple[str, str]
    docx: bytes


def compose_greeting(facts: GreetingFacts) -> GreetingLetter:
    """Write the letter. The same facts give the same bytes, so an approval of one is an approval of the other.

    Raises:
        ValueError: there is no occasion.
    """
    # python-docx loads here, not when a DAG is parsed.
    from dunghen.kinds.greeting.document import to_docx

    if not facts.occasions:
        raise ValueError("Thư chúc mừng không có dịp nào.")
    original = wording(facts, VIETNAMESE)
    first = wording(facts, language_of(facts))
    parts = (first,) if first == original else (first, original)
    return GreetingLetter(
        language=first.language.code,
        language_name=first.language.name_vi,
        subject=first.subject,
        text=_mail("txt", facts, parts),
        html=_mail("html", facts, parts),
        vietnamese=(original.subject, _mail("txt", facts, (original,))),
        docx=to_docx(facts, parts),
    )


def wording(facts: GreetingFacts, language: Language) -> Wording:
    """What the letter says in this language."""
    form = _FORMS.get(facts.partner_class, "organisation")
    occasions = [_occasion(one, facts, language, form) for one in facts.occasions]
    kinds = {one.kind for one in facts.occasions}
    filled = (
        _environment()
        .get_template(f"{language.code}.letter")
        .render(
            form=form,
            first=occasions[0],
            occasions=language.listed(occasions),
            national=OccasionKind.NATIONAL_DAY in kinds,
            sides=_sides(facts, kinds),
            addressee=facts.addressee,
            sender=facts.sender_name,
        )
    )
    subject, salutation, *paragraphs, closing = re.split(r"\n\s*\n", filled.strip())
    return Wording(language, subject, salutation, tuple(paragraphs), closing)


def _sides(facts: GreetingFacts, kinds: set[OccasionKind]) -> list[str]:
    """Between whom the letter speaks of friendship."""
    sides = ["countries"] if OccasionKind.RELATIONS_DAY in kinds and facts.country else []
    sides += ["localities"] if OccasionKind.TWIN_DAY in kinds else []
    return sides or ["parties"]


def _occasion(one: GreetedOccasion, facts: GreetingFacts, language: Language, form: str) -> str:
    """The occasion as it stands in a sentence of this language, with its date."""
    named = (
        _environment()
        .get_template(f"{language.code}.occasion")
        .render(
            kind=one.kind.value,
            name=one.name_vi if language is VIETNAMESE else one.names.get(language.code),
            nth=language.nth(one.ordinal) if one.ordinal else "",
            year=one.day.year,
            country=country_name(facts, language),
            form=form,
        )
    )
    named = named.strip()
    return language.on(named, one.day) if one.is_dated else named


def _mail(part: str, facts: GreetingFacts, parts: tuple[Wording, ...]) -> str:
    first = parts[0].language
    shown = [
        {
            "tag": one.language.tag,
            "label": "" if one.language is first else f"{first.original} · Bản tiếng Việt",
            "salutation": one.salutation,
            "paragraphs": one.paragraphs,
            "closing": one.closing,
        }
        for one in parts
    ]
    filled = _environment().get_template(f"mail.{part}").render(parts=shown, sender=facts.sender_name)
    return re.sub(r"\n{3,}", "\n\n", filled.strip()) + "\n"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("dunghen.kinds.greeting"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
