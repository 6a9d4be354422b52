"""争优 (Zhengyou): a plan goes in as a document, the campaign runs, every figure of the report can be traced."""

from pathlib import Path

VERSION = "0.1.0"
ROOT = Path(__file__).resolve().parent
