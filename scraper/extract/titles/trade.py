"""The vocabulary of the trade: what people do on a title, what a title can be, and who shows it."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs of credit: every form of the verb -> (role, form). Forms: base, s, ed, ing.
_VERBS = {
    "creator": "create/creates/created/creating co-create/co-creates/co-created/co-creating "
    "devise/devises/devised/devising conceive/conceives/conceived/conceiving",
    "developer": "develop/develops/developed/developing co-develop/co-develops/co-developed/co-developing",
    "showrunner": "showrun/showruns/showrun/showrunning co-showrun/co-showruns/co-showrun/co-showrunning",
    "director": "direct/directs/directed/directing helm/helms/helmed/helming "
    "co-direct/co-directs/co-directed/co-directing",
    "writer": "write/writes/written/writing pen/pens/penned/penning co-write/co-writes/co-written/co-writing "
    "script/scripts/scripted/scripting adapt/adapts/adapted/adapting co-pen/co-pens/co-penned/co-penning",
    "executive_producer": "executive-produce/executive-produces/executive-produced/executive-producing "
    "exec-produce/exec-produces/exec-produced/exec-producing ep/eps/ep'd/eping",
    "producer": "produce/produces/produced/producing co-produce/co-produces/co-produced/co-producing",
    "associate_producer": "associate-produce/associate-produces/associate-produced/associate-producing",
    "composer": "compose/composes/composed/composing score/scores/scored/scoring",
    "cast": "star/stars/starred/starring topline/toplines/toplined/toplining co-star/co-stars/co-starred/co-starring "
    "headline/headlines/headlined/headlining guest-star/guest-stars/guest-starred/guest-starring "
    "recur/recurs/recurred/recurring play/plays/played/playing portray/portrays/portrayed/portraying "
    "costar/costars/costarred/costarring feature/features/featured/featuring",
    "voice": "voice/voices/voiced/voicing",
    "judge": "judge/judges/judged/judging",
    "mentor": "mentor/mentors/mentored/mentoring",
    "host": "host/hosts/hosted/hosting co-host/co-hosts/co-hosted/co-hosting emcee/emcees/emceed/emceeing",
    "editor": "edit/edits/edited/editing",
    "cinematographer": "lens/lenses/lensed/lensing shoot/shoots/shot/shooting",
    "narrator": "narrate/narrates/narrated/narrating",
    "distributor": "distribute/distributes/distributed/distributing acquire/acquires/acquired/acquiring",
}
_FORMS = ("base", "s", "ed", "ing")
VERBS: dict[str, tuple[str, str]] = {
    form: (role, _FORMS[position])
    for role, verbs in _VERBS.items()
    for verb in verbs.split()
    for position, form in reversed(list(enumerate(verb.split("/"))))
}
VERBS["wrote"] = ("writer", "ed")
VERBS["co-wrote"] = ("writer", "ed")
PRODUCING = {
    "executive": "executive_producer",
    "exec": "executive_producer",
    "associate": "associate_producer",
    "co-executive": "co_executive_producer",
    "consulting": "consulting_producer",
}
PLAYING = _words("play plays played playing portray portrays portrayed portraying")
FEATURING = _words("feature features featured featuring")
STARRING = _words(
    "star stars starred starring topline toplines toplined toplining co-star co-stars co-starred co-starring "
    "headline headlines "
    "headlined headlining recur recurs recurred recurring guest-star guest-stars guest-starred guest-starring "
    "costar costars "
    "costarred costarring"
)

# Words that name houses rather than people, where a name begins or ends with one and no given name leads it.
HOUSE_WORDS = _words(
    "red blue black white green gold golden silver bright dark wild lucky happy big little second third seven nine "
    "new old north south "
    "east west northern southern eastern western high low long short hollow broken lost secret quiet loud electric "
    "magic moving running "
    "flying open free wide deep double triple half last next other paper stone iron steel glass salt sugar honey "
    "lemon orange apple "
    "pepper milk bread cake pie drum bell horn piano guitar song fox bear wolf lion tiger horse dog cat bird owl "
    "crow raven hawk eagle "
    "robin rabbit moose elephant whale shark fish bee moon sun star stars sky cloud rain storm thunder lightning "
    "snow winter summer "
    "river lake sea ocean island harbor harbour bay beach hill mountain forest wood woods tree oak pine elm garden "
    "field meadow door "
    "house home lane street road bridge gate tower room kitchen roof window wall corner quarter square park station "
    "factory works shop "
    "market mill barn hat coat shoe boot ring crown sword arrow anvil hammer wheel engine rocket robot ghost "
    "monster giant pirate "
    "lantern lamp light lights candle fire flame ember smoke shadow echo mirror frame frames picture film line "
    "point circle square "
    "content toons trust fund collective pact ink pen page story stories tale tales line lines lift drop spark "
    "motion vision radar signal "
    "plus works club hive hat kite plough custard tide drama comedy reel lens tape "
)

# Nouns of credit.
NOUNS: dict[str, str] = {
    "creator": "creator",
    "co-creator": "creator",
    "developer": "developer",
    "showrunner": "showrunner",
    "co-showrunner": "showrunner",
    "director": "director",
    "co-director": "director",
    "helmer": "director",
    "writer": "writer",
    "co-writer": "writer",
    "screenwriter": "writer",
    "scribe": "writer",
    "ep": "executive_producer",
    "executive-producer": "executive_producer",
    "producer": "producer",
    "co-producer": "producer",
    "star": "cast",
    "co-star": "cast",
    "lead": "cast",
    "host": "host",
    "co-host": "host",
    "presenter": "host",
    "co-presenter": "host",
    "emcee": "host",
    "anchor": "host",
    "co-anchor": "host",
    "narrator": "narrator",
    "judge": "judge",
    "mentor": "mentor",
    "composer": "composer",
    "advisor": "consultant",
    "adviser": "consultant",
    "cinematographer": "cinematographer",
    "consultant": "consultant",
    "showrunners": "showrunner",
    "writer-director": "writer+director",
    "creator-showrunner": "creator+showrunner",
    "writer-producer": "writer+producer",
    "creator-star": "creator+cast",
    "writer-creator": "writer+creator",
    "director-producer": "director+producer",
    "actress": "cast",
    "actor": "cast",
    "alum": "cast",
    "alumna": "cast",
    "alumnus": "cast",
    "castmate": "cast",
    "filmmaker": "director",
    "leads": "cast",
    "regular": "cast",
    "co-executive-producer": "co_executive_producer",
    "editor": "editor",
    "playwright": "writer",
    "contestant": "contestant",
    "documentarian": "director",
}
PRODUCERS = {
    "executive": "executive_producer",
    "exec": "executive_producer",
    "co-executive": "co_executive_producer",
    "co-exec": "co_executive_producer",
    "consulting": "consulting_producer",
    "associate": "associate_producer",
    "supervising": "producer",
}
# Words that may stand before a noun of credit and leave it what it is.
ADJECTIVES = _words(
    "series pilot original lead head co returning fellow first-time executive exec co-executive supervising "
    "consulting associate "
    "sole show's show primary main guest animated longtime chief legendary acclaimed new emmy-winning oscar-winning "
    "award-winning writing ongoing then next recurring season debut feature acclaimed visionary veteran creative "
    "male female"
)
# Nouns before "producer", "director" that make it another trade.
OTHER_TRADES = _words(
    "music film movie record casting art funeral tv television medical managing program "
    "programming "
    "news development communications marketing line stage athletic theater theatre technical book "
    "magazine "
    "podcast regional creative web game food dance"
)

# What a title can be: the noun -> kind of Title; "" where it says nothing of the kind.
MEDIA: dict[str, str] = {
    **dict.fromkeys(
        "series show drama comedy sitcom dramedy miniseries mini-series limited-series anthology procedural "
        "cop-show soap "
        "telenovela docuseries docu-series anime cartoon thriller-series reality-show half-hour program "
        "programme competition-series spinoff spin-off kdrama k-drama seasons pilot reboot revival "
        "rom-com".split(),
        "series",
    ),
    **dict.fromkeys("film movie feature biopic picture blockbuster flick romcom threequel cinema".split(), "film"),
    **dict.fromkeys("documentary doc documentary-film docufilm".split(), "documentary"),
    **dict.fromkeys("special telecast".split(), "special"),
    **dict.fromkeys(
        "thriller adaptation prequel sequel remake project epic musical mystery western romance saga "
        "horror "
        "play monologue podcast production franchise installment adventure short package dark-comedy "
        "adventure-comedy tentpole "
        "mockumentary caper satire".split(),
        "",
    ),
}
DOCUSERIES = _words("docuseries docu-series")
SOURCES = _words(
    "novel novels book books memoir bestseller best-seller novella comic comics manga manhwa webtoon article "
    "podcast play "
    "story stories graphic trilogy series biography autobiography poem poems essay script tetralogy game videogame "
    "format webcomic saga"
)
SONGS = _words(
    "song songs single singles album albums track tracks ballad hit hits record records anthem lp ep tune tunes"
)
BOOKS = _words("book books novel novels memoir memoirs magazine essay autobiography biography bestseller")
NETWORKS = _words(
    "netflix hbo max hbo-max hulu peacock paramount+ disney+ amazon apple nbc cbs abc fox amc fx showtime starz "
    "syfy usa bbc itv "
    "pbs tnt tbs mtv vh1 bet cw youtube freeform lifetime hallmark epix mgm+ quibi roku tubi crackle nickelodeon "
    "hgtv bravo "
    "e! discovery discovery+ espn espn+ sky shudder britbox acorn crunchyroll mubi cnn univision telemundo "
    "adult-swim apple-tv+ "
    "stan crave binge stv channel-4 channel-5 bbc-one bbc-two itv1 itvx tlc a&e history natgeo cinemax audible "
    "spotify"
)
NETWORK_TAILS = {
    ("apple", "tv"),
    ("apple", "tv+"),
    ("prime", "video"),
    ("amazon", "prime"),
    ("bbc", "one"),
    ("bbc", "two"),
    ("hbo", "max"),
    ("amc", "plus"),
    ("apple", "music"),
    ("disney", "channel"),
    ("comedy", "central"),
    ("adult", "swim"),
    ("cartoon", "network"),
    ("channel", "4"),
    ("channel", "5"),
    ("the", "cw"),
    ("national", "geographic"),
    ("cbs", "all"),
    ("amazon", "studios"),
    ("usa", "network"),
    ("disney", "plus"),
    ("paramount", "plus"),
    ("paramount", "network"),
}
OUTLETS = _words(
    "variety deadline thewrap wrap indiewire tvline collider vulture ew people billboard reuters bloomberg thr "
    "macrumors "
    "politico axios vox buzzfeed mashable engadget verge gizmodo vanity vogue rolling guardian telegraph bustle "
    "esquire gq twitter "
    "instagram facebook tiktok youtube reddit snapchat linkedin times post journal reporter entertainment elle x "
    "snapchat itunes "
    "google microsoft siri iphone ipad android wired polygon ign slate salon npr tmz"
)
AWARDS = _words(
    "emmy emmys oscar oscars golden globe globes bafta baftas tony tonys grammy grammys sag peabody academy award "
    "awards primetime "
    "critics' critics choice outstanding best lifetime achievement nominee nominated sundance cannes tribeca sxsw "
    "comic-con"
)
TITLED = _words("titled entitled called dubbed named christened retitled renamed")
OF_A_WORK = _words(
    "season seasons episode episodes cast star stars creator creators creator/executive showrunner "
    "run remake revival reboot "
    "adaptation spinoff spin-off sequel prequel finale premiere version success director writer "
    "writers producer "
    "producers set seasons ep eps team universe characters events trailer installment host "
    "co-creator fans world "
    "likes makers producers team"
)
MAKERS = _words(
    "studios films pictures television productions originals content film records entertainment media company studio"
)
BUYING = _words(
    "orders ordered order renews renewed announced announces unveiled unveils sets set gave given greenlit greenlights "
    "commissioned commissions canceled cancelled cancels axed released releases revealed reveals picked picks will "
    "landed lands debuts premieres developing dates dated pulling handed acquired tapped promoted raising shared shares"
)
# Genres as they are stated, and what may stand before one and belong to it.
GENRES = _words(
    "drama comedy thriller mystery western romance horror musical sitcom dramedy fantasy procedural satire noir "
    "melodrama rom-com whodunit sci-fi adventure biopic mockumentary soap anthology farce caper comedy-drama "
    "drama-comedy action-comedy docudrama epic"
)
GENRE_WORDS = _words(
    "psychological crime spy family workplace legal medical period historical romantic dark black action sci-fi gothic "
    "teen political police animated supernatural erotic domestic espionage murder courtroom hospital sports war "
    "coming-of-age folk space buddy heist conspiracy military survival domestic musical young-adult half-hour hourlong "
    "hour-long one-hour single-camera multicam multi-camera mystery thriller comedy drama horror fantasy adventure "
    "workplace prison high-school superhero science-fiction dystopian post-apocalyptic slow-burn scandi"
)
