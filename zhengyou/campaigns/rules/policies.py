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
NEAR_COPY = PolicyKind(
    "near_copy_percent",
    70,
    "本系统默认，可按活动调整",
    "自己写的部分有 {value}% 以上见于同级另一份方案的，标明“近似”",
)
FILING_DAYS = PolicyKind(
    "filing_days",
    15,
    "本系统默认，日期由上级方案定",
    "上级方案没有写明报备期限的，印发后 {value} 个工作日内报备实施方案",
)
IMMEDIATE_DAYS = PolicyKind(
    "immediate_days", 7, "本系统默认，可按活动调整", "立行立改的问题在 {value} 天内改好"
)
LOOK_BACK_DAYS = PolicyKind(
    "look_back_days", 90, "本系统默认，可按活动调整", "销号 {value} 天后回头看有没有反弹"
)
POLICIES = {
    policy.key: policy
    for policy in (RETURN_GRACE, LATE_ENTRY, NEAR_COPY, FILING_DAYS, IMMEDIATE_DAYS, LOOK_BACK_DAYS)
}
