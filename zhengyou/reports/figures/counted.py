"""Everything counted at one scope, each question asked once however many figures need its answer."""

from functools import cached_property

from zhengyou.campaigns.queries import campaigns, held, problems, projects, reported
from zhengyou.campaigns.queries import coverage as reviewed
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.inspections import counts as inspecting
from zhengyou.campaigns.queries.progress import Progress, progress
from zhengyou.campaigns.queries.promised import Covered, Promised, coverage, promised
from zhengyou.campaigns.queries.selfchecks import progress as checking
from zhengyou.organisations import queries as organisations


class Counted:
    """The answers at a scope, asked for when first needed."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @cached_property
    def progress(self) -> Progress:
        """Expectations by child, task and sector, medians and spread."""
        return progress(self.scope)

    @cached_property
    def records(self) -> reported.RecordCounts:
        """Records by state."""
        return reported.record_counts(self.scope)

    @cached_property
    def promised(self) -> dict[str, Promised]:
        """Promises by subject, "person" and "organisation"."""
        return promised(self.scope)

    @cached_property
    def coverage(self) -> dict[int, dict[str, Covered]]:
        """Who promised at all, by child of the node and subject."""
        return coverage(self.scope)

    @cached_property
    def reviews(self) -> reviewed.Reviewed:
        """Leader reviews of all rounds, of organisations and of members."""
        rounds = reviewed.rounds_by(self.scope.campaign.pk, self.scope.as_of)
        return reviewed.coverage(rounds, self.scope.node, self.scope.as_of).total

    @cached_property
    def self_checks(self) -> checking.Checked:
        """Sheets of all rounds of self-checks."""
        rounds = checking.rounds_by(self.scope.campaign.pk, self.scope.as_of)
        return checking.total(checking.checked(rounds, self.scope.node, self.scope.as_of))

    @cached_property
    def self_check_items(self) -> tuple[int, int]:
        """Items of self-checks that are met, and that have a gap."""
        rounds = checking.rounds_by(self.scope.campaign.pk, self.scope.as_of)
        return checking.items_total(rounds, self.scope.node, self.scope.as_of)

    @cached_property
    def inspected(self) -> inspecting.Inspected:
        """Rounds of inspection, units visited, problems found and put right."""
        return inspecting.inspected(self.scope, inspecting.Part())

    @cached_property
    def problems(self) -> problems.Problems:
        """Problems to be put right, by where they stand."""
        return problems.problem_counts(self.scope)

    @cached_property
    def projects(self) -> projects.ProjectCounts:
        """Named projects, by where they stand."""
        return projects.project_counts(self.scope)

    @cached_property
    def held(self) -> held.HeldCounts:
        """Activities held, by kind."""
        return held.held_counts(self.scope)

    @cached_property
    def kinds(self) -> dict[str, int]:
        """Organisations by kind."""
        return organisations.organisations_by_kind(self.scope.path, self.scope.as_of)

    @cached_property
    def branches(self) -> dict[str, int]:
        """Branches by sector, "" for those without one."""
        return organisations.branches_by_sector(self.scope.path, self.scope.as_of)

    @cached_property
    def members(self) -> organisations.MemberCounts:
        """Members and activists."""
        return organisations.member_counts(self.scope.path, self.scope.as_of)

    @cached_property
    def phases(self) -> int:
        """Phases of the campaign."""
        return len(campaigns.phases(self.scope.campaign.pk))

    @cached_property
    def tasks(self) -> int:
        """Tasks of the campaign."""
        return len(campaigns.tasks(self.scope.campaign.pk))
