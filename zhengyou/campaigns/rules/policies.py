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
COMMITMENTS_MOST = PolicyKind(
    "commitments_most", 5, "各地一般每人1至5项", "每名党员、每个组织一轮最多承诺 {value} 项"
)
COMMITMENT_ROUNDS = PolicyKind(
    "commitment_rounds", 1, "多数地方一年一轮，也有一年两轮的", "公开承诺一年 {value} 轮"
)
COMMITMENT_NAMES = PolicyKind(
    "commitment_public_names",
    0,
    "本系统默认，可按活动调整",
    "公开页上党员的姓名（0 只写姓氏，1 写全名）：{value}",
)
CONFIRMATION_DAYS = PolicyKind(
    "confirmation_days", 30, "本系统默认，可按活动调整", "请受益的人回答的链接 {value} 天内有效"
)
NONE_FOUND = PolicyKind(
    "none_found_characters",
    10,
    "本系统默认，可按活动调整",
    "领导点评没有发现问题的，要写 {value} 个字以上的依据",
)
MEETING_QUORUM = PolicyKind(
    "meeting_quorum_percent",
    50,
    "支部大会表决的通行规则",
    "支部党员大会到会有表决权的党员不到 {value}% 的，不能表决",
)
ELECTION_QUORUM = PolicyKind(
    "election_quorum_percent",
    80,
    "党内选举的通行规则",
    "选举时到会有表决权的党员不到 {value}% 的，不能选举",
)
ISSUE_DAYS = PolicyKind(
    "issue_days", 30, "本系统默认，可按活动调整", "会上提出的问题，转整改后 {value} 天内改好"
)
BURDEN_MINUTES = PolicyKind(
    "burden_minutes",
    480,
    "本系统默认，可按活动调整",
    "要一个组织一个月里花 {value} 分钟以上的，发出前提醒",
)
UNKNOWN_MINUTES = PolicyKind(
    "unknown_minutes", 60, "本系统默认，可按活动调整", "看不出是哪种活动的任务，按一次 {value} 分钟算"
)
PLAN_MINUTES = PolicyKind(
    "plan_minutes", 180, "本系统默认，可按活动调整", "定一份实施方案并报备，按 {value} 分钟算"
)
BURST_RECORDS = PolicyKind(
    "burst_records", 5, "本系统默认，可按活动调整", "一天里补记 {value} 件以上的，提醒本组织核对"
)
BURST_SILENCE = PolicyKind(
    "burst_silence_days", 7, "本系统默认，可按活动调整", "补记的提醒先给本组织，{value} 天后上级才看到"
)
SELF_CHECK_SCALE = PolicyKind(
    "self_check_scale", 10, "本系统默认，可按活动调整", "自查每项自己打分，从 0 到 {value}"
)
SELF_CHECK_OTHERS = PolicyKind(
    "self_check_others",
    10,
    "本系统默认，可按活动调整",
    "同类组织至少有 {value} 个交了自查表，才和它们的中间数比",
)
INSPECTION_VISITS = PolicyKind(
    "inspection_visits_most",
    2,
    "本系统默认，可按活动调整",
    "一个单位一年最多督查 {value} 次，到了次数的不再参加抽签",
)
INSPECTION_NOTICE = PolicyKind(
    "inspection_notice_days",
    1,
    "本系统默认，可按活动调整",
    "督查的种子词至少在抽签 {value} 天以前公布",
)
INSPECTION_CONFIRM = PolicyKind(
    "inspection_confirm_days",
    5,
    "本系统默认，可按活动调整",
    "督查的情况反馈以后，单位在 {value} 天内确认或说明不同意见",
)
INSPECTION_RECTIFY = PolicyKind(
    "inspection_rectify_days",
    30,
    "本系统默认，可按活动调整",
    "督查发现的问题，反馈后 {value} 天内改好",
)
PHASE_GATE = PolicyKind(
    "phase_gate_percent",
    90,
    "本系统默认，可按活动、按阶段调整",
    "阶段结束以前，各项条件一般要达到 {value}%",
)
REPORTED = (RETURN_GRACE, LATE_ENTRY, NEAR_COPY, FILING_DAYS)
"""What the figures of a report rest on."""
