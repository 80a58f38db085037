"""Bilingual text: every sentence a person reads exists in English and in French."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

type Lang = Literal["en", "fr"]
type Words = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]


def with_french_spaces(words: str) -> str:
    """Make the spaces before `: ; ! ? % »` and after `«` unbreakable, as French typography wants."""
    words = re.sub(r"(?<=\S) (?=[:;!?%€»](?!-))", "\N{NO-BREAK SPACE}", words)
    return words.replace("« ", "«\N{NO-BREAK SPACE}")


type FrenchWords = Annotated[Words, AfterValidator(with_french_spaces)]


class Definition(BaseModel):
    """Base of everything in a definition: immutable, and no key is silently ignored."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )


class Text(Definition):
    """The same words in both languages; neither may be missing or empty."""

    en: Words
    fr: FrenchWords

    def say(self, lang: Lang) -> str:
        """Give the text in `lang`."""
        return self.fr if lang == "fr" else self.en
