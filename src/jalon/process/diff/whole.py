"""Changes to the pipeline as a whole: name, lines, events, headline."""

from collections.abc import Iterable, Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.text import Text
from jalon.process.diff.change import Change

NAMES: dict[str, Text] = {
    "key": Text(en="the key", fr="la clé"),
    "model": Text(en="the sales model", fr="le modèle de vente"),
    "kind": Text(en="the kind of pipeline", fr="le type de pipeline"),
    "label": Text(en="the name", fr="le nom"),
    "purpose": Text(en="the purpose", fr="la finalité"),
    "context": Text(en="the context", fr="le contexte"),
    "entry_rule": Text(en="the entry rule", fr="la règle d’entrée"),
    "entry": Text(en="the first stage of new records", fr="la première étape des nouvelles fiches"),
    "hand_over_at": Text(en="the stage of the hand-over", fr="l’étape du relais"),
    "cyclic": Text(en="the cycle after the sale", fr="le cycle après la vente"),
    "triggers": Text(en="what makes buyers start", fr="ce qui fait démarrer l’acheteur"),
    "clock": Text(en="the clock of renewals", fr="l’horloge des renouvellements"),
}


def whole_changes(old: PipelineDefinition, new: PipelineDefinition) -> Iterator[Change]:
    """Give what changed outside the stages."""
    for field, name in NAMES.items():
        if getattr(old, field) != getattr(new, field):
            words = Text(en=f"Changed: {name.en}.", fr=f"Modifié : {name.fr}.")
            yield Change(
                kind="pipeline_changed",
                before=_plain(getattr(old, field)),
                after=_plain(getattr(new, field)),
                words=words,
            )
    yield from _line(old, new)
    yield from _won(old, new)
    yield from _headline(old, new)
    yield from _circle(old, new)


def _line(old: PipelineDefinition, new: PipelineDefinition) -> Iterator[Change]:
    before, after = old.opportunity_line, new.opportunity_line
    if before != after:
        yield Change(
            kind="opportunity_line_moved",
            stage=after,
            before=before,
            after=after,
            words=Text(
                en=f"The opportunity line moved from {before or 'none'} to {after or 'none'}.",
                fr=f"La ligne d’opportunité passe de {before or 'aucune'} à {after or 'aucune'}.",
            ),
        )


def _won(old: PipelineDefinition, new: PipelineDefinition) -> Iterator[Change]:
    before, after = _row(old.won_at), _row(new.won_at)
    if before != after:
        yield Change(
            kind="won_event_moved",
            before=before,
            after=after,
            words=Text(
                en=f"The sale is won at {after or 'no stage'} instead of {before or 'no stage'}.",
                fr=f"La vente est gagnée à {after or 'aucune étape'} au lieu de {before or 'aucune étape'}.",
            ),
        )


def _headline(old: PipelineDefinition, new: PipelineDefinition) -> Iterator[Change]:
    before, after = old.headline_kpi, new.headline_kpi
    if before != after:
        yield Change(
            kind="headline_kpi_changed",
            before=before.text.en if before else None,
            after=after.text.en if after else None,
            words=Text(
                en=f"The headline target is now: {after.text.en if after else 'none'}.",
                fr=f"La cible principale est désormais : {after.text.fr if after else 'aucune'}.",
            ),
        )


def _circle(old: PipelineDefinition, new: PipelineDefinition) -> Iterator[Change]:
    before, after = _row(old.circle_roles), _row(new.circle_roles)
    if before != after:
        yield Change(
            kind="circle_changed",
            before=before,
            after=after,
            words=Text(
                en=f"The required roles of the buying circle are now: {after or 'none'}.",
                fr=f"Les rôles requis du cercle d’achat sont désormais : {after or 'aucun'}.",
            ),
        )


def _row(keys: Iterable[str]) -> str:
    return ", ".join(keys)


def _plain(value: object) -> str | None:
    return value.en if isinstance(value, Text) else None if value is None else str(value)
