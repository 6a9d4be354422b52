"""A round of appraisal of any size, through the real actions: opened, its codes drawn, closed, counted, compared."""

import json
import random
import resource
import time
import tracemalloc
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from zhengyou.accounts.rules import secrecy
from zhengyou.appraisals.actions import counting, officers, rounds
from zhengyou.appraisals.models import Ballot, Code, Duty, PiledCode, Receipt, Round, SealedBallot, Source
from zhengyou.appraisals.rules import codes
from zhengyou.appraisals.rules.sealing import Answers, Sealer, room
from zhengyou.appraisals.rules.sheets import from_json, sheets
from zhengyou.campaigns.models import Campaign, Plan
from zhengyou.organisations.copying import copy
from zhengyou.organisations.models import (
    Account,
    Kind,
    Organisation,
    Person,
    Placement,
    Post,
    PostKind,
    Sector,
)
from zhengyou.organisations.queries import actors_of
from zhengyou.organisations.rules import Actor

FOUNDED = date(2020, 1, 1)
SCRUTINEERS = 2


def prepare(kept: Path, ballots: int, urns: int, items: int = 5) -> None:
    """A vote in an empty database that is running, over so many branches; the codes of at least so many ballots and
    the scrutineers' key slips are written to the file `kept`."""
    call_command("migrate", verbosity=0)
    if Organisation.objects.exists():
        raise SystemExit("the database is not empty; leave out --data")
    office, named = _stand(urns)
    now = timezone.now()
    row = rounds.schedule(
        by=office, campaign=_campaign(office), scheduling=_scheduling(-(-ballots // urns)), now=now
    )
    for actor in named:
        person = Person.objects.get(pk=actor.person_id)
        officers.name_officer(by=office, row=row, person=person, duty=Duty.SCRUTINEER.value, now=now)
    slips = [officers.make_slip(by=actor, row=row, now=now) for actor in named]
    sheet = sheets()["organisation"]
    wide = tuple(replace(sheet.items[place % len(sheet.items)], key=f"item{place}") for place in range(items))
    Round.objects.filter(pk=row.pk).update(sheet=replace(sheet, items=wide).as_json())
    rounds.fix_frame(by=office, row=row, now=now)
    rounds.step(by=office, row=row, verb="circulate", answers={"situation": "办了七件实事。"}, now=now)
    rounds.open_round(by=office, row=row, now=now)
    made = [secrecy.unseal(sealed) for sealed in PiledCode.objects.values_list("sealed", flat=True)]
    PiledCode.objects.all().delete()
    random.Random(7).shuffle(made)
    kept.write_text(json.dumps({"round": row.pk, "slips": slips, "codes": made[:ballots]}))


def _stand(urns: int) -> tuple[Actor, list[Actor]]:
    """A district with its branches; its office, and those who count, who belong to another committee."""
    top = _organisation("B0", Kind.DISTRICT_COMMITTEE, "澜溪区委", None)
    other = _organisation("B1", Kind.COMMITTEE, "云岭乡党委", top)
    for number in range(urns):
        _organisation(f"B{number + 2}", Kind.BRANCH, f"第{number + 1}党支部", top)
    office = _somebody("叶知秋", "bench-office", top, PostKind.OFFICE)
    return office, [
        _somebody(f"监票{number}", f"bench-{number}", other, PostKind.COMMISSIONER)
        for number in range(SCRUTINEERS)
    ]


def _organisation(code: str, kind: str, name: str, above: Placement | None) -> Placement:
    made = Organisation.objects.create(code=code, kind=kind, sector=Sector.RURAL, founded_on=FOUNDED)
    return Placement.objects.create(
        organisation=made,
        parent_id=above.organisation_id if above else None,
        name=name,
        path=f"{above.path if above else '/'}{made.pk}/",
        depth=above.depth + 1 if above else 0,
        since=FOUNDED,
    )


def _somebody(name: str, username: str, at: Placement, kind: str) -> Actor:
    person = Person.objects.create(name=name, pinyin=name)
    Post.objects.create(person=person, organisation_id=at.organisation_id, kind=kind, since=FOUNDED)
    account = Account.objects.create(username=username, person=person)
    return actors_of(account, timezone.localdate())[0]


def _campaign(office: Actor) -> Campaign:
    day = timezone.localdate()
    facts = {"starts_on": day - timedelta(days=60), "ends_on": day + timedelta(days=300)}
    plan = Plan.objects.create(
        organisation_id=office.organisation_id,
        uploaded_by_id=office.account_id,
        uploaded_at=timezone.now(),
        title="澜溪区创先争优活动实施方案",
        **facts,
    )
    return Campaign.objects.create(
        plan=plan, organisation_id=office.organisation_id, title=plan.title, slug="bench", **facts
    )


def _scheduling(slips: int) -> rounds.Scheduling:
    day = timezone.localdate()
    return rounds.Scheduling(
        name="群众评议",
        sheet="organisation",
        opens_on=day,
        closes_on=day + timedelta(days=10),
        kinds=[Kind.BRANCH.value],
        raters=[rounds.Raters(name="服务对象", source=Source.SERVED.value, weight=1, slips=slips)],
    )


def cast_all(kept: Path) -> float:
    """Put a ballot for every code into the urns at once, without the pages; returns microseconds to seal one."""
    told = json.loads(kept.read_text())
    row = Round.objects.get(pk=told["round"])
    sheet, rng = from_json(row.sheet), random.Random(11)
    size = room(sheet.marks(1), len(sheet.prompts), sheet.characters)
    sealer = Sealer(bytes(row.public_key or b""))
    batches = dict(Code.objects.values_list("digest", "batch_id"))
    begun = time.perf_counter()
    blank = ("",) * len(sheet.prompts)
    sealed = [
        sealer.seal(
            Answers(tuple(rng.choices(range(1, 5), k=len(sheet.items))), blank, codes.receipt(code)), size
        )
        for code in told["codes"]
    ]
    each = (time.perf_counter() - begun) / len(sealed) * 1e6
    by_digest = {bytes(digest): batch for digest, batch in batches.items()}
    copy(
        SealedBallot,
        ["id", "batch", "sealed"],
        (
            (uuid4(), by_digest[codes.digest(code)], box)
            for code, box in zip(told["codes"], sealed, strict=True)
        ),
    )
    Code.objects.filter(digest__in=list(map(codes.digest, told["codes"]))).update(used=True)
    return each


def count(kept: Path, acknowledged: list[str], traced: bool = False) -> str:
    """End the vote and open the urns; SystemExit unless every acknowledged ballot, and at most those that were tried
    besides, is counted once. A line on how long it took."""
    told = json.loads(kept.read_text())
    row = Round.objects.get(pk=told["round"])
    office, *named = (
        actors_of(Account.objects.get(username=name), timezone.localdate())[0]
        for name in ("bench-office", *(f"bench-{number}" for number in range(SCRUTINEERS)))
    )
    now = timezone.now()
    used, lying = Code.objects.filter(used=True).count(), SealedBallot.objects.count()
    rounds.close_round(by=office, row=row, now=now)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if traced:
        tracemalloc.start()
    begun = time.perf_counter()
    counted = counting.count(by=named[0], row=row, slips=told["slips"], now=now)
    taken = time.perf_counter() - begun
    peak = tracemalloc.get_traced_memory()[1] / 1e6 if traced else 0.0
    tracemalloc.stop()
    kept_digests = {bytes(digest) for digest in Receipt.objects.values_list("digest", flat=True)}
    owed = {codes.receipt_digest(codes.receipt(code)) for code in acknowledged}
    tried = {codes.receipt_digest(codes.receipt(code)) for code in told["codes"]}
    ballots = Ballot.objects.count()
    facts = {
        "acknowledged and lost": len(owed - kept_digests),
        "counted that nobody cast": len(kept_digests - tried),
        "used codes without a ballot or the other way round": used - lying,
        "unreadable": counted.unreadable,
        "counted twice or not": lying - len(kept_digests),
    }
    if any(facts.values()):
        raise SystemExit(f"wrong: {facts}")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    memory = f", {peak:.0f} MB traced at most" if traced else f", {grown:.0f} MB more resident"
    return (
        f"{len(owed):,} acknowledged, {lying:,} in the urns, {ballots:,} counted and told of,"
        f" {len(kept_digests - owed):,} of them not acknowledged; opened in {taken:.1f} s{memory}"
    )


def bare_tables(number: int) -> None:
    """Two tables like those of codes and sealed ballots, with so many codes, for the bare application."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_code, bench_ballot")
        cursor.execute("CREATE TABLE bench_code (LIKE appraisals_code INCLUDING ALL)")
        cursor.execute("CREATE TABLE bench_ballot (LIKE appraisals_sealedballot INCLUDING ALL)")
        cursor.execute(
            "INSERT INTO bench_code (digest, batch_id, live, used)"
            " SELECT sha256(n::text::bytea), 1, true, false FROM generate_series(1, %s::int) AS n",
            [number],
        )
        cursor.execute("ANALYZE bench_code")
