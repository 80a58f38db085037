"""`jalon process diff`."""

import json


def test_says_nothing_about_the_same(jalon):
    result = jalon("process", "diff", "team.sales", "team.sales")

    assert (result.code, result.out) == (0, "No difference.\n")


def test_gives_typed_changes_as_json(jalon):
    result = jalon("process", "diff", "inb.sales", "team.sales", "--format", "json")

    changes = json.loads(result.out)
    assert result.code == 1
    added = next(change for change in changes if change["kind"] == "stage_added")
    assert (added["stage"], added["touches_running_deals"]) == ("RESEARCH", True)
    assert added["words"]["fr"].startswith("«\N{NO-BREAK SPACE}Rechercher")


def test_tells_what_touches_running_deals_from_what_does_not(jalon):
    out = jalon("process", "diff", "inb.sales", "team.sales").out

    first, second = out.split("Leaves running deals alone")
    assert "“Research” was added after “Qualify”." in first
    assert "Changed: the name." in second


def test_compares_files(jalon, tmp_path):
    text = "key: a.b\nmodel: any\nkind: sales\nlabel: {en: A, fr: A}\nstages: [QUALIFY, DECIDE]\n"
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(text.replace("QUALIFY, DECIDE", "QUALIFY, PRESENT, DECIDE"), encoding="utf-8")

    result = jalon("process", "diff", tmp_path / "old.yaml", tmp_path / "new.yaml")

    assert "“Present solution” was added after “Qualify”." in " ".join(result.out.split())


def test_cannot_compare_what_is_not_there(jalon):
    result = jalon("process", "diff", "inb.sales", "nowhere.yaml")

    assert result.code == 2
    assert "nowhere.yaml:1: The file does not exist." in result.err
