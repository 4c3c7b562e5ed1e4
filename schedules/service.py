"""The service: APScheduler, and every source on its own beat until it is told to stop.

What is decided is decided in `schedules.beat`. A job is one look at one source; when it ends, the next is planned,
written down, and given to the scheduler. Its jobs live in memory: what survives is in the archive.
"""

from __future__ import annotations

import random
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from threading import BoundedSemaphore, Condition, Lock

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from schedules import alarms, beat, interrupted, lines, run
from schedules import desk as desks
from schedules.config import Config
from schedules.desk import Desk
from schedules.run import origin
from scraper.errors import BusyError, OnRecordError
from scraper.model import Report
from scraper.page import Source
from storage import watching
from storage.observations import Beat

THREADS = 8  # sources looked at side by side; requests to one host wait for each other in any case
CLOSE_ENOUGH = timedelta(seconds=1)

Say = Callable[[str], None]  # one line for a person


class Service:
    """Looks at every source on its beat, from `start` to `stop`; call `tick` every few seconds.

    The scheduler sleeps by a clock that stands still while a laptop does, and does not see the time of day being put
    right. A tick compares its plans with the clock, so that both are made up for at the next one.
    """

    def __init__(self, config: Config, desk: Desk, *, say: Say, chance: Callable[[], float] = random.random) -> None:
        self.config, self.desk, self.say, self.chance = config, desk, say, chance
        self.sources = dict(config.sources)
        self.next_at: dict[str, datetime] = {}
        self.going: set[str] = set()
        self.changed = Condition()  # of the two above
        self.seats = BoundedSemaphore(THREADS)
        self.turn = Turn(config)
        self.books = Books(desk)
        self.telling = Lock()
        self.scheduler = BackgroundScheduler(
            timezone=UTC,
            # A thread a source, most of which wait for a seat: a job that waited in the scheduler's own queue would be
            # given to it again at every tick, and each time it would say that the job is at work already.
            executors={"default": ThreadPoolExecutor(len(config.sources))},
            # Late is fine, once: the default drops a job that is a second late.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        """Go on where the last service was."""
        interrupted.note_services(self.desk)
        with suppress(BusyError), desks.alone(self.config):  # else a run is at work, and what is open may be its own
            interrupted.note_runs(self.desk)
        alarms.retire(self.desk, self.config)
        beats = watching.beats(self.desk.archive.file)
        pasts = {slug: past(source, self.desk, beats.get(slug)) for slug, source in self.sources.items()}
        self.next_at = beat.opening(pasts, self.desk.clock.now())
        self.books.open()
        self.scheduler.start()
        self.tick()

    def tick(self) -> None:
        """See that every source which is not being looked at has a job, at the time that is planned."""
        now, scheduler_now = self.desk.clock.now(), datetime.now(UTC)
        with self.changed:
            for slug in self.sources:
                if slug not in self.going and not self.desk.stop.is_set():
                    self.next_at[slug] = beat.sane(self.next_at[slug], self.sources[slug].every, now)
                    self._aim(slug, scheduler_now + max(self.next_at[slug] - now, timedelta(0)))
        self.scheduler.wakeup()

    def stop(self, within: timedelta) -> bool:
        """No more looks; those under way finish their page. False: one did not, within that time."""
        self.desk.stop.set()
        self.scheduler.pause()
        self.scheduler.remove_all_jobs()  # when it has let go of them: one in hand at its shutdown would be an error
        with self.changed:
            ended = self.changed.wait_for(lambda: not self.going, timeout=within.total_seconds())
        if ended:
            self.books.close()
            self.scheduler.shutdown()
        return ended

    def _aim(self, slug: str, at: datetime) -> None:
        job = self.scheduler.get_job(slug)
        if job is not None and abs(job.next_run_time - at) < CLOSE_ENOUGH:
            return
        self.scheduler.add_job(self._look, "date", run_date=at, args=[slug], id=slug, replace_existing=True)

    def _look(self, slug: str) -> None:
        """One look at a source. Whatever happens, there will be another."""
        with self.changed:
            late = self.next_at[slug] - self.desk.clock.now()
            if slug in self.going or late > CLOSE_ENOUGH or self.desk.stop.is_set():
                return  # planned anew since the scheduler was told
            self.going.add(slug)
            self.changed.notify_all()
        try:
            with self.seats:
                if not self.desk.stop.is_set():
                    self._collect(self.sources[slug])
        except Exception as error:  # noqa: BLE001 - a bug met by one look: said in full, and the source keeps its beat
            trace = "".join(traceback.format_exception(error)).rstrip()
            self.say(f"{slug}: a bug in onrecord, please report:\n{trace}")
        finally:
            with self.changed:
                self.going.discard(slug)
                self.changed.notify_all()
            self.tick()

    def _collect(self, source: Source) -> None:
        now = self.desk.clock.now()
        self.next_at[source.slug] = now + source.every  # should nothing better come of it
        try:
            with self.turn.taken():
                report = run.run(source, self.desk)
                for problem in lines.problems(report):
                    self.say(problem)
                self.books.enter(report)
                self._tell(source)
                if not self.desk.stop.is_set():  # cut short, it is still due
                    self._plan(source)
        except BusyError as error:
            self.turn.say_once(self.say, str(error))
            self.next_at[source.slug] = now + min(beat.PUT_OFF, source.every)
        except OnRecordError as error:
            self.say(f"{source.slug}: {error}")

    def _tell(self, source: Source) -> None:
        news = alarms.look([source], self.desk)
        for alarm in news.raised:
            self.say(lines.raised(alarm))
        for alarm in news.cleared:
            self.say(lines.mended(alarm))
        if self.telling.acquire(blocking=False):  # else another look is at it
            try:
                problems = alarms.tell(self.desk, self.config)
            finally:
                self.telling.release()
            for problem in problems:
                self.say(problem)

    def _plan(self, source: Source) -> None:
        now = self.desk.clock.now()
        following = planned(source, self.desk, now, self.chance())
        self.next_at[source.slug] = following.next_at
        watching.keep_beat(self.desk.archive.file, source.slug, following)


class Turn:
    """The run lock, held while any look of this service goes on, and free in between for other commands."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.held = ExitStack()
        self.looks = 0
        self.changed = Condition()
        self.busy = False

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises BusyError while another program has it."""
        with self.changed:
            if not self.looks:
                self.held.enter_context(desks.alone(self.config))
            self.looks += 1
            self.busy = False
        try:
            yield
        finally:
            with self.changed:
                self.looks -= 1
                if not self.looks:
                    self.held.close()

    def say_once(self, say: Say, problem: str) -> None:
        """Said once for as long as the other program is at work."""
        with self.changed:
            said, self.busy = self.busy, True
        if not said:
            say(f"{problem}; the looks that are due wait for it")


class Books:
    """The service's run in the archive's books: one row from start to stop, whose sums grow with every look."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.lock = Lock()
        self.run = 0

    def open(self) -> None:
        now = self.desk.clock.now()
        self.run = self.desk.archive.start_run("watch", now)
        self._summarise(self.desk.archive.unsettled(now))

    def enter(self, report: Report) -> None:
        with self.lock:
            self.desk.archive.enter_report(self.run, report)
            self._summarise((self.desk.clock.now() - timedelta(days=1)).date())

    def close(self) -> None:
        self.desk.archive.end_run(self.run, self.desk.clock.now())

    def _summarise(self, since: date | None) -> None:
        self.desk.archive.summarise(self.desk.captures.summary(since), since=since)


def past(source: Source, desk: Desk, last: Beat | None) -> beat.Past:
    """What is known of a source at the start."""
    captures, now = desk.captures.file, desk.clock.now()
    looks = [watching.looks(captures, source.slug, url, now).last_at for url in (*source.feeds, *source.listings)]
    return beat.Past(
        every=source.every,
        beat=last,
        last_look=max((at for at in looks if at), default=None),
        next_visit=watching.next_visit(captures, source.slug),
    )


def planned(source: Source, desk: Desk, now: datetime, chance: float) -> Beat:
    """The beat of a source after a look."""
    captures, since = desk.captures.file, now - beat.WINDOWS[-1]
    looks = [watching.looks(captures, source.slug, url, now).first_at for url in (*source.feeds, *source.listings)]
    length = beat.interval(
        source.every,
        beat.arrivals(watching.glimpses(captures, source.slug, since, now)),
        known_since=min((at for at in looks if at), default=now),
        now=now,
    )
    hosts = [desk.captures.host(origin(url)) for url in source.feeds or source.listings]
    return beat.following(
        source.every,
        length,
        now=now,
        chance=chance,
        next_visit=watching.next_visit(captures, source.slug),
        retry_at=max((host.retry_at for host in hosts if host and host.retry_at), default=None),
    )
