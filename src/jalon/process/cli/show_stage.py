"""Writes one stage for people: its questions, evidence, measures and playbook."""

from jalon.process.cli.captions import caption, colon
from jalon.process.cli.output import say, say_list, title
from jalon.process.definitions.stage import LabelSet, StageDefinition
from jalon.process.definitions.text import Lang, Text
from jalon.process.reference import kpis, roles
from jalon.process.words import phase_name, word


def write_stage(stage: StageDefinition, lang: Lang, label_set: LabelSet = "infinitive") -> None:
    """Write the whole stage."""
    title(f"{stage.name(lang, label_set)} · {stage.key}")
    _line("phase", ", ".join(phase_name(phase).say(lang) for phase in stage.buyer_phase), lang)
    _text("belief", stage.buyer_belief, lang)
    say()
    _questions(stage, lang)
    _criteria(stage, lang)
    _measures(stage, lang)
    _section("activities", lang)
    for one in stage.activities:
        say_list([f"{one.title.say(lang)} ({_role(one.role, lang)}, {_days(one.due_days, lang)})"])
    _section("playbook", lang)
    for entry in stage.playbook:
        print(f"\n  ▸ {entry.title.say(lang)} ({word('playbook', entry.kind).say(lang)})\n")
        print("\n".join(f"    {line}".rstrip() for line in entry.body.say(lang).splitlines()))


def _questions(stage: StageDefinition, lang: Lang) -> None:
    five = stage.five_w_two_h
    _text("why", five.why, lang)
    _text("what", five.what, lang)
    people = [role for role in (five.who.responsible, *five.who.support) if role]
    _line("who", ", ".join(_role(role, lang) for role in people), lang)
    due = f" → {_days(five.when.due_days, lang)}" if five.when.due_days is not None else ""
    _line("when", f"{five.when.entry.say(lang) if five.when.entry else ''}{due}", lang)
    _text("where", five.where, lang)
    _text("how", five.how, lang)
    _text("how_much", five.how_much, lang)


def _criteria(stage: StageDefinition, lang: Lang) -> None:
    _section("exit", lang)
    for criterion in stage.exit:
        code = f"{criterion.type}({criterion.arg})" if criterion.arg else criterion.type
        level, policy = word("level", criterion.level).say(lang), word("policy", criterion.policy).say(lang)
        say_list([f"{criterion.label.say(lang)} [{code}; {policy}; {level}]"], mark="□")
        if criterion.help is not None:
            say(criterion.help.say(lang), indent=4)


def _measures(stage: StageDefinition, lang: Lang) -> None:
    _section("measures", lang)
    if stage.duration_days is not None:
        span = f"{_number(stage.duration_days.p50, lang)} / {_days(stage.duration_days.p90, lang)}"
        _line("duration", span, lang, indent=2)
    if stage.conversion is not None:
        low, high = stage.conversion.low * 100, stage.conversion.high * 100
        space = "" if lang == "en" else "\N{NO-BREAK SPACE}"
        _line("conversion", f"{low:.0f}–{high:.0f}{space}%" if low != high else f"{low:.0f}{space}%", lang, indent=2)
    if stage.target is not None:
        _line("target", stage.target.text.say(lang), lang, indent=2)
    names = {kpi.id: kpi.name.say(lang) for kpi in kpis()}
    _line("kpis", ", ".join(f"{names.get(kpi, '?')} ({kpi})" for kpi in stage.kpis), lang, indent=2)


def _section(key: str, lang: Lang) -> None:
    say()
    say(caption(key, lang) + colon(lang))


def _text(key: str, text: Text | None, lang: Lang) -> None:
    if text is not None:
        _line(key, text.say(lang), lang)


def _line(key: str, words: str, lang: Lang, indent: int = 0) -> None:
    if words:
        say(f"{caption(key, lang)}{colon(lang)} {words}", indent)


def _role(key: str, lang: Lang) -> str:
    return next((role.label.say(lang) for role in roles() if role.key == key), key)


def _days(days: float, lang: Lang) -> str:
    return f"{_number(days, lang)} {caption('days', lang)}"


def _number(value: float, lang: Lang) -> str:
    return f"{value:g}" if lang == "en" else f"{value:g}".replace(".", ",")
