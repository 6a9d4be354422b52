from dataclasses import dataclass
from typing import Any
@dataclass
class Evidence:
    context: Any; read: Any; own: Any; skipped: Any; notes: Any; index: Any; parts: Any; lines: Any
def defects(e): return ()
