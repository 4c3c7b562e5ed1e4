"""What can go wrong, as one tree.

OnRecordError
├── FetchError      a page could not be had: tried again on a later beat
├── ReadError       it was had, but is not what its source says it is: a person must look
│   └── QuarantinedError    it is not an article at all (bot check, consent wall, paywall stub, soft 404)
├── ArchiveError    the file is not ours, newer than this program, locked or damaged
├── HookError       nobody could be told of an alarm: tried again after the next look
├── WriteError      a file could not be written: the disk is full, or does not let us
├── BusyError       another run is at work on the same archive: wait for it to end
└── ConfigError     onrecord.toml or the command line, with file, key and what was expected

Every message names the URL, file, source or key it is about and says what to do.
"""

from __future__ import annotations


class OnRecordError(Exception):
    """The root: catch this to catch everything onrecord raises on purpose."""


class FetchError(OnRecordError):
    """A page could not be had."""


class ReadError(OnRecordError):
    """A page was had, but a field is not where its source says it is."""


class QuarantinedError(ReadError):
    """A page that answered 200 and is not an article; `reason` is one of `model.QuarantineReason`."""

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class ArchiveError(OnRecordError):
    """A database file is not ours, newer than this program, locked or damaged."""


class HookError(OnRecordError):
    """The command or webhook that is told of alarms did not take one."""


class WriteError(OnRecordError):
    """A file that was asked for could not be written; what was there before is as it was."""


class BusyError(OnRecordError):
    """Another run is at work on the same archive."""


class ConfigError(OnRecordError):
    """The configuration cannot be used."""
