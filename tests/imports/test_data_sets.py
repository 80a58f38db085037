"""Two real books load whole, as suggested, from the command line."""

from collections import Counter

from jalon.deals.models import Deal
from jalon.directory.models import Company
from jalon.imports.cli import main
from jalon.timeline.models import Event, EventText


def test_loads_maven_whole(shared, pipeline, capsys):
    files = sorted(str(path) for path in (shared / "maven-crm").glob("*.csv"))
    assert len(files) == 4

    code = main([*files, "--workspace", "acme"])

    assert code == 0
    assert "8,800 rows: new 8,800" in capsys.readouterr().out
    outcomes = Counter(Deal.objects.values_list("outcome", flat=True))
    assert outcomes == {"won": 4_238, "lost": 2_473, "open": 1_589 + 500}
    stages = Deal.objects.filter(outcome="open").values_list("stage__key", flat=True)
    assert Counter(stages) == {"QUALIFY": 500, "PRESENT": 1_589}
    assert Company.objects.count() == 85
    assert Deal.objects.filter(company=None).count() == 1_425
    assert Event.objects.filter(verb="deal.imported").count() == 8_800


def test_reads_maven_as_its_files_mean_it(shared, pipeline):
    files = sorted(str(path) for path in (shared / "maven-crm").glob("*.csv"))
    main([*files, "--workspace", "acme"])

    deal = Deal.objects.select_related("company").get(reference="Z063OYW0")
    assert (deal.title, deal.one_off_minor, deal.outcome) == ("Isdom – GTXPro", 451_400, "won")
    assert (str(deal.opened_at.date()), str(deal.decided_at.date())) == ("2016-10-25", "2017-03-11")
    assert (deal.company.sector, deal.company.country, deal.company.employees) == ("medical", "US", 4_540)
    told = EventText.objects.get(event__subject_id=deal.pk).body.splitlines()
    assert "sales_agent: Darcel Schlecht" in told
    assert "series: GTX" in told  # the file of products spells it “GTX Pro”
    assert "manager: Melvin Marxen" in told


def test_loads_olist_whole(shared, pipeline, capsys):
    files = sorted(str(path) for path in (shared / "olist-funnel").glob("*.csv"))
    assert len(files) == 3

    code = main([*files, "--workspace", "acme"])

    assert code == 0
    assert "8,000 rows: new 8,000" in capsys.readouterr().out
    assert Counter(Deal.objects.values_list("outcome", flat=True)) == {"won": 842, "open": 7_158}
    won = Deal.objects.get(reference="5420aad7fec3549a85876ba1c529bd84")
    assert str(won.decided_at.date()) == "2018-02-26"
    assert "business_segment: pet" in EventText.objects.get(event__subject_id=won.pk).body
