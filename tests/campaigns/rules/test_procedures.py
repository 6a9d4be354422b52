"""The declared procedures: whole, documented, and read by everybody from the same table."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from zhengyou.campaigns.rules.procedures import Procedure, documentation, procedures
from zhengyou.campaigns.rules.procedures.telling import as_data, main_way

_ALL = pytest.mark.parametrize("procedure", procedures().values(), ids=procedures())


def test_the_document_in_the_project_is_what_the_tables_say() -> None:
    assert documentation.TARGET.read_text(encoding="utf-8") == documentation.markdown()


@_ALL
def test_a_procedure_is_whole(procedure: Procedure) -> None:
    verbs = [step.verb for step in procedure.transitions]
    assert len(verbs) == len(set(verbs))
    for step in procedure.transitions:
        assert {*step.sources, step.target} <= set(procedure.labels)
        assert step.label
        assert len(step.asks) == len({asked.name for asked in step.asks})
    reached = {step.target for step in procedure.transitions} | {next(iter(procedure.passed))}
    assert set(procedure.passed) == reached, "a state that nothing leads to"
    assert procedure.title
    assert procedure.purpose
    assert procedure.source.startswith(("domain.md P", "domain.md M"))


@_ALL
def test_one_step_at_least_leads_on_from_the_beginning(procedure: Procedure) -> None:
    assert len(main_way(procedure)) > 1


@_ALL
def test_whoever_is_logged_in_reads_how_it_is_done(procedure: Procedure, cast: Cast) -> None:
    address = reverse("procedure", args=[procedure.key])
    page = cast.client("member").get(address).content.decode()
    assert all(str(step.label) in page for step in procedure.transitions)
    assert cast.client("member").get(address + "?format=json").json() == as_data(procedure)


def test_all_procedures_stand_on_one_page(cast: Cast) -> None:
    page = cast.client("secretary").get(reverse("procedures")).content.decode()
    assert all(str(procedure.title) in page for procedure in procedures().values())
    assert cast.client("secretary").get("/procedures/unknown/").status_code == 404
