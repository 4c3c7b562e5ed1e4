"""The command line: every command, and what each kind of failure exits with."""

from __future__ import annotations

import sys
from typing import NoReturn

import rich_click as click

from schedules.commands.add import add
from schedules.commands.check import check
from schedules.commands.collect import collect
from schedules.commands.demo import demo
from schedules.commands.extract import extract
from schedules.commands.reread import reread
from schedules.commands.serve import serve
from schedules.commands.sources import sources
from schedules.commands.status import status
from scraper.errors import ArchiveError, BusyError, ConfigError, OnRecordError

EXIT_CODES: dict[type[OnRecordError], int] = {ConfigError: 2, ArchiveError: 3, BusyError: 75}


@click.group(name="onrecord", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def commands() -> None:
    """Keep the record of what entertainment companies announce and what is said about it.

    Exit codes: 0 all done; 1 done, but something could not be had or read (a line each on standard error);
    2 the command line or onrecord.toml is wrong; 3 a database file is not usable; 75 another run is at work
    (EX_TEMPFAIL of sysexits.h); 130 interrupted.
    """


for _command in (demo, collect, add, serve, status, sources, check, extract, reread):
    commands.add_command(_command)


def main() -> NoReturn:
    """The console script: an error raised on purpose becomes one line and an exit code."""
    try:
        result = commands.main(standalone_mode=False)
    except OnRecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        sys.exit(next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 1))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    sys.exit(result if isinstance(result, int) else 0)
