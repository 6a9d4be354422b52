"""The policies that exist, with the value used until a campaign sets its own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PolicyKind:
    """One policy: its default with the source, and the sentence printed beside results."""

    key: str
    default: int
    source: str
    sentence: str


RETURN_GRACE = PolicyKind(
    "return_grace_days", 3, "本系统默认，可按活动调整", "退回后 {value} 个工作日内补正的，仍算按时"
)
LATE_ENTRY = PolicyKind(
    "late_entry_days", 15, "本系统默认，可按活动调整", "事后超过 {value} 天才录入的，标明“补记”"
)
POLICIES = {policy.key: policy for policy in (RETURN_GRACE, LATE_ENTRY)}
