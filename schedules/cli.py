"""The command line: every command, and what each kind of failure exits with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import NoReturn

import rich_click as click

from scraper.errors import ArchiveError, BusyError, ConfigError, OnRecordError, WriteError

EXIT_CODES: dict[type[OnRecordError], int] = {ConfigError: 2, ArchiveError: 3, WriteError: 73, BusyError: 75}

COMMANDS = (  # in the order of the help; each is the function of its name in the module of its name
    "demo",
    "collect",
    "watch",
    "add",
    "serve",
    "status",
    "sources",
    "check",
    "extract",
    "reread",
    "publish",
    "verify",
    "backup",
    "export",
)


class _Commands(click.RichGroup):
    """Loads a command when it is asked for: an export wants no web server, and cron wants an answer at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        with _left_out("numpy", "pandas"):
            command: click.Command = getattr(import_module(f"schedules.commands.{cmd_name}"), cmd_name)
        return command


@contextmanager
def _left_out(*packages: str) -> Iterator[None]:
    """As if they were not installed. sqlite-utils imports them wherever they are, to know their types, of which we
    write none: 0.4 of the 1.05 s of processor time that `onrecord collect` took to start beside pandas.
    """
    unused = [name for name in packages if name not in sys.modules]
    sys.modules.update(dict.fromkeys(unused))  # type: ignore[arg-type]  # None is what makes an import fail
    try:
        yield
    finally:
        for name in unused:
            del sys.modules[name]


@click.group(name="onrecord", cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def commands() -> None:
    """Keep the record of what entertainment companies announce and what is said about it.

    Exit codes: 0 all done; 1 done, but something could not be had or read (a line each on standard error);
    2 the command line or onrecord.toml is wrong; 3 a database file is not usable; 73 a file could not be written;
    75 another run is at work (EX_CANTCREAT and EX_TEMPFAIL of sysexits.h); 130 interrupted.
    """


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
