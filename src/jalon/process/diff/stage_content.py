"""Changes to what a stage says and measures."""

from collections.abc import Iterator

from jalon.process.definitions.stage import Conversion, Duration, StageDefinition, Target
from jalon.process.definitions.text import Text
from jalon.process.diff.change import Change, ChangeKind, about
from jalon.process.words import phase_name, word

CONTENT: dict[str, Text] = {
    "buyer_belief": Text(en="what the buyer must believe", fr="ce que l’acheteur doit croire"),
    "five_w_two_h": Text(en="why, what, when, where, how, how much", fr="pourquoi, quoi, quand, où, comment, combien"),
    "kpis": Text(en="the KPIs", fr="les indicateurs"),
    "playbook": Text(en="the playbook", fr="le guide de vente"),
    "activities": Text(en="the starter activities", fr="les activités de départ"),
    "group": Text(en="the group", fr="le groupe"),
}


def stage_changes(old: StageDefinition, new: StageDefinition) -> Iterator[Change]:
    """Give what changed in a stage besides its place and its criteria."""
    if (old.label, old.noun) != (new.label, new.noun):
        yield _relabelled(old, new)
    yield from _row(new, "phase_changed", _phases(old), _phases(new), Text(en="buyer phase", fr="phase d’achat"))
    yield from _row(
        new, "duration_changed", _days(old.duration_days), _days(new.duration_days), Text(en="duration", fr="durée")
    )
    yield from _row(
        new,
        "conversion_changed",
        _share(old.conversion),
        _share(new.conversion),
        Text(en="conversion", fr="taux de passage"),
    )
    yield from _row(new, "target_changed", _target(old.target), _target(new.target), Text(en="target", fr="cible"))
    yield from _row(
        new, "responsible_changed", _responsible(old), _responsible(new), Text(en="responsible", fr="responsable")
    )
    yield from _row(
        new,
        "forecast_category_changed",
        word("forecast", old.forecast_category),
        word("forecast", new.forecast_category),
        Text(en="forecast category", fr="catégorie de prévision"),
    )
    yield from _row(new, "outcomes_changed", _outcomes(old), _outcomes(new), Text(en="outcomes", fr="issues"))
    yield from _content(old, new)


def _relabelled(old: StageDefinition, new: StageDefinition) -> Change:
    words = Text(
        en=f"“{old.label.en}” is now called “{new.label.en}”.",
        fr=f"« {old.label.fr} » s’appelle désormais « {new.label.fr} ».",
    )
    if old.label == new.label:
        words = about(new, "its noun changed.", "son nom change.")
    return Change(kind="stage_relabelled", stage=new.key, before=old.label.en, after=new.label.en, words=words)


def _row(
    stage: StageDefinition, kind: ChangeKind, before: Text | None, after: Text | None, name: Text
) -> Iterator[Change]:
    if before == after:
        return
    was, now = before or _nothing(), after or _nothing()
    yield Change(
        kind=kind,
        stage=stage.key,
        before=before.en if before else None,
        after=after.en if after else None,
        words=about(stage, f"{name.en} {was.en} → {now.en}.", f"{name.fr} {was.fr} → {now.fr}."),
    )


def _content(old: StageDefinition, new: StageDefinition) -> Iterator[Change]:
    for field, name in CONTENT.items():
        before, after = getattr(old, field), getattr(new, field)
        if field == "five_w_two_h":
            before, after = before.model_copy(update={"who": after.who}), after
        if before != after:
            words = about(new, f"changed: {name.en}.", f"modifié : {name.fr}.")
            yield Change(kind="content_changed", stage=new.key, before=field, after=field, words=words)


def _phases(stage: StageDefinition) -> Text:
    names = [phase_name(phase) for phase in stage.buyer_phase]
    return Text(en=", ".join(name.en for name in names), fr=", ".join(name.fr for name in names))


def _days(duration: Duration | None) -> Text | None:
    if duration is None:
        return None
    span = f"{duration.p50:g}/{duration.p90:g}"
    return Text(en=f"{span} days", fr=f"{span.replace('.', ',')} jours")


def _share(conversion: Conversion | None) -> Text | None:
    if conversion is None:
        return None
    low, high = f"{conversion.low * 100:g}", f"{conversion.high * 100:g}"
    return Text(en=f"{low}–{high}%", fr=f"{low}–{high} %".replace(".", ","))


def _target(target: Target | None) -> Text | None:
    return None if target is None else Text(en=f"“{target.text.en}”", fr=f"« {target.text.fr} »")


def _responsible(stage: StageDefinition) -> Text:
    who = stage.five_w_two_h.who
    people = "+".join(role for role in (who.responsible, *who.support) if role) or "—"
    return Text(en=people, fr=people)


def _outcomes(stage: StageDefinition) -> Text:
    names = [word("outcome", outcome) for outcome in stage.outcomes]
    return Text(en=", ".join(name.en for name in names) or "—", fr=", ".join(name.fr for name in names) or "—")


def _nothing() -> Text:
    return Text(en="none", fr="rien")
