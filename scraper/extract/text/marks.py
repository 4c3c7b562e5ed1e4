"""Where quotation marks open and close: the outermost marked stretches of each paragraph, in reading order.

Marks are paired by shape and by what stands on either side of them, so curly, straight, mixed and wrongly
turned marks all pair. Single marks count only outside double ones, and only where the other end is found:
everything else that looks like one is an apostrophe.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

_MARK = re.compile(r"''|``|´´|[\"“”„‟«»″＂'‘’‚‛`´‹›]")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")
_WIDTH = 100  # a text none of whose lines is longer is wrapped
_SINGLE = frozenset("'‘’‚‛`´‹›")
_LEFT = frozenset("“„‟«``")
_ANGLED = frozenset("«»")  # French: a space stands inside the marks
_CLIPPED = frozenset("cause em til tis twas bout round n cuz ere neath cos ello s tude nuff kay nother".split())
_OPENS_AFTER = frozenset("([{—–-/―:“‘\"'„«…")
_CLOSES_BEFORE = frozenset(".,;:!?)]}—–-―/…”’\"'»*")
_LOOKAHEAD = 8  # marks; enough for a quotation in a quotation in a quotation
_FORGOTTEN = re.compile(
    r"([,?!])\s+(?:(?:he|she|they|(?:[A-Z][\w'’.-]*\s+){0,2}[A-Z][\w'’.-]*)\s+)?"
    r"(?:said|says|told|tells|added|adds|wrote|writes|explained|explains|asked|asks|continued|recalled|noted)\b"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between an outermost pair of marks. `outer` includes the marks, `start:end` does not."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    single: bool = False
    closed: bool = True  # False: the paragraph ended first
    resumes: bool = False  # True: the paragraph re-opened the running quotation before it


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Paragraphs as (start, end): lines, or where the text is wrapped to a width, what blank lines separate.

    A line that goes on with a small letter was broken by accident.
    """
    wrapped = _BREAK.search(text) and max(map(len, text.split("\n"))) <= _WIDTH
    bounds: list[tuple[int, int]] = []
    start = 0
    for gap in (_BREAK if wrapped else _LINE).finditer(text):
        follows = text[gap.end() : gap.end() + 1]
        if gap[0].count("\n") == 1 and follows.islower():
            continue
        end = gap.start()
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            bounds.append((start, end))
        start = gap.end()
    if start < len(text):
        bounds.append((start, len(text)))
    return bounds


def stretches(text: str, bounds: list[tuple[int, int]]) -> list[Stretch]:
    """Every outermost stretch, in reading order. Time is linear in the length of the text."""
    found: list[Stretch] = []
    for number, (start, end) in enumerate(bounds):
        marks = [m.span() for m in _MARK.finditer(text, start, end)]
        if not marks:
            continue
        follows = bounds[number + 1][0] if number + 1 < len(bounds) else len(text)
        before = found[-1] if found and found[-1].paragraph == number - 1 and not found[-1].closed else None
        found += _Paragraph(text, (start, end), marks, number, text[follows : follows + 1], before).stretches()
    return found


class _Paragraph:
    """The state machine: one pass over the marks of one paragraph."""

    def __init__(
        self,
        text: str,
        bounds: tuple[int, int],
        marks: list[tuple[int, int]],
        number: int,
        next_starts: str,
        before: Stretch | None,
    ) -> None:
        self.text, (self.start, self.end), self.marks, self.number = text, bounds, marks, number
        self.next_starts, self.before = next_starts, before
        self.single = [end - at == 1 and text[at] in _SINGLE for at, end in self.marks]
        self.double = [i for i, single in enumerate(self.single) if not single]
        self.found: list[Stretch] = []
        self._count_marks()

    def _opening(self, mark: tuple[int, int]) -> bool:
        """Something follows directly, and nothing that a mark could close stands directly before."""
        before = self.text[mark[0] - 1] if mark[0] > self.start else " "
        after = self.text[mark[1]] if mark[1] < self.end else " "
        if self.text[mark[0]] in _ANGLED:
            return self.text[mark[0]] == "«"
        if after.isspace() or after in ",;:!?)]}”»":
            return False
        return before.isspace() or before in _OPENS_AFTER

    def _closing(self, mark: tuple[int, int]) -> bool:
        before = self.text[mark[0] - 1] if mark[0] > self.start else " "
        after = self.text[mark[1]] if mark[1] < self.end else " "
        if self.text[mark[0]] in _ANGLED:
            return self.text[mark[0]] == "»"
        return not before.isspace() and (after.isspace() or after in _CLOSES_BEFORE)

    def _count_marks(self) -> None:
        """Running balance of double marks, and the single marks that could close something."""
        self.balance = [0]
        for mark, single in zip(self.marks, self.single, strict=True):
            step = 0
            if not single:
                step = 1 if self._opening(mark) else -1
            self.balance.append(self.balance[-1] + step)
        singles = [(i, mark) for i, mark in enumerate(self.marks) if self.single[i]]
        self.closers = [i for i, mark in singles if self._closing(mark)]
        self.openers = [i for i, mark in singles if self._opens_single(mark)]

    def stretches(self) -> list[Stretch]:
        opened: int | None = None  # index of the mark that opened the running stretch
        depth = i = 0
        while i < len(self.marks):
            mark = self.marks[i]
            if self.single[i]:
                if opened is None and self._opens_single(mark):
                    i = self._single(i)
                i += 1
                continue
            if opened is None:
                opened, depth = self._open(i), 1
            elif self._nests(i):
                depth += 1
            elif self._opening(mark) and depth == 1 and self._reopens(i):
                self._close(opened, self._forgotten_end(opened, mark[0]), mark[0], closed=False)
                opened = i
            else:
                depth -= 1
                if depth == 0:
                    self._close(opened, mark[0], mark[1])
                    opened = None
            i += 1
        if opened is not None:
            end = self._forgotten_end(opened, self.end)
            self._close(opened, end, end, closed=end < self.end)
        return self.found

    def _open(self, i: int) -> int | None:
        """The mark opens a stretch, unless it can only be the end of one, or an inch."""
        mark = self.marks[i]
        before = self.text[mark[0] - 1] if mark[0] > self.start else " "
        if self._opening(mark):
            return i
        if not self.found and self.before is not None and self._closing(mark):
            self._stray_end(mark)  # the running quotation goes on without a mark of its own
            return None
        if before.isdigit() and self.text[mark[0]] in '"″':
            return None
        after = self.text[mark[1]] if mark[1] < self.end else " "
        if self.text[mark[0]] in _LEFT and not after.isspace():
            return i
        return i if not self._closing(mark) and not after.isspace() else None

    def _stray_end(self, mark: tuple[int, int]) -> None:
        self._keep(Stretch(self.start, mark[0], self.start, mark[1], self.number, resumes=True))

    def _nests(self, i: int) -> bool:
        """An opening mark inside a stretch opens another inside it if marks to close both follow."""
        mark = self.marks[i]
        if not self._opening(mark) or (self._closing(mark) and self.text[mark[0]] not in _LEFT):
            return False
        here = bisect_right(self.double, i - 1)
        depth = 2
        for j in self.double[here + 1 : here + 1 + _LOOKAHEAD]:
            depth += 1 if self._opening(self.marks[j]) else -1
            if depth == 0:
                return True
        return not self._reopens(i)

    def _reopens(self, i: int) -> bool:
        """An opening mark after a finished sentence: the mark that should have closed was forgotten."""
        at = self.marks[i][0] - 1
        while at > self.start and self.text[at].isspace():
            at -= 1
        return self.text[at] in ".?!…,:"

    def _forgotten_end(self, opened: int, limit: int) -> int:
        """Where a stretch that nobody closed ends: before its attribution, or at the limit."""
        start = self.marks[opened][1]
        said = _FORGOTTEN.search(self.text, start, min(limit, start + 2000))
        if said and said.start() > start and not (limit == self.end and self._runs_on(opened)):
            return said.end(1)
        while limit > start and self.text[limit - 1].isspace():
            limit -= 1
        return limit

    def _runs_on(self, opened: int) -> bool:
        return self.next_starts != "" and self.next_starts == self.text[self.marks[opened][0]]

    def _close(self, opened: int, end: int, outer_end: int, *, closed: bool = True) -> None:
        outer, start = self.marks[opened]
        resumes = self.before is not None and not self.found and outer == self.start and not self.before.single
        self._keep(Stretch(start, end, outer, outer_end, self.number, closed=closed, resumes=resumes))

    def _keep(self, stretch: Stretch) -> None:
        start, end = stretch.start, stretch.end
        while end > start and self.text[end - 1].isspace():
            end -= 1
        while start < end and self.text[start].isspace():
            start += 1
        if start < end:
            whole = start == stretch.start and end == stretch.end
            self.found.append(stretch if whole else replace(stretch, start=start, end=end))

    # Single marks.

    def _opens_single(self, mark: tuple[int, int]) -> bool:
        if not self._opening(mark):
            return False
        tail = self.text[mark[1] : mark[1] + 8]
        word = re.match(r"[^\W\d_]+|\d+", tail)
        if not word:
            return tail[:1] in "[($£€…." or self.text[mark[0]] in "‘‹"
        return word[0].lower() not in _CLIPPED and not (word[0].isdigit() and tail[word.end() : word.end() + 1] == "s")

    def _single(self, i: int) -> int:
        """Close the single-marked stretch that opens at mark i, if anything does; the last mark used up."""
        close = self._single_close(i)
        outer, start = self.marks[i]
        resumes = self.before is not None and not self.found and outer == self.start and self.before.single
        if close is not None:
            end, outer_end = self.marks[close]
            self._keep(Stretch(start, end, outer, outer_end, self.number, single=True, resumes=resumes))
            return close
        if self._runs_on(i) and self._may_run(outer):
            self._keep(
                Stretch(start, self.end, outer, self.end, self.number, single=True, closed=False, resumes=resumes)
            )
            return len(self.marks)
        return i

    def _may_run(self, outer: int) -> bool:
        """An unclosed single mark is a running quotation only at the head of a paragraph or after a colon."""
        before = self.text[max(self.start, outer - 3) : outer].rstrip()
        return outer == self.start or before[-1:] in ":,"

    def _single_close(self, i: int) -> int | None:
        best: int | None = None
        first = bisect_right(self.closers, i)
        upcoming = bisect_right(self.openers, i)
        barrier = self.openers[upcoming] if upcoming < len(self.openers) else len(self.marks)
        for j in self.closers[first : first + _LOOKAHEAD]:
            if best is not None and j > barrier:
                break
            if self.balance[j] != self.balance[i + 1]:
                if best is None and j > barrier:
                    break
                continue
            if not self._may_be_possessive(self.marks[j][0]):
                return j
            best = j if best is None else best
        if best is None:
            return self._mismatched_close(i)
        return best

    def _may_be_possessive(self, at: int) -> bool:
        """s' or in' before a small letter: perhaps an apostrophe."""
        text = self.text
        if text[at - 1] not in "szn" or text[at - 1 : at + 2].endswith(tuple(",.;")):
            return False
        after = text[at + 1 : at + 3]
        if text[at - 1] == "n" and text[at - 3 : at - 1] != "hi" and text[at - 2] != "i":
            return False
        return len(after) == 2 and after[0].isspace() and after[1].islower()

    def _mismatched_close(self, i: int) -> int | None:
        """A single mark on the left closed by a double one on the right."""
        if self.text[self.marks[i][0]] != "‘":
            return None
        here = bisect_right(self.double, i)
        if here < len(self.double):
            mark = self.marks[self.double[here]]
            if self._closing(mark) and not self._opening(mark):
                return self.double[here]
        return None
