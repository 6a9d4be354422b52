"""Reading what came of a round: who may see it, what was counted, and what anybody may count again."""
