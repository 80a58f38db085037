"""JP013: KPIs are those of the catalogue."""

from jalon.process.definitions import Target

from ..builders import pipeline, text, with_stage
from .found import found


def test_refuses_a_kpi_without_a_formula_wherever_it_stands():
    assert len(found("JP013", pipeline(headline_kpi=Target(kpi="K99", value=1, text=text())))) == 1
    assert len(found("JP013", with_stage("A", kpis=("K18", "K66")))) == 1
    assert len(found("JP013", with_stage("A", target=Target(kpi="K00", value=1, text=text())))) == 1


def test_accepts_a_target_that_is_no_kpi():
    assert found("JP013", with_stage("A", target=Target(value=3, text=text()))) == []
