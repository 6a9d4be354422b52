"""The demonstration district's implementation plan: an invented document with typical defects (README.md)."""

from pathlib import Path

PLAN_PATH = Path(__file__).with_name("澜溪区创先争优活动实施方案.docx")
