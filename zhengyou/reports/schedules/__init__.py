"""The stage schedule of a campaign (阶段性日程安排表, domain.md M11): its rows, its drawing, its table to take away."""
