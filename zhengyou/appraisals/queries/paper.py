"""Reading papers: which batches have any, where their boxes and bundles stand, and what was read of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from zhengyou.organisations.models import Person
from zhengyou.organisations.queries import on_day, standing_place, standing_places, today
from zhengyou.organisations.rules import Actor

from ..models import Batch, Box, Bundle, Channel, PaperKind, PaperReading, PaperRemark, Round, Source, Subject
from ..rules.paper import Reading, differing
from ..rules.privacy import Group


def unfinished(**of: object) -> QuerySet[Batch]:
    """Batches of papers whose box was not opened yet, or of which a bundle is still open."""
    done = Box.objects.filter(batch=OuterRef("pk"), done=True)
    return Batch.objects.filter(~Exists(done), channel=Channel.PAPER, **of)


def first_unfinished(row: Round) -> tuple[str, int]:
    """The name of the first organisation whose papers are not all read, and of how many boxes that is so."""
    rows = unfinished(urn__round=row)
    one = rows.select_related("urn").order_by("pk").first()
    return (standing_place(one.urn.organisation_id, today()).name, rows.count()) if one else ("", 0)


@dataclass(frozen=True)
class PaperBatch:
    """The papers of one class about one organisation, with their box and bundles."""

    batch: Batch
    organisation: str
    box: Box | None
    bundles: list[Bundle]

    @property
    def opened(self) -> bool:
        """Whether two have opened the box."""
        return self.box is not None and self.box.second_id is not None


def paper_batches(row: Round, after: int, size: int) -> list[PaperBatch]:
    """Batches of papers of a round in the order of their keys, behind `after`."""
    rows = _batches().filter(urn__round=row, pk__gt=after).order_by("pk")[:size]
    return _told(list(rows))


def paper_batch(batch_id: int) -> PaperBatch | None:
    """One batch of papers with its round; None when it is none."""
    return next(iter(_told(list(_batches().filter(pk=batch_id)))), None)


def _batches() -> QuerySet[Batch]:
    found = Batch.objects.filter(channel=Channel.PAPER)
    return found.select_related(
        "urn__round__campaign",
        "urn__round__scheduled_by",
        "rater_class",
        "box__first__person",
        "box__second__person",
    ).prefetch_related("box__bundles__first__person", "box__bundles__second__person")


def _told(rows: list[Batch]) -> list[PaperBatch]:
    places = standing_places([one.urn.organisation_id for one in rows], today())
    found = []
    for one in rows:
        box = getattr(one, "box", None)
        bundles = list(box.bundles.all()) if box else []
        found.append(PaperBatch(one, places[one.urn.organisation_id].name, box, bundles))
    return found


def subjects(batch: Batch, organisation: str) -> list[str]:
    """Whom a paper judges, in its order."""
    names = (
        Subject.objects.filter(urn_id=batch.urn_id).order_by("order").values_list("person__name", flat=True)
    )
    return [name or organisation for name in names]


def bundle(bundle_id: int) -> tuple[Bundle, PaperBatch] | None:
    """One bundle with its batch; None when there is none."""
    row = Bundle.objects.select_related("box", "first__person", "second__person").filter(pk=bundle_id).first()
    if row is None:
        return None
    told = paper_batch(row.box.batch_id)
    return (row, told) if told else None


def counts_in(actor: Actor, row: Round) -> bool:
    """Whether the actor is scrutineer or counter of a round."""
    return row.officers.filter(person_id=actor.person_id).exists()


def why_not_counting(person_id: int, batch: Batch, day: date) -> str:
    """Why somebody who counts in the round does not count these papers; empty when he does."""
    where = batch.urn.organisation_id
    person = Person.objects.get(pk=person_id)
    here = [found.filter(on_day(day), organisation_id=where) for found in (person.memberships, person.posts)]
    return "您是被评单位的人，这一箱请另外两位来数。" if any(rows.exists() for rows in here) else ""


def readings(row: Bundle, hand: int) -> dict[int, Reading]:
    """What one of the two has read so far, by the paper's number."""
    rows = PaperReading.objects.filter(bundle=row, hand=hand).values_list("paper", "kind", "marks")
    return {paper: Reading(kind, tuple(marks)) for paper, kind, marks in rows.order_by("paper")}


def differences(row: Bundle) -> list[int]:
    """The papers that two read differently; asked once both are done."""
    return differing(readings(row, 1), readings(row, 2))


def remarks(row: Bundle) -> dict[int, list[str]]:
    """What was written on the papers of a bundle, by prompt."""
    found: dict[int, list[str]] = {}
    for prompt, text in PaperRemark.objects.filter(bundle=row).order_by("text").values_list("prompt", "text"):
        found.setdefault(prompt, []).append(text)
    return found


@dataclass(frozen=True)
class Planned:
    """How many papers one class gets: in how many urns, and how many together."""

    urns: int
    papers: int


def planned(row: Round, urn_id: int | None = None) -> dict[int, Planned]:
    """By rater class, which papers were made out in a round, or for one of its urns."""
    rows = Batch.objects.filter(urn__round=row, channel=Channel.PAPER, issued__gt=0)
    if urn_id is not None:
        rows = rows.filter(urn_id=urn_id)
    found: dict[int, list[int]] = {}
    for rater_class, issued in rows.values_list("rater_class_id", "issued"):
        found.setdefault(rater_class, []).append(issued)
    return {key: Planned(len(each), sum(each)) for key, each in found.items()}


def made_out(row: Round) -> int:
    """How many papers were made out in a round."""
    found = Batch.objects.filter(urn__round=row, channel=Channel.PAPER).aggregate(papers=Sum("issued"))
    return found["papers"] or 0


def urns(row: Round) -> list[tuple[int, str]]:
    """The urns of a round with the names of their organisations, in their order."""
    rows = list(row.urns.order_by("pk").values_list("pk", "organisation_id"))
    places = standing_places([where for _urn, where in rows], today())
    return [(urn, places[where].name) for urn, where in rows]


def is_of_roster(source: str) -> bool:
    """Whether a class consists of people of the roster, who then vote on paper instead of by code."""
    return source != Source.SERVED


@dataclass(frozen=True)
class Settled:
    """One paper on which two agree, without its number."""

    batch_id: int
    group: Group
    marks: tuple[int, ...]


def settled(row: Round) -> dict[int, list[Settled]]:
    """Every paper of a round that came back, by its urn: a void one with nothing marked on it."""
    statement = """
        SELECT b.urn_id, b.id, b.rater_class_id, r.kind, r.marks,
               (SELECT count(*) FROM appraisals_subject s WHERE s.urn_id = b.urn_id)
        FROM appraisals_paperreading r JOIN appraisals_bundle k ON k.id = r.bundle_id
        JOIN appraisals_box x ON x.id = k.box_id JOIN appraisals_batch b ON b.id = x.batch_id
        JOIN appraisals_urn u ON u.id = b.urn_id
        WHERE u.round_id = %s AND r.hand = 1 AND r.kind <> %s AND k.first_agrees AND k.second_agrees"""
    items = len(row.sheet["items"])
    found: dict[int, list[Settled]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [row.pk, PaperKind.MISSING.value])
        for urn_id, batch_id, rater_class, kind, marks, about in cursor.fetchall():
            told = tuple(marks) if kind == PaperKind.MARKED else (0,) * (items * about)
            group = Group(rater_class, Channel.PAPER.value)
            found.setdefault(urn_id, []).append(Settled(batch_id, group, told))
    return found


def remarks_of(row: Round) -> Iterable[tuple[int, int, str]]:
    """What was written on papers: urn, prompt and text."""
    rows = PaperRemark.objects.filter(bundle__box__batch__urn__round=row)
    return list(rows.annotate(urn=F("bundle__box__batch__urn_id")).values_list("urn", "prompt", "text"))
