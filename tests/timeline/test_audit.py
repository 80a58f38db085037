"""The chain over what happened: whole while nobody alters it, and naming the first entry that somebody did."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.core.signing import Signer
from django.db import connection, transaction

from jalon.kernel.db.row_security import as_owner
from jalon.timeline.actions import erase_workspace, record, record_many
from jalon.timeline.actions.record import Happening
from jalon.timeline.audit import cli, sealing
from jalon.timeline.audit.digests import Entry, digest_of, pack, unpack
from jalon.timeline.audit.heads import NotAHead, heads, read_heads
from jalon.timeline.audit.sealing import GENESIS, head_of, seal_all, seal_hash, seal_workspace
from jalon.timeline.audit.sightings import record_sighting
from jalon.timeline.audit.verifying import Why, verify
from jalon.timeline.catalogue import NoParticulars
from jalon.timeline.models import Event, Purge, Seal, Sighting
from tests.at_once import at_once
from tests.conftest import _unguard
from tests.timeline.verbs import SAID


@pytest.fixture
def happened(cast, noon):
    """Six rows, in two seals of three: events, then sightings and an event."""
    said = [record(SAID, subject=("deal", cast.owner.pk), actor=cast.actor(), at=noon) for _time in range(3)]
    seal_workspace(cast.workspace.pk, at=noon)
    saw = [
        record_sighting(page="deals:deal", kind="deal", record=cast.owner.pk, actor=cast.actor(), at=after(hours))
        for hours in (2, 4)
    ]
    seal_workspace(cast.workspace.pk, at=after(5))
    return [*said, *saw]


def after(hours):
    return datetime.now(UTC) + timedelta(hours=hours)


def broken(cast, **asked):
    return verify(cast.workspace.pk, **asked).broken


def tamper(statement, *values):
    """What somebody does who may write to the database and takes the guards away first."""
    for table in ("timeline_event", "timeline_sighting", "timeline_seal"):
        _unguard(table)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def pk(value):
    return value if connection.vendor == "postgresql" else value.hex


def test_is_whole_when_nothing_was_altered(cast, happened):
    verdict = verify(cast.workspace.pk)

    assert verdict.broken is None
    assert (verdict.seals, verdict.entries, verdict.erased, verdict.waiting) == (2, 5, 0, 0)


def test_seals_each_row_once_in_the_order_it_was_recorded(cast, happened):
    again = seal_workspace(cast.workspace.pk, at=after(6))

    sealed = [one.row_id for seal in Seal.objects.order_by("number") for one in unpack(bytes(seal.entries))]
    assert again == 0
    assert sealed == [row.pk for row in happened]
    assert list(Seal.objects.order_by("number").values_list("number", "first")) == [(1, 1), (2, 4)]


def test_keeps_a_chain_for_each_workspace(cast, noon, happened):
    record(SAID, subject=("deal", cast.stranger.pk), actor=cast.actor("stranger"), at=noon)

    sealed = seal_all(at=after(6))

    assert sealed == 1
    assert verify(cast.stranger.workspace_id).entries == 1
    assert verify(cast.workspace.pk).entries == 5


def test_starts_a_new_seal_after_so_many_rows(cast, noon, monkeypatch):
    monkeypatch.setattr(sealing, "PER_SEAL", 4)
    monkeypatch.setattr(sealing, "PER_LOOK", 8)
    happenings = [Happening(cast.owner.pk, NoParticulars(), noon) for _time in range(10)]
    record_many(SAID, kind="deal", happenings=happenings, actor=cast.actor())

    sealed = seal_workspace(cast.workspace.pk, at=after(1))

    assert sealed == 10
    assert list(Seal.objects.order_by("number").values_list("first", flat=True)) == [1, 5, 9]
    assert broken(cast) is None


def test_takes_up_a_row_that_was_committed_after_later_ones_were_sealed(cast, happened):
    late = record_sighting(page="deals:deal", kind="deal", actor=cast.actor(), at=after(3.5))

    sealed = seal_workspace(cast.workspace.pk, at=after(6))

    assert sealed == 1
    assert [one.row_id for one in unpack(bytes(head_of(cast.workspace.pk).entries))] == [late.pk]
    assert broken(cast) is None


def test_names_the_event_that_was_altered(cast, happened):
    tamper("UPDATE timeline_event SET verb = 'test.forged' WHERE id = %s", pk(happened[1].pk))

    found = broken(cast)

    assert (found.place, found.kind, found.row_id, found.why) == (2, "event", happened[1].pk, Why.ALTERED)


def test_names_the_sighting_that_was_altered(cast, happened):
    tamper("UPDATE timeline_sighting SET actor_id = %s WHERE id = %s", pk(cast.teammate.pk), pk(happened[3].pk))

    found = broken(cast)

    assert (found.place, found.kind, found.row_id, found.why) == (4, "sighting", happened[3].pk, Why.ALTERED)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE timeline_event SET at = %s WHERE id = %s",
        "UPDATE timeline_event SET recorded_at = %s WHERE id = %s",
    ],
)
def test_notices_another_hour(cast, happened, statement):
    tamper(statement, "2026-11-02 12:00:01", pk(happened[0].pk))

    assert (broken(cast).place, broken(cast).why) == (1, Why.ALTERED)


def test_names_the_row_that_was_deleted(cast, happened):
    tamper("DELETE FROM timeline_event WHERE id = %s", pk(happened[2].pk))

    found = broken(cast)

    assert (found.place, found.row_id, found.why) == (3, happened[2].pk, Why.DELETED)


def test_names_the_row_that_was_put_in_afterwards(cast, noon, happened, monkeypatch):
    monkeypatch.setattr(import_module("jalon.timeline.actions.record"), "now", lambda: noon)

    forged = record(SAID, subject=("deal", cast.owner.pk), actor=cast.actor("teammate"), at=noon)
    seal_workspace(cast.workspace.pk, at=after(6))

    found = broken(cast)
    assert (found.place, found.kind, found.row_id, found.why) == (0, "event", forged.pk, Why.INSERTED)


def test_names_the_first_of_several_breaks(cast, happened):
    tamper("UPDATE timeline_sighting SET rows = 7 WHERE id = %s", pk(happened[4].pk))
    tamper("DELETE FROM timeline_event WHERE id = %s", pk(happened[1].pk))

    assert broken(cast).place == 2


def test_notices_a_seal_rewritten_to_fit_an_altered_row(cast, happened):
    tamper("UPDATE timeline_event SET verb = 'test.forged' WHERE id = %s", pk(happened[1].pk))
    first = Seal.objects.get(number=1)
    digest = sealing.SOURCES["e"].digests(cast.workspace.pk, [happened[1].pk])[happened[1].pk][1]
    entries = list(unpack(bytes(first.entries)))
    entries[1] = Entry("e", happened[1].pk, digest)
    first.entries = pack(entries)
    tamper("UPDATE timeline_seal SET entries = %s WHERE id = %s", first.entries, pk(first.pk))

    assert (broken(cast).place, broken(cast).why) == (1, Why.SEAL_ALTERED)

    tamper("UPDATE timeline_seal SET hash = %s WHERE id = %s", seal_hash(first, GENESIS), pk(first.pk))

    assert (broken(cast).place, broken(cast).why) == (4, Why.SEAL_ALTERED)


def test_notices_a_seal_that_is_gone(cast, happened):
    tamper("DELETE FROM timeline_seal WHERE number = %s", 1)

    assert (broken(cast).place, broken(cast).why) == (1, Why.SEAL_MISSING)


def test_notices_a_tail_cut_off_by_the_head_kept_elsewhere(cast, happened):
    kept = read_heads(head.line() for head in heads())
    tamper("DELETE FROM timeline_seal WHERE number = %s", 2)
    for row in happened[3:]:
        tamper("DELETE FROM timeline_sighting WHERE id = %s", pk(row.pk))

    assert broken(cast) is None
    assert (broken(cast, heads=kept).place, broken(cast, heads=kept).why) == (4, Why.TRUNCATED)


def test_notices_a_tail_cut_off_and_sealed_anew(cast, happened):
    kept = read_heads(head.line() for head in heads())
    tamper("DELETE FROM timeline_seal WHERE number = %s", 2)
    tamper("DELETE FROM timeline_sighting WHERE id = %s", pk(happened[4].pk))
    seal_workspace(cast.workspace.pk, at=after(6))

    assert broken(cast) is None
    assert broken(cast, heads=kept).why is Why.REWRITTEN


def test_trusts_no_head_that_it_did_not_sign(cast, happened):
    line = next(heads()).line()

    with pytest.raises(NotAHead, match="not a head signed by this installation"):
        read_heads([line.replace(" 2 ", " 1 ")])
    with pytest.raises(NotAHead):
        read_heads([Signer(salt="another").sign("x")])
    assert read_heads(["", line + "\n"]) == list(heads())


def test_stays_verifiable_when_its_workspace_is_erased(cast, happened):
    kept = list(heads())
    erase_workspace(actor=cast.actor(), at=after(7))
    seal_all(at=after(7))

    verdict = verify(cast.workspace.pk, heads=kept)

    assert not Event.objects.exists()
    assert not Sighting.objects.exists()
    assert (verdict.broken, verdict.entries, verdict.erased) == (None, 6, 5)


def test_notices_a_purge_that_was_altered(cast, happened):
    erase_workspace(actor=cast.actor(), at=after(7))
    seal_all(at=after(7))

    Purge.objects.update(reason="retention")

    assert (broken(cast).place, broken(cast).kind, broken(cast).why) == (6, "purge", Why.ALTERED)


def test_excuses_nothing_that_was_sealed_after_the_purge(cast, happened):
    Purge.objects.create(workspace_id=cast.workspace.pk, reason="test", started_at=after(1), ended_at=after(1), rows=1)
    tamper("DELETE FROM timeline_sighting WHERE id = %s", pk(happened[3].pk))

    assert (broken(cast).place, broken(cast).why) == (4, Why.DELETED)


@pytest.mark.django_db(transaction=True)
def test_seals_each_row_once_when_two_seal_at_once(cast, noon):
    with transaction.atomic():
        for _time in range(5):
            record(SAID, subject=("deal", cast.owner.pk), actor=cast.actor(), at=noon)
    workspace_id = cast.workspace.pk

    counts = at_once(*(lambda: seal_workspace(workspace_id, at=noon) for _one in range(4)))

    assert sum(counts) == 5
    assert verify(workspace_id).broken is None


@pytest.mark.django_db(transaction=True)
def test_holds_while_others_write(cast, noon):
    actor, workspace_id = cast.actor(), cast.workspace.pk

    def write():
        for _time in range(15):
            with transaction.atomic():
                record(SAID, subject=("deal", actor.member.pk), actor=actor, at=noon)

    def keep_sealing():
        return sum(seal_workspace(workspace_id, at=noon) for _time in range(15))

    at_once(write, write, write, keep_sealing)
    seal_workspace(workspace_id, at=noon)

    verdict = verify(workspace_id)
    assert (verdict.broken, verdict.entries, verdict.waiting) == (None, 45, 0)


def test_spells_a_row_the_same_on_both_engines():
    moment = datetime(2026, 11, 2, 12, tzinfo=UTC)
    elsewhere = moment.astimezone(ZoneInfo("Europe/Paris"))

    assert digest_of([moment, {"b": 1.0, "a": [1e22]}]) == digest_of([elsewhere, {"a": [10**22], "b": 1}])
    assert digest_of([None, "é"]) == sha256('[null,"é"]'.encode()).digest()


def test_says_on_the_command_line_what_holds_and_what_does_not(cast, happened, capsys, tmp_path):
    assert cli.main(["head"]) == 0
    (tmp_path / "heads").write_text(capsys.readouterr().out)

    assert cli.main(["verify", "--workspace", "acme", "--heads", str(tmp_path / "heads")]) == 0
    assert capsys.readouterr().out == "ok  acme: 5 entries in 2 seals\n"

    tamper("DELETE FROM timeline_event WHERE id = %s", pk(happened[0].pk))
    assert cli.main(["verify"]) == 1
    assert f"!!  acme: entry 1 (event {happened[0].pk}) was sealed and is gone" in capsys.readouterr().out
    assert cli.main(["verify", "--workspace", "nowhere"]) == 2
