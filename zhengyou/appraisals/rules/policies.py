"""The numbers of an appraisal on which the sources disagree: a round keeps them as they were when its frame was fixed
(domain.md P5, P6)."""

from zhengyou.campaigns.rules.policies import PolicyKind

LEAST_GROUP = PolicyKind(
    "appraisal_least_group",
    10,
    "本系统默认，可按活动调整",
    "不满 {value} 张票的不单独公布，也不让人从合计里减出来",
)
RETURN_PERCENT = PolicyKind(
    "appraisal_return_percent",
    60,
    "本系统默认，可按活动调整",
    "有效票不到应投人数 {value}% 的，这一轮不作数，要重投",
)
FORMULA = PolicyKind(
    "appraisal_formula",
    1,
    "各地算法不一：有的只算“满意”，有的把“不满意”以外都算满意，有的按10、7、5、2分折算",
    "满意率按哪一种算（1 只算最高一档，2 除最低一档外都算，3 按分折算），三种都印出来：第 {value} 种",
)
REDO_BELOW = PolicyKind(
    "appraisal_redo_percent", 60, "有的地方规定（R8）", "满意率不到 {value}% 的，要重新评议"
)
PASS_MARK = PolicyKind(
    "appraisal_pass_percent",
    80,
    "有的地方规定（R9）；别处也有 90% 的（R10）",
    "满意率不到 {value}% 的，不能评先，要订改进计划",
)
EXCELLENT_SHARE = PolicyKind(
    "appraisal_excellent_percent",
    33,
    "民主评议党员的通行规定：一般不超过三分之一",
    "优秀等次一般不超过 {value}%",
)
PHONE_SAMPLE = PolicyKind(
    "appraisal_phone_sample",
    300,
    "有的地方规定（R26）",
    "电话名单不满 {value} 个的全部打，多了的抽 {value} 个",
)

KEPT = (LEAST_GROUP, RETURN_PERCENT, FORMULA, REDO_BELOW, PASS_MARK, PHONE_SAMPLE)
"""What a round keeps and prints beside every result."""
