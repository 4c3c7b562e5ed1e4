"""Paragraphs among the article's that are not the article: notices, contacts, slates, invitations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from scraper.prose import Block

# Whole paragraphs, wherever they stand. Each begins where the paragraph begins.
_LINE: Final = re.compile(
    r"(?:"
    r"(?:related|read (?:more|next|also)|more from|see also|also read|must read|recommended|watch(?: on)?"
    r"|editors?[’'] picks?|you may also like|more stories|popular on \w+|most popular|trending)"
    r"(?: (?:stories|story|articles?|posts?|content|videos?|news|links|coverage|roundups?|forum))?\s*(?::|$)"
    r"|sign up(?: (?:for|to|here|now)|:)|subscribe (?:to|now|today|here)"
    r"|join our newsletter|get our newsletter"
    r"|(?:follow|like) us on |share this|share on |tweet this|click here to (?:subscribe|sign up)"
    r"|advertisement$|sponsored(?: content)?$|story continues(?: below)?|article continues below"
    r"|continue reading|scroll (?:down )?to continue|this story continues"
    r"|(?:the )?video (?:player )?is loading|loading(?: the)? (?:player|video)"
    r"|this article, [“\"].{0,400} first appeared on |discuss this article"
    r"|the post .{0,400} appeared first on "
    r"|(?:add as a preferred source|add .{1,40} as a preferred source) on google"
    r"|ftc: we use income earning|you[’']re reading .{1,40} experts who break news"
    r"|check out .{1,40} on youtube for more|\d+ comments?$|leave a comment|log in to comment"
    r"|(?:text|images) of this article$|copy text$|download all images|share article$|print$|email$"
    r")",
    re.IGNORECASE,
)
# From here to the end nothing belongs to the article.
_TAIL: Final = re.compile(
    r"(?:about (?:apple(?: tv(?: ?\+)?| original films)?|the apple tv app)"
    r"|(?:press|media|publicity|pr) contacts?|contacts?|(?:for )?(?:press|media) (?:inquiries|enquiries)"
    r"|(?:download )?(?:key art|images and trailers?|press kit|assets)|notes? to editors?|# ?# ?#)\s*:?$",
    re.IGNORECASE,
)
# The slates Apple's releases end with, where they stand as paragraphs of their own.
_SLATE: Final = re.compile(
    r"(?:(?:about apple tv ?\+?:? )?apple tv ?\+? (?:is available on the apple tv app|offers premium)"
    r"|(?:after|since) its launch on november 1, 2019|apple tv ?\+?, available on the apple tv app"
    r"|for more information, visit apple\.com|apple revolutionized personal technology with)",
    re.IGNORECASE,
)
_NOTICE_AT_END: Final = re.compile(r" This article, [\"“].{1,400}[\"”] first appeared on \S+$")
_ABOUT: Final = re.compile(r"about [^.?!:]{2,60}:?$", re.IGNORECASE)


def without(blocks: Sequence[Block], *, headline: str = "") -> tuple[Block, ...]:
    """The blocks that are the article's own; the headline repeated above the text is not."""
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        if _ends(block, number, len(blocks)):
            break
        if not (_LINE.match(block.text) and _short(block)) and not _SLATE.match(block.text):
            kept.append(_trimmed(block))
    if kept and headline and kept[0].text.casefold() == headline.casefold():
        kept.pop(0)
    return _without_link_lists(kept)


def _trimmed(block: Block) -> Block:
    """The block without a notice that only a line break parts from its last sentence (MacRumors)."""
    notice = _NOTICE_AT_END.search(block.text)
    if notice is None:
        return block
    marks = tuple(mark for mark in block.marks if mark.span.end <= notice.start())
    return replace(block, text=block.text[: notice.start()], marks=marks)


def _ends(block: Block, number: int, count: int) -> bool:
    if len(block.text) > 80:
        return False
    if _TAIL.match(block.text):
        return number > 0
    # "About Company" over a release's last paragraphs; a section of that name near the top is the article's.
    return block.kind == "heading" and number * 2 >= count and _ABOUT.match(block.text) is not None


def _short(block: Block) -> bool:
    """A sentence may begin with "Related": what is taken out is a label, or mostly a link."""
    return len(block.text) <= 60 or block.linked * 2 >= len(block.text) or _NOTICE.match(block.text) is not None


_NOTICE: Final = re.compile(
    r"sign up\b|subscribe |this article, |the post |ftc:|you[’']re reading |check out |add ", re.IGNORECASE
)


def _without_link_lists(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Two and more list items in a row that are nothing but links lead away from the article."""
    kept: list[Block] = []
    run: list[Block] = []
    for block in (*blocks, Block("")):
        if block.kind == "item" and block.linked >= 0.9 * len(block.text):
            run.append(block)
            continue
        if len(run) == 1:
            kept.extend(run)
        run = []
        if block.text:
            kept.append(block)
    return tuple(kept)
