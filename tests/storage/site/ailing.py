"""An archive whose sources are in every state there is, as collecting would have left it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from served import story

from scraper.errors import HookError
from scraper.model import Publisher, Report
from storage import runs, telling, watching
from storage.archive import Archive
from storage.health import Tally
from storage.observations import Alarm, Beat, Day, Ending, Norm, Plan

WALL = "https://gazette.example/<script>alert(1)</script>"
NAMES = {
    "gazette": "Harbor Gazette",
    "lantern": "The Lantern",
    "lighthouse": "Lighthouse Weekly",
    "mended": "Mended Nets",
    "orrery": "Orrery Newsroom",
    "past": "Past Times",
    "sleeper": "Sleeper Post",
}


def made(path: Path, now: datetime) -> Path:
    """gazette: two alarms, one of which the hook gave up; lantern: some failed; lighthouse: never tried; mended: an
    alarm cleared; orrery: fine, with a beat; past: not collected; sleeper: nobody looks.
    """
    with Archive(path) as archive:
        archive.register([Publisher(slug=slug, name=name) for slug, name in NAMES.items()])
        archive.save(story(), captured_at=now - timedelta(hours=3))
        _run(archive, now)
        _plans(archive, now)
        for slug in ("gazette", "lantern", "mended", "orrery"):
            _note(archive, slug, now)
        _refuse(archive, now)
    return path


def _run(archive: Archive, now: datetime) -> None:
    killed = archive.start_run("watch", now - timedelta(hours=5))
    (run,) = [run for run in runs.without_end(archive.file) if run.id == killed]
    runs.interrupt(archive.file, run, now - timedelta(hours=4))
    number = archive.start_run("collect", now - timedelta(minutes=12))
    problem = ("https://lantern.example/1: server error: It failed.",)
    archive.finish_run(number, now - timedelta(minutes=10), [Report(source="lantern", saved=1, failed=problem)])
    archive.start_run("collect", now - timedelta(seconds=30))

    def tally(slug: str, ago: timedelta) -> Tally:
        at = now - ago
        return Tally(source=slug, day=f"{at:%Y-%m-%d}", purpose="feed", outcome="ok", count=1, last_at=at)

    tried = [tally(slug, timedelta(minutes=11)) for slug in ("gazette", "lantern", "mended", "orrery")]
    archive.summarise([*tried, tally("sleeper", timedelta(days=4)), tally("past", timedelta(days=90))])


def _plans(archive: Archive, now: datetime) -> None:
    plan = Plan(every=timedelta(minutes=30), patience=timedelta(days=1))
    wanted = {slug: plan for slug in NAMES if slug not in ("past", "lighthouse")}
    watching.keep_plans(archive.file, wanted, now - timedelta(days=60), all_there_is=True)
    watching.keep_plans(archive.file, {"lighthouse": plan}, now - timedelta(days=3), all_there_is=False)
    beat = Beat(last_at=now - timedelta(minutes=11), next_at=now + timedelta(minutes=80), length=timedelta(minutes=90))
    watching.keep_beat(archive.file, "orrery", beat)


def _note(archive: Archive, slug: str, now: datetime) -> None:
    norm = Norm(
        source=slug, new_a_day=7.25, days=58.5, pages=240, read_fully=0.985, words=512, quotes=3.25, credits=4.5
    )
    today = Day(source=slug, day=now.date(), new=3, pages=2, read_fully=0.5, words=140, quotes=1, credits=0.5)
    message = "nothing new since 2026-11-14 09:30 UTC, though its feeds answer; has the feed moved?"
    quiet = Alarm(source=slug, kind="quiet", message=message, raised_at=now - timedelta(days=2), normal=3.5, found=7.1)
    lost = Alarm(
        source=slug,
        kind="field lost",
        subject="byline",
        message=f"2 of its last 10 pages have a byline, where 98% are normal; `onrecord check {slug}`",
        raised_at=now - timedelta(hours=6),
        normal=0.98,
        found=0.2,
    )
    walls = [
        Ending(now - timedelta(minutes=20 * n), "quarantined", f"{WALL}{n}", "bot check: <b>are you human?</b>")
        for n in range(3, 0, -1)
    ]
    ill = slug == "gazette"
    raised = {"gazette": [quiet, lost], "mended": [quiet]}.get(slug, [])
    watching.note(archive.file, norm, raised, [], now, days=[today], refused=walls if ill else [])
    if slug == "mended":
        (open_alarm,) = watching.alarms(archive.file, slug)
        watching.note(archive.file, norm, [], [open_alarm], now - timedelta(hours=1))


def _refuse(archive: Archive, now: datetime) -> None:
    """The hook did not take either of the gazette's alarms, and the first was given up."""
    trouble = str(HookError("the alarm command 'mail' exited with 1: <no mail server>"))
    first, second = watching.alarms(archive.file, "gazette")
    for _ in range(9):
        telling.refused(archive.file, first, now, trouble=trouble, again_at=now)
    telling.refused(archive.file, first, now, trouble=trouble, again_at=None)
    telling.refused(archive.file, second, now, trouble=trouble, again_at=now + timedelta(minutes=15))
