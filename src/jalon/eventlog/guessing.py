"""Finds which column of a file holds what, by its name or by the extension of XES that it belongs to."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from jalon.eventlog.columns import COLUMNS, Column
from jalon.eventlog.problem import error


def columns_meant(names: Sequence[str], *, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give, for each column of the one table shape, the column of the file that holds it.

    What is `given` wins over what is guessed; LogError when a given column is not there, or when case, activity or
    timestamp can neither be found nor guessed.
    """
    chosen = dict(given or {})
    for meant, name in chosen.items():
        if name not in names:
            raise _not_there(meant, name, names)
    for column in COLUMNS:
        free = [name for name in names if name not in chosen.values()]
        found = _guess(column, free) if column.name not in chosen else None
        if found is not None:
            chosen[column.name] = found
        elif column.required and column.name not in chosen:
            raise _not_found(column, names)
    return chosen


def _guess(column: Column, names: Sequence[str]) -> str | None:
    plain = {_plain(name): name for name in reversed(names)}
    wanted = [column.name, *column.aliases]
    wanted.sort(key=lambda alias: ":" not in alias)  # the names that XES fixes are surer than a word like `event`
    return next((plain[_plain(alias)] for alias in wanted if _plain(alias) in plain), None)


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]+", "", name.strip().lower().lstrip("\ufeff"))


def _not_there(meant: str, name: str, names: Sequence[str]) -> Exception:
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    return error(
        "unknown-column",
        en=f"There is no column {name} to read the {meant} from.",
        fr=f"Il n’y a pas de colonne {name} où lire « {meant} ».",
        remedy_en=f"Did you mean {near[0]}?" if near else f"The file has {', '.join(names)}.",
        remedy_fr=f"Vouliez-vous dire {near[0]} ?" if near else f"Le fichier a {', '.join(names)}.",
    )


def _not_found(column: Column, names: Sequence[str]) -> Exception:
    return error(
        "missing-column",
        en=f"No column of the file looks like the {column.name}: {column.meaning}.",
        fr=f"Aucune colonne du fichier ne ressemble à « {column.name} ».",
        remedy_en=f"Name it with --{column.name} COLUMN; the file has {', '.join(names)}.",
        remedy_fr=f"Nommez-la par --{column.name} COLONNE ; le fichier a {', '.join(names)}.",
    )
