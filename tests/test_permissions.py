"""Every address with every role, from one readable table. An address that is missing in the table fails."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tests.accounts.inviting import asked, invited
from tests.appraisals import addresses as appraisal_addresses
from tests.appraisals import member_addresses
from tests.campaigns.activities import addresses as activity_addresses
from tests.campaigns.classes import addresses as classes_addresses
from tests.campaigns.commitments import addresses as commitment_addresses
from tests.campaigns.drives import addresses as drive_addresses
from tests.campaigns.filing.conftest import Desk
from tests.campaigns.inspections import addresses as inspection_addresses
from tests.campaigns.phases import addresses as phase_addresses
from tests.campaigns.pledges import addresses as pledge_addresses
from tests.campaigns.projects import addresses as project_addresses
from tests.campaigns.rectification import addresses as rectification_addresses
from tests.campaigns.reviews import addresses as review_addresses
from tests.campaigns.selfchecks import addresses as selfcheck_addresses
from tests.campaigns.summaries import addresses as summary_addresses
from tests.cast import Cast, ExpectationOf, at_noon, begun, draft_plan, finder, gathered, task_item
from tests.organisations.people.keeping import decided, entered, given
from zhengyou.accounts.coming_in import PROVED_IN_SESSION
from zhengyou.accounts.models import Login, Passkey
from zhengyou.campaigns.actions import excuses, plans, records
from zhengyou.campaigns.models import Campaign, PlanItem
from zhengyou.ledger.queries import history
from zhengyou.ledger.sealing import seal
from zhengyou.organisations.actions import (
    attending,
    circumstances,
    cultivations,
    groups,
    handovers,
    personal,
    rosters,
    transfers,
    units,
    weak,
)
from zhengyou.organisations.actions.groups import GroupTold
from zhengyou.organisations.actions.importing import Source
from zhengyou.organisations.actions.reorganising import reorganise
from zhengyou.organisations.models import CircumstanceKind, Direction, PostKind
from zhengyou.organisations.queries.shifts import Rename
from zhengyou.organisations.rules.orders import Order

# The district's people, then those below, each in the tree of tests/cast.py.
ROLES = [
    *("stranger", "leader", "office", "inspector", "reader", "administrator"),
    *("committee_office", "general_secretary", "secretary", "other_secretary", "village_secretary", "member"),
]

# y lets in   . as if it did not exist (404)   n refused with a sentence (403)   L asked to log in   p public, for all
TABLE = """
# method name              s  l  o  i  r  a    c  g  1  2  v  m
GET  desk                  L  y  y  y  y  y    y  y  y  y  y  y
GET  login                 p  p  p  p  p  p    p  p  p  p  p  p
GET  login-second          p  p  p  p  p  p    p  p  p  p  p  p
POST login-passkey-begin   p  p  p  p  p  p    p  p  p  p  p  p
POST login-passkey         p  p  p  p  p  p    p  p  p  p  p  p
GET  login-outside         .  .  .  .  .  .    .  .  .  .  .  .
GET  login-outside-back    .  .  .  .  .  .    .  .  .  .  .  .
POST logout                p  p  p  p  p  p    p  p  p  p  p  p
GET  healthz               p  p  p  p  p  p    p  p  p  p  p  p
GET  robots                p  p  p  p  p  p    p  p  p  p  p  p
POST choose-post           L  y  y  y  y  y    y  y  y  y  y  y
GET  procedures            L  y  y  y  y  y    y  y  y  y  y  y
GET  procedure             L  y  y  y  y  y    y  y  y  y  y  y
GET  search                L  y  y  y  y  y    y  y  y  y  y  y
GET  ledger                L  y  y  y  y  .    y  .  .  .  .  .
GET  ledger-line           L  y  y  y  y  .    y  .  .  .  .  .
GET  ledger-head           L  y  y  y  y  .    y  .  .  .  .  .
GET  organisations         L  y  y  y  y  y    y  y  y  y  y  y
GET  organisation          L  y  y  y  y  y    y  y  y  .  .  y

# one's own account; the key and the session are the first branch's secretary's; no login service outside is set up
GET  account               L  y  y  y  y  y    y  y  y  y  y  y
GET  account-again         L  y  y  y  y  y    y  y  y  y  y  y
POST account-again         L  y  y  y  y  y    y  y  y  y  y  y
GET  account-password      L  y  y  y  y  y    y  y  y  y  y  y
POST account-password      L  y  y  y  y  y    y  y  y  y  y  y
GET  account-app           L  y  y  y  y  y    y  y  y  y  y  y
POST account-app           L  y  y  y  y  y    y  y  y  y  y  y
GET  account-app-remove    L  y  y  y  y  y    y  y  y  y  y  y
POST account-app-remove    L  y  y  y  y  y    y  y  y  y  y  y
POST account-passkey-begin L  y  y  y  y  y    y  y  y  y  y  y
GET  account-passkey-add   L  y  y  y  y  y    y  y  y  y  y  y
POST account-passkey-add   L  y  y  y  y  y    y  y  y  y  y  y
GET  account-passkey-remove   L  .  .  .  .  .    .  .  y  .  .  .
POST account-passkey-remove   L  .  .  .  .  .    .  .  y  .  .  .
GET  account-codes         L  y  y  y  y  y    y  y  y  y  y  y
POST account-codes         L  y  y  y  y  y    y  y  y  y  y  y
GET  account-logins        L  y  y  y  y  y    y  y  y  y  y  y
POST account-login-end     L  .  .  .  .  .    .  .  y  .  .  .
POST account-logins-end-others  L  y  y  y  y  y    y  y  y  y  y  y
GET  account-outside       L  .  .  .  .  .    .  .  .  .  .  .
GET  account-outside-remove  L  .  .  .  .  .    .  .  .  .  .  .
POST account-outside-remove  L  .  .  .  .  .    .  .  .  .  .  .
GET  account-ledger        L  y  y  y  y  y    y  y  y  y  y  y

# a newcomer of the first branch is invited, and somebody waits at the code on its wall; neither is logged in
GET  invitation-code       p  p  p  p  p  p    p  p  p  p  p  p
POST invitation-code       p  p  p  p  p  p    p  p  p  p  p  p
GET  invitation            p  p  p  p  p  p    p  p  p  p  p  p
GET  invitation-accept     .  y  y  y  y  y    y  y  y  y  y  y
POST invitation-accept     .  y  y  y  y  y    y  y  y  y  y  y
GET  wall-ask              .  y  y  y  y  y    y  y  y  y  y  y
POST wall-ask              .  y  y  y  y  y    y  y  y  y  y  y
GET  wall-wait             .  y  y  y  y  y    y  y  y  y  y  y
GET  invitations           L  .  y  .  .  y    y  y  y  .  .  .
POST invitations           L  .  y  .  .  y    y  y  y  .  .  .
GET  accounts-ledger       L  .  y  .  .  y    y  y  y  .  .  .
GET  invitations-asked     L  .  y  .  .  y    y  y  y  .  .  .
POST invitation-withdraw   L  .  y  .  .  y    y  y  y  .  .  .
POST wall-put-up           L  .  y  .  .  y    y  y  y  .  .  .
POST wall-take-down        L  .  y  .  .  y    y  y  y  .  .  .
POST asking-confirm        L  .  y  .  .  y    y  y  y  .  .  .
POST asking-refuse         L  .  y  .  .  y    y  y  y  .  .  .

# the level above changes the first branch; groups and units are kept by offices and secretaries
GET  reorganise            L  .  y  .  .  .    y  .  .  .  .  .
POST reorganise            L  .  y  .  .  .    y  .  .  .  .  .
GET  reorganisation        L  y  y  y  y  y    y  y  y  .  .  y
GET  reorganisation-take-back  L  .  y  .  .  .    y  .  .  .  .  .
POST reorganisation-take-back  L  .  y  .  .  .    y  .  .  .  .  .
GET  group                 L  y  y  y  y  y    y  y  y  .  .  y
GET  group-add             L  .  y  .  .  .    y  y  y  .  .  .
POST group-add             L  .  y  .  .  .    y  y  y  .  .  .
GET  group-end             L  .  y  .  .  .    y  y  y  .  .  .
POST group-end             L  .  y  .  .  .    y  y  y  .  .  .
GET  group-join            L  .  y  .  .  .    y  y  y  .  .  .
POST group-join            L  .  y  .  .  .    y  y  y  .  .  .
GET  group-leave           L  .  y  .  .  .    y  y  y  .  .  .
POST group-leave           L  .  y  .  .  .    y  y  y  .  .  .
GET  unit-add              L  .  y  .  .  .    y  y  y  .  .  .
POST unit-add              L  .  y  .  .  .    y  y  y  .  .  .
GET  unit-end              L  .  y  .  .  .    y  y  y  .  .  .
POST unit-end              L  .  y  .  .  .    y  y  y  .  .  .
GET  weak                  L  y  y  y  y  .    y  y  y  y  y  .
GET  weak-add              L  .  y  .  .  .    y  .  .  .  .  .
POST weak-add              L  .  y  .  .  .    y  .  .  .  .  .
GET  weak-settle           L  .  y  .  .  .    y  .  .  .  .  .
POST weak-settle           L  .  y  .  .  .    y  .  .  .  .  .

# the people of the first branch, its member's file, and what is done about them; nobody sees the neighbours'
GET  people                L  y  y  .  .  y    y  y  y  .  .  .
GET  cultivated            L  y  y  .  .  y    y  y  y  .  .  .
GET  person-add            L  .  y  .  .  .    y  y  y  .  .  .
POST person-add            L  .  y  .  .  .    y  y  y  .  .  .
GET  person                L  y  y  .  .  y    y  y  y  .  .  y
GET  person-status         L  .  y  .  .  .    y  y  y  .  .  .
POST person-status         L  .  y  .  .  .    y  y  y  .  .  .
GET  person-transfer       L  .  y  .  .  .    y  y  y  .  .  .
POST person-transfer       L  .  y  .  .  .    y  y  y  .  .  .
GET  person-leave          L  .  y  .  .  .    y  y  y  .  .  .
POST person-leave          L  .  y  .  .  .    y  y  y  .  .  .
GET  person-again          L  .  y  .  .  .    y  y  y  .  .  .
POST person-again          L  .  y  .  .  .    y  y  y  .  .  .
GET  person-mend           L  .  y  .  .  .    y  y  y  .  .  .
POST person-mend           L  .  y  .  .  .    y  y  y  .  .  .
POST step-take-back        L  .  y  .  .  .    y  y  y  .  .  .
GET  circumstance-add      L  .  y  .  .  .    y  y  y  .  .  .
POST circumstance-add      L  .  y  .  .  .    y  y  y  .  .  .
GET  circumstance-end      L  .  y  .  .  .    y  y  y  .  .  .
POST circumstance-end      L  .  y  .  .  .    y  y  y  .  .  .
GET  cultivation-add       L  .  y  .  .  .    y  y  y  .  .  .
POST cultivation-add       L  .  y  .  .  .    y  y  y  .  .  .
GET  cultivation-end       L  .  y  .  .  .    y  y  y  .  .  .
POST cultivation-end       L  .  y  .  .  .    y  y  y  .  .  .
GET  post-add              L  .  y  .  .  y    y  y  y  .  .  .
POST post-add              L  .  y  .  .  y    y  y  y  .  .  .
GET  post-end              L  .  y  .  .  y    y  y  y  .  .  .
POST post-end              L  .  y  .  .  y    y  y  y  .  .  .

# the first branch asks the village to receive one of its people; and passes from its secretary to its member
GET  transfer              L  .  y  .  .  .    y  y  y  .  y  .
POST transfer-receive      L  .  y  .  .  .    .  .  .  .  y  .
GET  transfer-refuse       L  .  y  .  .  .    .  .  .  .  y  .
POST transfer-refuse       L  .  y  .  .  .    .  .  .  .  y  .
POST transfer-withdraw     L  .  y  .  .  .    y  y  y  .  .  .
GET  vacant                L  .  y  .  .  y    y  y  y  y  y  .
GET  handover-begin        L  .  y  .  .  y    y  y  .  .  .  .
POST handover-begin        L  .  y  .  .  y    y  y  .  .  .  .
GET  handover              L  .  y  .  .  y    y  y  y  .  .  y
POST handover-confirm      L  .  n  .  .  n    n  n  y  .  .  y
POST handover-take-back    L  .  y  .  .  y    y  y  n  .  .  .

# what is stored of the first branch's member, who asked for a correction; what is kept how long
GET  person-data           L  .  .  .  .  y    .  .  .  .  .  y
GET  person-data-export    L  .  .  .  .  y    .  .  .  .  .  y
GET  correction-ask        L  .  .  .  .  .    .  .  .  .  .  y
POST correction-ask        L  .  .  .  .  .    .  .  .  .  .  y
GET  correction            L  .  y  .  .  .    y  y  y  .  .  y
POST correction-settle     L  .  y  .  .  .    y  y  y  .  .  n
GET  person-blank          L  .  .  .  .  y    .  .  .  .  .  .
POST person-blank          L  .  .  .  .  y    .  .  .  .  .  .
GET  readings              L  .  .  .  .  y    .  .  .  .  .  .
GET  leavers               L  .  .  .  .  y    .  .  .  .  .  .
GET  retention             L  y  y  y  y  y    y  y  y  y  y  y

# rosters: those of the district's office; only whoever handed one in sees it
GET  rosters               L  .  y  .  .  y    y  y  y  y  y  .
POST roster-upload         L  .  y  .  .  y    y  .  .  .  .  .
GET  roster-template       L  .  y  .  .  y    y  .  .  .  .  .
GET  roster-export         L  .  y  .  .  y    y  y  y  y  y  .
GET  roster-table          L  .  y  .  .  y    y  y  y  y  y  .
GET  roster-run            L  .  y  .  .  .    .  .  .  .  .  .
POST roster-import         L  .  y  .  .  .    .  .  .  .  .  .
POST roster-retry          L  .  y  .  .  .    .  .  .  .  .  .
POST roster-drop           L  .  y  .  .  .    .  .  .  .  .  .
GET  roster-report         L  .  y  .  .  .    .  .  .  .  .  .

# plans: the district's own; those below see only their own
GET  plans                 L  y  y  .  y  .    y  y  y  y  y  .
GET  plan-upload           L  .  y  .  .  .    y  y  y  y  y  .
POST plan-upload           L  .  y  .  .  .    y  y  y  y  y  .
GET  packs                 L  .  y  .  .  .    y  y  y  y  y  .
GET  pack                  L  .  y  .  .  .    y  y  y  y  y  .
POST pack                  L  .  y  .  .  .    y  y  y  y  y  .
GET  plan                  L  y  y  .  y  .    .  .  .  .  .  .
GET  plan-document         L  y  y  .  y  .    .  .  .  .  .  .
GET  plan-likeness         L  y  y  .  y  .    .  .  .  .  .  .
GET  plan-facts            L  .  y  .  .  .    .  .  .  .  .  .
POST plan-facts            L  .  y  .  .  .    .  .  .  .  .  .
GET  plan-item-add         L  .  y  .  .  .    .  .  .  .  .  .
POST plan-item-add         L  .  y  .  .  .    .  .  .  .  .  .
GET  plan-item             L  .  y  .  .  .    .  .  .  .  .  .
POST plan-item             L  .  y  .  .  .    .  .  .  .  .  .
POST plan-item-confirm     L  .  y  .  .  .    .  .  .  .  .  .
POST plan-item-remove      L  .  y  .  .  .    .  .  .  .  .  .
POST plan-item-restore     L  .  y  .  .  .    .  .  .  .  .  .
GET  plan-item-register    L  .  y  .  .  .    .  .  .  .  .  .
POST plan-item-register    L  .  y  .  .  .    .  .  .  .  .  .
POST plan-item-choose      L  .  y  .  .  .    .  .  .  .  .  .
GET  plan-news             L  y  y  .  y  .    .  .  .  .  .  .
GET  plan-steps            L  y  y  .  y  .    .  .  .  .  .  .
POST plan-undo             L  .  y  .  .  .    .  .  .  .  .  .
POST plan-redo             L  .  y  .  .  .    .  .  .  .  .  .
POST plan-accept           L  .  y  .  .  .    .  .  .  .  .  .
POST plan-cleaned          L  .  y  .  .  .    .  .  .  .  .  .
POST plan-defect-repair    L  .  y  .  .  .    .  .  .  .  .  .
POST plan-defect-aside     L  .  y  .  .  .    .  .  .  .  .  .
POST plan-propose          L  .  y  .  .  .    .  .  .  .  .  .
GET  plan-approve          L  y  .  .  .  .    .  .  .  .  .  .
POST plan-approve          L  y  .  .  .  .    .  .  .  .  .  .
GET  plan-return           L  y  .  .  .  .    .  .  .  .  .  .
POST plan-return           L  y  .  .  .  .    .  .  .  .  .  .
GET  plan-discard          L  .  y  .  .  .    .  .  .  .  .  .
POST plan-discard          L  .  y  .  .  .    .  .  .  .  .  .
GET  plan-versions         L  y  y  .  y  .    .  .  .  .  .  .
GET  plan-consequences     L  y  y  .  y  .    .  .  .  .  .  .
GET  plan-amend            L  .  y  .  .  .    .  .  .  .  .  .
POST plan-amend            L  .  y  .  .  .    .  .  .  .  .  .
GET  plan-abandon          L  .  y  .  .  .    .  .  .  .  .  .
POST plan-abandon          L  .  y  .  .  .    .  .  .  .  .  .
GET  plan-close            L  y  .  .  .  .    .  .  .  .  .  .
POST plan-close            L  y  .  .  .  .    .  .  .  .  .  .

# a plan on its way up: the first branch's own, read by those above once it is filed
POST plan-adapt            L  .  y  .  .  .    y  y  y  y  y  .
GET  plan-answers          L  .  .  .  .  .    .  .  y  .  .  .
POST plan-answers-likely   L  .  .  .  .  .    .  .  y  .  .  .
POST plan-answer           L  .  .  .  .  .    .  .  y  .  .  .
POST plan-ask-filing       L  .  y  .  .  .    .  .  .  .  .  .
GET  plan-pass             L  .  .  .  .  .    .  .  y  .  .  .
POST plan-pass             L  .  .  .  .  .    .  .  y  .  .  .
POST plan-file             L  .  .  .  .  .    .  .  y  .  .  .
POST plan-reopen           L  .  .  .  .  .    .  .  y  .  .  .
GET  filed-plan            L  y  y  y  y  .    y  y  y  .  .  .

# what the first branch is to do, did, and says does not apply
GET  expectation           L  y  y  y  y  .    y  y  y  .  .  .
POST expectation           L  .  .  .  .  .    .  .  y  .  .  .
GET  expectation-zero      L  .  .  .  .  .    .  .  y  .  .  .
POST expectation-zero      L  .  .  .  .  .    .  .  y  .  .  .
GET  expectation-excuse    L  .  .  .  .  .    .  .  y  .  .  .
POST expectation-excuse    L  .  .  .  .  .    .  .  y  .  .  .
GET  records               L  y  y  y  y  .    y  y  y  y  y  .
GET  record                L  y  y  y  y  .    y  y  y  .  .  .
GET  record-file           L  y  y  y  y  .    y  y  y  .  .  .
POST record-accept         L  y  y  .  .  .    y  y  n  .  .  .
POST record-return         L  y  y  .  .  .    y  y  n  .  .  .
GET  record-resubmit       L  .  .  .  .  .    .  .  y  .  .  .
POST record-resubmit       L  .  .  .  .  .    .  .  y  .  .  .
GET  record-correct        L  .  .  .  .  .    .  .  y  .  .  .
POST record-correct        L  .  .  .  .  .    .  .  y  .  .  .
POST record-withdraw       L  .  .  .  .  .    .  n  y  .  .  .
GET  excuse                L  y  y  y  y  .    y  y  y  .  .  .
POST excuse-approve        L  y  y  .  .  .    y  y  n  .  .  .
POST excuse-refuse         L  y  y  .  .  .    y  y  n  .  .  .
POST excuse-withdraw       L  .  .  .  .  .    .  n  y  .  .  .

# the campaign, each at the own place in the tree
GET  campaigns             L  y  y  y  y  .    y  y  y  y  y  y
GET  campaign              L  y  y  y  y  .    y  y  y  y  y  y
GET  task                  L  y  y  y  y  .    y  y  y  y  y  y
GET  filings               L  y  y  y  y  .    y  y  y  y  y  .
GET  filings-sheet         L  y  y  y  y  .    y  y  y  y  y  .
GET  overdue               L  y  y  y  y  .    y  y  y  y  y  y
GET  figure                L  y  y  y  y  .    y  y  y  y  y  y
POST figure-explain        L  .  y  .  .  .    y  .  .  .  .  .
GET  reports               L  y  y  y  y  .    y  y  y  y  y  .
GET  report                L  y  y  y  y  .    y  y  y  y  y  .
GET  report-document       L  y  y  y  y  .    y  y  y  y  y  .

# for everybody
GET  public-campaigns      p  p  p  p  p  p    p  p  p  p  p  p
GET  public-campaign       p  p  p  p  p  p    p  p  p  p  p  p
GET  public-figure         p  p  p  p  p  p    p  p  p  p  p  p
"""


def _addresses(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield pattern.name
        else:
            yield from _addresses(pattern)


# Procedures bring tables of their own; a row NAME/VERB is one step of a procedure.
PROCEDURES = [
    appraisal_addresses,
    member_addresses,
    inspection_addresses,
    activity_addresses,
    classes_addresses,
    commitment_addresses,
    phase_addresses,
    drive_addresses,
    pledge_addresses,
    project_addresses,
    rectification_addresses,
    review_addresses,
    selfcheck_addresses,
    summary_addresses,
]


def _rows() -> list[tuple[str, str, str]]:
    table = "\n".join([TABLE, *(one.TABLE for one in PROCEDURES)])
    lines = [line.split() for line in table.splitlines() if line.strip() and not line.startswith("#")]
    return [(method, name, "".join(cells)) for method, name, *cells in lines]


def test_every_address_stands_in_the_table() -> None:
    assert set(_addresses(get_resolver())) - {"gallery"} == {name.partition("/")[0] for _, name, _ in _rows()}


@pytest.fixture(scope="module")
def things(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """One of everything, made once for the whole table; each row of it is tried within a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = gathered()
        campaign = begun(cast)
        yield _made(cast, campaign, finder(cast, campaign))
        transaction.set_rollback(True)


def _made(cast: Cast, campaign: Campaign, expectation_of: ExpectationOf) -> dict[str, Any]:
    """The district's drafts and campaign, and what the first branch did."""
    now = at_noon(cast.today)
    draft = draft_plan(cast, [task_item("动员")])
    proposed = plans.propose(by=cast.office, plan=draft_plan(cast, [task_item("动员")]), now=now)
    happening = records.Happening(
        title="走访",
        happened_on=cast.today - timedelta(days=1),
        result="走访十二户。",
        files=[records.File(name="照片.png", media_type="image/png", content=b"\x89PNG\r\n\x1a\n")],
    )

    def record(task: str) -> Any:
        ids = [expectation_of("first", task).pk]
        return records.submit(by=cast.secretary, happening=happening, expectations=ids, now=now)

    submitted = record("为民办实事")
    returned = records.return_(
        by=cast.general_secretary, record=record("学习研讨"), comment="请补人数。", now=now
    )
    excuse = excuses.request(
        by=cast.secretary, expectation=expectation_of("first", "动员大会"), reason="停业整修。", now=now
    )
    branch = Desk(cast, cast.secretary)
    return {
        "draft": draft,
        "proposed": proposed,
        "standard": draft_plan(cast, [{"kind": "standard", "name": "五个好"}]).items.get(),
        "item": PlanItem.objects.get(plan=draft),
        "campaign": campaign,
        "task": expectation_of("first", "动员大会").task,
        "expectation": expectation_of("first", "风险排查"),
        "submitted": submitted,
        "returned": returned,
        "file": submitted.attachments.get(),
        "excuse": excuse,
        "first": cast.places["first"],
        **_kept(cast),
        **_protected(cast),
        "invited": invited(cast),
        "asked": asked(cast, "苏念安"),
        **_people(cast),
        "cast": cast,
        # Made only where an address asks for it.
        "roster": lambda: _looked_through(cast),
        "filed": lambda: branch.file(branch.pass_(branch.brief(campaign))),
    }


def _kept(cast: Cast) -> dict[str, Any]:
    """A change of the first branch, a group in it, its unit, and its place on the list of weak ones."""
    first, since = cast.places["first"].organisation_id, cast.today - timedelta(days=9)
    order = Order(cast.today + timedelta(days=5), None, "", "优化设置。")
    told = GroupTold("service_team", "商圈服务队", "", since)
    group = groups.add_group(by=cast.secretary, organisation=first, told=told)
    joining = groups.Joining(cast.accounts["member"].person_id, "程初晓", "head", since)
    return {
        "change": reorganise(
            by=cast.office, wanted=Rename(first, "中心支部"), order=order, now=at_noon(cast.today)
        ),
        "group": group,
        "seat": groups.join(by=cast.secretary, group=group, joining=joining),
        "link": units.link(
            by=cast.secretary, organisation=first, kind="company", name="青石商贸公司", since=since
        ),
        "correction": personal.ask(by=cast.member, wish="入党日期不对。", now=at_noon(cast.today)),
        "weakness": weak.put_on_list(
            by=cast.office, organisation=first, reason="长期不开会。", measures="派指导员。", since=since
        ),
    }


def _people(cast: Cast) -> dict[str, Any]:
    """Somebody of the first branch with what is kept beside him, a transfer asked for, and a handover."""
    person = entered(cast, "周转来", "full")
    now = {"by": cast.secretary, "now": at_noon(cast.today)}
    told = cultivations.Cultivating(person.pk, Direction.TO_BACKBONE, "", cast.today - timedelta(days=9))
    return {
        "person": cast.accounts["member"].person,
        "step": entered(cast, "刚登记").steps.get(),
        "circumstance": circumstances.begin_circumstance(
            **now, person=person.pk, kind=CircumstanceKind.RETIRED, since=cast.today, reason=""
        ),
        "cultivation": cultivations.begin_cultivation(**now, told=told),
        "post": given(cast, person, PostKind.COMMISSIONER),
        "transfer": lambda: transfers.ask_transfer(
            **now, person=person.pk, target=cast.places["village"].organisation_id, decided=decided(cast)
        ),
        "handover": lambda: handovers.hand_over(
            by=cast.general_secretary,
            organisation=cast.places["first"].organisation_id,
            person=cast.accounts["member"].person_id,
            day=cast.today + timedelta(days=3),
            note="",
            now=at_noon(cast.today),
        ),
    }


def _protected(cast: Cast) -> dict[str, Any]:
    """A passkey of the first branch's secretary, and a session."""
    account, now = cast.accounts["secretary"], at_noon(cast.today)
    return {
        "passkey": Passkey.objects.create(
            account=account, name="手机", credential_id=b"key", credential=b"key", added_at=now
        ),
        "login": Login.objects.create(
            account=account,
            session_key="elsewhere",
            browser="手机",
            how="password",
            began_at=now,
            seen_at=now,
        ),
    }


def _looked_through(cast: Cast) -> Any:
    """A roster that the district's office handed in, looked through already."""
    source = Source("名册.csv", "编码,名称,类别\nT0004,改名党支部,党支部\n".encode())
    run = rosters.hand_in(by=cast.office, source=source, now=at_noon(cast.today))
    attending.preview(run.pk)
    return run


def _with_a_head(_things: dict[str, Any]) -> list[Any]:
    """The ledger has a head once something is sealed."""
    assert seal()
    return []


ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "ledger-head": _with_a_head,
    "ledger-line": lambda t: [line.pk for line in history("campaigns.record", t["submitted"].pk)[:1]],
    "organisation": lambda t: [t["first"].organisation_id],
    "procedure": lambda t: ["record"],
    **{
        f"roster-{word}": lambda t: [t["roster"]().pk]
        for word in ("run", "import", "retry", "drop", "report")
    },
    "roster-table": lambda t: ["people"],
    "reorganise": lambda t: [t["first"].organisation_id, "rename"],
    "reorganisation": lambda t: [t["change"].pk],
    "group": lambda t: [t["group"].pk],
    "group-add": lambda t: [t["first"].organisation_id],
    "group-leave": lambda t: [t["seat"].pk],
    "unit-add": lambda t: [t["first"].organisation_id],
    "unit-end": lambda t: [t["link"].pk],
    "weak-add": lambda t: [t["first"].organisation_id],
    "weak-settle": lambda t: [t["weakness"].pk],
    "invitation": lambda t: [t["invited"].secret],
    **{name: lambda t: [] for name in ("invitation-code", "invitation-accept", "wall-ask", "wall-wait")},
    "invitation-withdraw": lambda t: [t["invited"].invitation.pk],
    "invitations": lambda t: [t["first"].organisation_id],
    "accounts-ledger": lambda t: [t["first"].organisation_id],
    "wall": lambda t: [t["first"].organisation_id],
    "asking": lambda t: [t["asked"].pk],
    "account-passkey-remove": lambda t: [t["passkey"].pk],
    "account-login-end": lambda t: [t["login"].pk],
    **{
        name: lambda t: [t["correction"].person_id]
        for name in ("person-data", "person-blank", "correction-ask")
    },
    **{name: lambda t: [t["first"].organisation_id] for name in ("people", "cultivated", "person-add")},
    **{name: lambda t: [t["first"].organisation_id] for name in ("post-add", "handover-begin")},
    **{name: lambda t: [t["person"].pk] for name in ("person", "circumstance-add", "cultivation-add")},
    **{name: lambda t, name=name: [t[name].pk] for name in ("circumstance", "cultivation", "post", "step")},
    "transfer": lambda t: [t["transfer"]().pk],
    "handover": lambda t: [t["handover"]().pk],
    "correction": lambda t: [t["correction"].pk],
    "correction-settle": lambda t: [t["correction"].pk, "correct"],
    "expectation": lambda t: [t["expectation"].pk],
    "record": lambda t: [t["submitted"].pk],
    "record-resubmit": lambda t: [t["returned"].pk],
    "record-correct": lambda t: [t["submitted"].pk],
    "record-file": lambda t: [t["submitted"].pk, t["file"].pk],
    "excuse": lambda t: [t["excuse"].pk],
    "plan": lambda t: [t["draft"].pk],
    "pack": lambda t: ["frame"],
    "plan-item-register": lambda t: [t["standard"].plan_id, t["standard"].pk],
    "plan-item": lambda t: [t["draft"].pk, t["item"].pk],
    "plan-defect": lambda t: [t["draft"].pk, "typo-1-0"],
    "plan-item-add": lambda t: [t["draft"].pk],
    "plan-approve": lambda t: [t["proposed"].pk],
    "plan-return": lambda t: [t["proposed"].pk],
    "filed-plan": lambda t: [t["filed"]().pk],
    **{f"plan-{verb}": lambda t: [t["filed"]().plan_version.plan_id] for verb in ("pass", "file", "reopen")},
    "plan-answers": lambda t: [t["filed"]().plan_version.plan_id],
    "plan-answer": lambda t: [t["filed"]().plan_version.plan_id, t["task"].pk],
    "plan-versions": lambda t: [t["campaign"].plan_id],
    "plan-consequences": lambda t: [t["campaign"].plan_id],
    "plan-amend": lambda t: [t["campaign"].plan_id],
    "plan-abandon": lambda t: [t["campaign"].plan_id],
    "plan-close": lambda t: [t["campaign"].plan_id],
    "campaign": lambda t: [t["campaign"].pk],
    "overdue": lambda t: [t["campaign"].pk],
    "filings": lambda t: [t["campaign"].pk],
    "report": lambda t: [t["campaign"].pk],
    "task": lambda t: [t["campaign"].pk, t["task"].pk],
    "figure": lambda t: [t["campaign"].pk, "due"],
    "public-campaign": lambda t: [t["campaign"].slug],
    "public-figure": lambda t: [t["campaign"].slug, "due"],
    **{name: arguments for one in PROCEDURES for name, arguments in one.ARGUMENTS.items()},
}


def _arguments(name: str, things: dict[str, Any]) -> list[Any]:
    """By the longest beginning of the name that stands in ARGUMENTS: plan-item-confirm as plan-item."""
    if name in ("plan-upload", "plan-adapt"):
        return []
    words = name.split("-")
    for length in range(len(words), 0, -1):
        found = ARGUMENTS.get("-".join(words[:length]))
        if found:
            return found(things)
    return []


# Found, sent on, in conflict, refused form; and 503 from /healthz, which finds no worker in tests.
LETS_IN = {200, 204, 302, 409, 422, 503}


def _outcome(response: HttpResponseBase) -> str:
    if response.status_code == 302 and response["Location"].startswith("/login/?"):
        return "L"
    return {404: ".", 403: "n"}.get(
        response.status_code, "y" if response.status_code in LETS_IN else str(response.status_code)
    )


def _just_proved(client: Client) -> Client:
    """The browser of somebody who has just given his password once more."""
    session = client.session
    session[PROVED_IN_SESSION] = timezone.now().timestamp()
    session.save()
    return client


@pytest.mark.parametrize(("method", "name", "cells"), _rows(), ids=lambda value: str(value))
def test_an_address_lets_in_exactly_whom_it_should(
    method: str, name: str, cells: str, things: dict[str, Any], db: None
) -> None:
    cast = things["cast"]
    address = reverse(name.partition("/")[0], args=_arguments(name, things))
    found = ""
    for role in ROLES:
        with transaction.atomic():
            client = cast.client(None) if role == "stranger" else _just_proved(cast.client(role))
            response = client.get(address) if method == "GET" else client.post(address, {"comment": "说明。"})
            found += _outcome(response)
            transaction.set_rollback(True)
    assert found == cells.replace("p", "y"), f"{method} {address}\n{' '.join(ROLES)}"


def test_a_page_for_strangers_sets_no_cookie_and_asks_for_none(things: dict[str, Any], db: None) -> None:
    public = [(name, cells) for method, name, cells in _rows() if "p" in cells]
    assert {name for name, _ in public} >= {"public-campaigns", "public-campaign", "public-figure"}
    for name in ("public-campaigns", "public-campaign"):
        response = Client().get(reverse(name, args=_arguments(name, things)))
        assert "Set-Cookie" not in response.headers
        assert "Cookie" not in response.headers.get("Vary", "")
