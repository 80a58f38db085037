"""Words of a file that lead to one stage, for somebody to say whether they differ."""

from collections.abc import Mapping

from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jalon.deals.definitions import definition_of
from jalon.deals.queries import pipelines_for, stage_name
from jalon.imports.plan import Plan
from jalon.orgs.models import Membership

STAGE = "stage:"
MOST_WORDS = 8


def shared_stages(viewer: Membership, plan: Plan) -> list[str]:
    """A sentence for each stage that more than one word of the file leads to, in the order of the process."""
    pipeline = next((one for one in pipelines_for(viewer) if one.key == plan.pipeline), None)
    if pipeline is None or pipeline.current_id is None:
        return []
    definition, language = definition_of(pipeline.current_id), get_language() or "en"
    leading = _leading(plan.stages)
    return [
        _sentence(leading[key], stage_name(definition, key, viewer, language))
        for key in definition.stage_keys()
        if len(leading.get(key, ())) > 1
    ]


def _leading(stages: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word, choice in sorted(stages.items()):
        if choice.startswith(STAGE):
            found.setdefault(choice.removeprefix(STAGE), []).append(word)
    return found


def _sentence(words: list[str], stage: str) -> str:
    quoted = [_("“%(word)s”") % {"word": word} for word in words[:MOST_WORDS]] + ["…"] * (len(words) > MOST_WORDS)
    return _("%(words)s go to one stage, %(stage)s: change one if they differ.") % {
        "words": get_text_list(quoted, _("and")),
        "stage": stage,
    }
