"""What an archive says of how each source is doing."""

from __future__ import annotations

from archived import count
from lighthouse import DAY, NOW, story

from scraper.model import Publisher, Report
from storage.archive import Archive
from storage.health import Tally


class TestHealth:
    TALLIES = (
        Tally(source="gazette", day="2026-11-21", purpose="feed", outcome="ok", count=3, last_at=NOW - DAY),
        Tally(source="gazette", day="2026-11-22", purpose="robots", outcome="ok", count=1, last_at=NOW),
        Tally(
            source="gazette",
            day="2026-11-22",
            purpose="feed",
            outcome="too slow",
            count=2,
            last_at=NOW,
            last_detail="31 s of 30",
        ),
        Tally(source="gone", day="2026-11-20", purpose="page", outcome="gone", count=1, last_at=NOW - 2 * DAY),
    )

    def test_says_how_each_source_is_doing(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        archive.summarise(self.TALLIES)
        archive.summarise(self.TALLIES)
        run = archive.start_run("collect", NOW)
        archive.finish_run(
            run, NOW, [Report(source="gazette", saved=1, failed=("one", "two")), Report(source="lantern")]
        )
        gazette, gone, lantern = archive.health()
        assert (gazette.source, gazette.name, gazette.articles) == ("gazette", "Harbor Gazette", 1)
        assert (gazette.last_attempt_at, gazette.last_success_at, gazette.last_new_at) == (
            NOW,
            NOW - DAY,
            NOW,
        )
        assert gazette.problems == ("feed, too slow: 31 s of 30", "one", "two")
        assert (gone.name, gone.problems) == ("gone", ("page, gone",))
        assert (lantern.articles, lantern.problems, lantern.last_attempt_at) == (0, (), None)
        assert count(archive, "attempts_summary") == 4

    def test_a_robots_txt_that_is_not_there_is_no_problem(self, archive: Archive) -> None:
        robots = Tally(source="gazette", day="2026-11-22", purpose="robots", outcome="gone", count=1, last_at=NOW)
        archive.summarise([robots])
        gazette, *_ = archive.health()
        assert (gazette.last_attempt_at, gazette.last_success_at, gazette.problems) == (NOW, None, ())

    def test_one_problem_is_said_once(self, archive: Archive) -> None:
        archive.summarise(self.TALLIES[2:3])
        failed = ("https://gazette.example/feed/: too slow: 31 s of 30", "two")
        archive.finish_run(archive.start_run("collect", NOW), NOW, [Report(source="gazette", failed=failed)])
        assert archive.health()[0].problems == failed

    def test_a_pass_without_failures_forgets_those_of_the_one_before(self, archive: Archive) -> None:
        for failed in (("one",), ()):
            archive.finish_run(archive.start_run("collect", NOW), NOW, [Report(source="gazette", failed=failed)])
        assert archive.health()[0].problems == ()
        assert [row["failed"] for row in archive._file.rows("select * from runs order by id")] == [1, 0]

    def test_only_the_last_days_are_counted_again(self, archive: Archive) -> None:
        assert archive.unsettled(NOW) is None
        archive.summarise(self.TALLIES)
        assert archive.unsettled(NOW) == (NOW - 40 * DAY).date()
        since = NOW.date()
        news = [
            Tally(source="gazette", day=since.isoformat(), purpose="page", outcome="gone", count=9, last_at=NOW + DAY),
        ]
        before = archive.health()[0]
        archive.summarise(news, since=since)
        gazette, gone, _ = archive.health()
        assert (gazette.last_attempt_at, gazette.last_success_at) == (NOW + DAY, before.last_success_at)
        assert gazette.problems == ("page, gone",)
        assert gone.problems == ("page, gone",)  # of the day before: as it was
        found = {
            row["key"]: row["attempts"] for row in archive._file.rows("select key, attempts from attempts_summary")
        }
        kept = {tally.day for tally in self.TALLIES} - {since.isoformat()}
        assert {key[:10] for key in found} == {*kept, since.isoformat()}
        assert found[f"{since} gazette page gone"] == 9
        assert sum(key.startswith(since.isoformat()) for key in found) == 1

    def test_after_a_long_pause_all_since_is_counted_again(self, archive: Archive) -> None:
        last = NOW - 100 * DAY
        day = last.date().isoformat()
        archive.summarise([Tally(source="gazette", day=day, purpose="feed", outcome="ok", count=1, last_at=last)])
        assert archive.unsettled(NOW) == (last - DAY).date()

    def test_a_run_that_was_killed_has_no_end(self, archive: Archive) -> None:
        archive.start_run("collect", NOW)
        assert archive._file.first("select finished_at from runs")[0] is None
        archive.summarise([])
        archive.finish_run(archive.start_run("collect", NOW), NOW, [])

    def test_registering_again_says_anew_what_a_source_is(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        archive.register([Publisher(slug="gazette", name="The Gazette")])
        assert archive.latest(1)[0].source == "The Gazette"
