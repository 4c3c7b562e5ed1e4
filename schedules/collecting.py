"""One pass with all that belongs to it: what `onrecord collect` does between opening the two files and closing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from schedules import alarms, run
from schedules import desk as desks
from schedules.alarms import News
from schedules.config import Config
from schedules.desk import Desk
from scraper.model import Report
from scraper.page import Source

Heard = Callable[[Sequence[Report], News], None]


@dataclass(frozen=True, kw_only=True)
class Collected:
    """What came of a pass."""

    reports: tuple[Report, ...]
    news: News
    untold: tuple[str, ...]  # what the hook did not take, a line each


def collect(
    chosen: Sequence[Source],
    desk: Desk,
    config: Config,
    *,
    heard: Heard,
    bars: run.Bars = run.no_bars,
    all_there_is: bool = True,
) -> Collected:
    """Collect from these sources, all that are configured or some; to be called with the run lock held.

    `heard` is given the reports and the alarms before the hook is told of them: the hook may take long.
    """
    desks.require_whole(desk, config)
    if all_there_is:
        alarms.retire(desk, config)
    else:
        alarms.enrol(chosen, desk, all_there_is=False)
    reports = run.recorded("collect", desk, lambda: run.collect(chosen, desk, bars))
    news = alarms.look(chosen, desk)
    heard(reports, news)
    return Collected(reports=tuple(reports), news=news, untold=alarms.tell(desk, config))
