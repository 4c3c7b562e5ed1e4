"""The schema of both files, as the ordered steps that made it. Read release by release, it is one text.

A step that has been released is never edited; what changes the schema is a new step at the end of the last module.
Each step is one transaction. Times are UTC text of one width (`storage.stamps`); lists and spans that nobody
searches by are JSON.
"""

from __future__ import annotations

from storage.migrations import release_0_1, release_0_2
from storage.migrations.formats import ARCHIVE, CAPTURES

__all__ = ["ARCHIVE", "CAPTURES", "STEPS"]
STEPS = (release_0_1, release_0_2)  # importing them, in this order, is what gives both formats their steps
