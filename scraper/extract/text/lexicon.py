"""The words that attribution turns on: verbs of saying, roles, companies and the small words around them."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote", "think": "thought", "feel": "felt", "put": "put",
    "read": "read", "sing": "sang", "begin": "began", "shoot": "shot", "go": "went", "swear": "swore",
    "speak": "spoke", "hold": "held", "weep": "wept", "tweet": "tweeted", "post": "posted",
    "text": "texted", "credit": "credited", "email": "emailed", "blast": "blasted", "brand": "branded",
    "quip": "quipped", "admit": "admitted", "demur": "demurred", "label": "labeled", "gush": "gushed",
    "offer": "offered", "answer": "answered", "whisper": "whispered", "mutter": "muttered",
    "counter": "countered", "utter": "uttered", "stutter": "stuttered", "clamour": "clamoured",
    "point": "pointed", "hint": "hinted", "retort": "retorted", "comment": "commented", "chant": "chanted",
    "shout": "shouted", "report": "reported", "assert": "asserted", "boast": "boasted", "volunteer": "volunteered",
    "murmur": "murmured", "stress": "stressed", "confess": "confessed", "express": "expressed",
    "discuss": "discussed", "address": "addressed", "reflect": "reflected", "interject": "interjected",
    "relay": "relayed", "enthuse": "enthused", "grin": "grinned", "nod": "nodded", "shrug": "shrugged",
    "brag": "bragged", "snap": "snapped", "sob": "sobbed", "beg": "begged", "dub": "dubbed", "refer": "referred",
    "slam": "slammed", "deadpan": "deadpanned", "chat": "chatted", "prod": "prodded", "concur": "concurred",
    "plug": "plugged", "sum": "summed", "open": "opened", "caption": "captioned", "message": "messaged",
}  # fmt: skip


def _inflections(verb: str) -> dict[str, str]:
    """Every form of a verb, and which it is: base, s, ed, ing."""
    past = _IRREGULAR.get(verb, "")
    doubled = verb + verb[-1] if past.startswith(verb + verb[-1] + "ed") else verb
    if verb.endswith("e"):
        stem, third = verb[:-1], verb + "s"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        stem, third = verb, verb[:-1] + "ies"
        past = past or verb[:-1] + "ied"
    else:
        stem, third = doubled, verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")
    past = past or (stem + "ed")
    british = {verb + "led": "ed", verb + "ling": "ing"} if verb.endswith(("el", "al")) else {}
    return {verb: "base", third: "s", past: "ed", stem + "ing": "ing", **british}


def _forms(verbs: str) -> dict[str, str]:
    return {form: kind for verb in verbs.split() for form, kind in _inflections(verb).items()}


# Verbs whose subject speaks wherever they stand in the sentence.
CUES = _forms(
    "say tell add explain note claim allege insist ask reply respond answer continue recall quip joke tease "
    "warn argue admit concede confess confirm announce declare state comment remark observe write tweet "
    "exclaim shout yell whisper mutter reveal report suggest stress emphasize emphasise assert maintain "
    "contend opine muse retort counter clarify acknowledge deny lament complain boast brag gush rave crow "
    "enthuse marvel caution elaborate recount volunteer testify reiterate reason theorize theorise hint "
    "summarize summarise interject conclude advise murmur deadpan bemoan proclaim pronounce jest scoff snap "
    "email text message caption stammer blurt venture disagree concur object protest groan growl grumble "
    "grouse moan inquire"
)
CUES |= {"per": "prep"}
# Verbs that carry a statement only when they stand right beside it.
WEAK_CUES = _forms(
    "laugh smile chuckle grin shrug nod sigh share offer post read open begin start finish reflect remember "
    "think feel hope correct demur relate express cry sob scream chant sing repeat point go put urge demand "
    "request address discuss blast criticize criticise praise thank hail tout sum cite describe call dub "
    "label brand refer characterize characterise deem slam mock accuse compare condemn credit propose speak "
    "talk greet apologize apologise shoot fire challenge beg implore swear know reckon gloat sneer bark growl "
    "whine groan simper agree believe wonder pledge plead vow predict promise issue assure inform remind "
    "mention specify signal indicate echo defend attack hear term liken dismiss deride decry laud applaud denounce "
    "ridicule interrupt correct protest cut chime pipe interpose object insist scold chide coo purr hiss bellow roar "
    "holler squeal shriek gasp mumble croak drawl intone chirp lecture fume thunder vent gripe grunt huff snort giggle "
    "chortle cackle wail whimper sniff pitch"
)
# Verbs that take a quoted phrase as their predicate: "called it 'a gift'".
NAMING = _forms(
    "call describe dub label brand refer characterize characterise deem praise slam blast hail tout mock term liken "
    "dismiss deride decry laud applaud denounce ridicule pitch"
)
# A gesture, after which a word or two are speech.
BEATS = frozenset(
    form
    for form, kind in _forms(
        "pause nod shrug laugh smile sigh grin chuckle wince hesitate blink frown grimace consider smirk shudder "
        "snort giggle blush beam stop think"
    ).items()
    if kind in {"s", "ed"}
)
# What somebody's words may be called: "Bell's advice: …".
VOICES = _words(
    "advice answer verdict response reply reaction explanation message theory take motto conclusion philosophy quip "
    "retort assessment reasoning pitch plea warning comeback diagnosis mantra rule pledge promise vow boast lament "
    "complaint review summary confession opinion suggestion excuse rationale rejoinder riposte punchline rebuttal"
)
# Participles that hang on the subject of the main clause.
REPORTED = _words("reportedly allegedly")
TITLING = _words(
    "called titled entitled dubbed named labeled labelled nicknamed known billed christened retitled renamed"
)

AUXILIARIES = _words(
    "has have had is are was were be been being would will could can may might must should did does do 's 've 'd 'll "
    "'re wouldn't couldn't didn't doesn't don't isn't wasn't hasn't hadn't cannot can't won't"
)
ADVERBS = _words(
    "also then later again too once even still just only now here there already always often never ever "
    "often recently today yesterday tonight meanwhile further instead soon first earlier simply in further "
    "famously thus actually perhaps maybe so all both very quite rather back"
)
PREPOSITIONS = _words(
    "of in on at for from with by about to into over under after before during against between among through without "
    "within upon since until till than as like via across behind beyond near around despite toward towards amid "
    "alongside off per regarding concerning including following onto out up down opposite"
)
CONJUNCTIONS = _words(
    "and or but nor yet so because although though while when whenever where whereas if unless that which who whom "
    "whose what why how whether until once as since"
)
DETERMINERS = _words(
    "the a an this that these those his her their its our my your one another some several many two three four both "
    "each every all other no most few various any multiple"
)
SUBORDINATORS = _words(
    "because although though while when if unless that which who whom whose what whether where how since as "
    "after before than"
)
SUBJECT_PRONOUNS = {"he": "m", "she": "f", "they": "p", "it": "n", "who": "r", "i": "1", "we": "1"}
OBLIQUE_PRONOUNS = {"him": "m", "his": "m", "her": "f", "hers": "f", "himself": "m", "herself": "f"}

# What people are called by what they do. A plural ends in s.
ROLES = _words(
    "actor actress star lead director creator co-creator showrunner co-showrunner producer co-producer writer "
    "screenwriter author novelist playwright comedian comic singer songwriter rapper musician guitarist drummer "
    "bassist composer host co-host anchor co-anchor presenter narrator judge mentor editor cinematographer "
    "journalist reporter correspondent columnist critic filmmaker documentarian executive exec president "
    "vice-president vp evp svp chairman chairwoman chairperson chair co-chair co-chairman ceo coo cfo cto cmo "
    "co-ceo chief head boss founder co-founder owner manager agent publicist rep representative spokesperson "
    "spokesman spokeswoman attorney lawyer analyst consultant adviser advisor professor teacher doctor scientist "
    "engineer designer coach athlete player model dancer choreographer artist performer entertainer podcaster "
    "youtuber influencer blogger personality entrepreneur investor banker billionaire mogul tycoon politician "
    "senator congressman congresswoman governor mayor secretary minister ambassador candidate nominee "
    "president-elect strategist pollster commissioner captain detective officer sergeant sheriff general admiral "
    "colonel lieutenant king queen prince princess duke duchess earl countess baron newcomer alum alumnus alumna "
    "veteran winner co-star castmate collaborator partner friend husband wife brother sister sibling twin mother "
    "father mom dad son daughter co-writer co-author co-director co-executive-producer spokespeople curator "
    "archivist historian researcher operator organizer organiser leader activist aide staffer insider fan viewer "
    "neighbor neighbour witness resident customer user pilot farmer nurse student treasurer controller "
    "superintendent principal dean provost fellow chef baker gardener crooner frontman vocalist pianist conductor "
    "magician illusionist stuntman animator illustrator publisher distributor exhibitor supervisor coordinator "
    "buyer programmer developer inventor pioneer legend icon heartthrob quarterback footballer wrestler boxer "
    "golfer cyclist swimmer driver trainer instructor priest pastor bishop rabbi imam reverend soldier sailor "
    "astronaut cosmonaut economist psychologist psychiatrist therapist neurologist surgeon physician biographer "
    "poet essayist translator interpreter showman impresario promoter booker lobbyist prosecutor defendant "
    "plaintiff justice inspector diplomat envoy lawmaker official delegate councilman councilwoman chancellor "
    "premier pontiff pope monarch royal newsreader newscaster broadcaster commentator pundit moderator "
    "interviewer interviewee emcee mc dj businessman businesswoman hotelier restaurateur philanthropist heir "
    "heiress socialite debutante headliner passenger member aficionado enthusiast expert specialist devotee "
    "scholar auteur protagonist antagonist villain hero heroine woman man girl boy teenager teen kid guy duo pair "
    "trio chief-executive vice-chairman vice-chair ep dop dp gm stand-up dresser gaffer costumer milliner foreman "
    "editor-in-chief receptionist projectionist bookseller librarian shopkeeper landlord landlady caretaker "
    "stylist hairdresser roommate classmate bandmate teammate deputy matriarch patriarch staffer headteacher "
    "granddaughter grandson grandmother grandfather stepfather stepmother stepson stepdaughter goddaughter godson "
    "father-in-law mother-in-law brother-in-law sister-in-law niece nephew aunt uncle cousin widow widower"
)
FEMALE_ROLES = _words(
    "actress comedienne duchess princess queen countess baroness heiress businesswoman spokeswoman chairwoman "
    "congresswoman councilwoman mother mom daughter sister wife woman girl heroine hostess alumna widow aunt "
    "grandmother niece songstress first-lady lady granddaughter stepmother stepdaughter goddaughter mother-in-law "
    "sister-in-law"
)
MALE_ROLES = _words(
    "duke prince king earl baron businessman spokesman chairman congressman councilman father dad son brother "
    "husband man boy frontman stuntman showman alumnus widower uncle grandfather nephew crooner guy grandson "
    "stepfather stepson godson father-in-law brother-in-law"
)
# Unnamed people who nevertheless speak.
ANONYMOUS = _words(
    "source sources insider insiders spokesperson spokesman spokeswoman spokespeople rep reps representative "
    "representatives publicist publicists attorney attorneys lawyer lawyers official officials aide aides "
    "critics fans observers analysts experts producers executives friend friends person people individual "
    "family team campaign group union agency organizers organisers announcer voice narrator questioner "
    "operatives neighbor neighbour witness witnesses colleague colleagues woman man onlooker bystander "
    "reviewer user users wife daughter son sister brother mother father parents husband children committee "
    "council board panel company studio network streamer platform service publisher broadcaster distributor "
    "label band guild museum festival outlet newspaper magazine paper department court judge ministry police "
    "office administration another one someone others caller passer-by stranger driver barman waiter waitress account "
    "alliance coalition federation association bureau trust staffer staffers employee employees worker workers"
)
# What speaks without being anyone.
DOCUMENTS = _words(
    "statement release letter memo report email e-mail tweet post message caption note synopsis logline "
    "description petition book novel article story review trailer ad advertisement sign poster tagline filing "
    "lawsuit complaint summary op-ed editorial announcement blog website site bio page transcript study "
    "survey poll document ruling headline subtitle voiceover blurb invitation listing obituary biography "
    "memoir script text paper press-release newsletter essay column interview video clip card plaque banner "
    "slogan motto bylaws order account slide"
)
GROUP_WORDS = _words("duo pair couple two twosome siblings brothers sisters twins partners spouses")
COMPANY_NOMINALS = _words(
    "company studio network streamer platform service broadcaster distributor publisher label outlet newspaper "
    "magazine paper publication tech giant retailer firm agency studio's union guild"
)

COMPANY_TAILS = _words(
    "pictures studios studio entertainment television productions production films film media network networks "
    "group inc inc. corp corp. corporation company co. co ltd ltd. llc gmbh plc agency records music tv tv+ tv. plus "
    "times post reporter news magazine journal guild academy university college institute association "
    "committee department ministry party senate court house press radio broadcasting cinema cinemas theatre theater "
    "theatres theaters animation games interactive digital labs ventures capital partners holdings bank airlines "
    "motors technologies systems software services foundation society union council commission authority board "
    "museum gallery orchestra philharmonic festival awards award league team club church hospital school center "
    "centre hotel arena stadium street avenue road park city county island river lake valley beach mountain "
    "gazette herald tribune chronicle observer telegraph guardian mail daily weekly review digest wire "
    "podcast podcasts channel originals international worldwide global brands publishing books comics banner "
    "research consulting consultancy securities insights associates advisors advisers llp "
    "hollywood streaming vision works workshop collective company's restaurant cup series live show prize republic"
)
COMPANIES = _words(
    "apple netflix hbo hulu amazon disney disney+ nbc cbs abc fox bbc itv starz showtime peacock paramount "
    "paramount+ max amc fx cw pbs cnn msnbc espn mtv vh1 bet syfy usa tnt tbs freeform roku tubi mubi shudder "
    "variety deadline billboard reuters bloomberg buzzfeed facebook twitter instagram tiktok youtube google "
    "microsoft sony universal lionsgate mgm a24 neon legendary pixar marvel lucasfilm dreamworks nbcuniversal "
    "warner wbd viacomcbs comcast spotify audible sky channel politico axios vulture gawker nielsen thr tvline "
    "indiewire thewrap collider macrumors 9to5mac appleinsider uproxx tmz wondery wsj npr ap afp pa "
    "twitter's x meta intel ibm nasa fbi cia gop dnc rnc congress pentagon kremlin un nato who imf eu "
    "hollywood broadway mattel lego hasbro nintendo sega xbox playstation nfl nba mlb nhl wga dga sag-aftra iatse pga"
)
OUTLET_TAILS = _words(
    "times post reporter news magazine journal gazette herald tribune chronicle observer telegraph guardian "
    "mail daily weekly review digest wire"
)
PLACES = _words(
    "america american britain british england english london paris rome berlin tokyo moscow washington california "
    "texas florida york angeles hollywood chicago boston atlanta vancouver toronto canada canadian france french "
    "germany german italy italian spain spanish japan japanese korea korean china chinese india indian russia "
    "russian soviet europe european africa african asia asian australia australian mexico mexican brazil "
    "brazilian israel israeli ireland irish scotland scottish wales welsh sweden swedish norway norwegian denmark "
    "danish netherlands dutch belgium belgian poland polish ukraine ukrainian puerto rican cuban jamaican "
    "nigerian kenyan egyptian turkish greek greece south north west east western eastern southern northern latin "
    "u.s. u.s u.k. u.k us uk nigeria kenya netherlands switzerland austria portugal finland iceland hungary "
    "romania bulgaria croatia serbia argentina chile colombia peru venezuela cuba jamaica egypt morocco turkey "
    "iran iraq syria lebanon pakistan bangladesh afghanistan nepal vietnam thailand malaysia singapore indonesia "
    "philippines taiwan ghana ethiopia uganda rwanda tanzania zimbabwe senegal yorkshire cornwall manchester "
    "liverpool glasgow edinburgh dublin belfast birmingham bristol leeds amsterdam brussels vienna madrid "
    "barcelona lisbon athens stockholm oslo copenhagen helsinki warsaw prague budapest istanbul cairo lagos "
    "nairobi accra johannesburg mumbai delhi beijing shanghai seoul montreal seattle denver dallas houston "
    "philadelphia miami minneapolis oregon nevada arizona michigan minnesota wisconsin ohio massachusetts "
    "connecticut maryland louisiana oklahoma antarctic arctic"
)  # fmt: skip
CALENDAR = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december jan jan. feb feb. mar mar. apr apr. jun jul aug aug. sep sept "
    "sept. oct oct. nov nov. dec dec. mon tue wed thu fri sat sun christmas easter thanksgiving halloween "
    "season episode chapter part"
)
HONORIFICS = {
    "mr": "m", "mr.": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "dr": "", "dr.": "",
    "sir": "m", "dame": "f", "lord": "m", "lady": "f", "prof": "", "prof.": "", "professor": "", "rev": "",
    "rev.": "", "sen": "", "sen.": "", "rep": "", "rep.": "", "gov": "", "gov.": "", "gen": "", "gen.": "",
    "lt": "", "lt.": "", "col": "", "col.": "", "capt": "", "capt.": "", "sgt": "", "sgt.": "", "father": "m",
    "sister": "f", "brother": "m", "judge": "", "hon.": "", "madame": "f", "monsieur": "m", "herr": "m", "frau": "f",
    "del.": "", "cllr": "",
    "señor": "m", "señora": "f", "signor": "m", "signora": "f", "maj.": "", "adm.": "", "cmdr.": "",
}  # fmt: skip
TITLES_KEPT = _words("prince princess queen king duke duchess")  # "Prince Osk": part of the name
PARTICLES = _words(
    "van von der den de del della di da dos das do la le du des el al bin ibn ben ter ten zu y e st st. mac "
    "ap ferch af zum zur vom dal dei delle degli 't abu ould nic"
)
SUFFIXES = _words("jr jr. sr sr. ii iii iv v esq. phd ph.d. md m.d.")
# Capitalised at the head of a sentence, and no part of a name.
OPENERS = _words(
    "the a an this that these those there here it he she they we i you his her their its our my your one two three "
    "four five six seven eight nine ten and or but nor yet so because although though while when whenever where "
    "whereas if unless what which who whom whose why how whether until once as since of in on at for from with by "
    "about to into over under after before during against between among through without within upon than like via "
    "across behind beyond near around despite toward amid alongside off per regarding including following not no "
    "yes also then later again too even still just only now already always often never ever recently today yesterday "
    "tonight meanwhile further instead soon first second third last next earlier finally additionally moreover "
    "however nevertheless nonetheless therefore thus indeed perhaps maybe ironically asked speaking according "
    "adding saying added said says asks told tells writing starring created directed produced written based set "
    "described given titled joining both each every all some several many most more much other another such same "
    "let's let dear hello hey oh well ok okay please thank thanks sorry sure look listen see watch read click "
    "new old young former late early big little long high low good great best worst several few half total "
    "long-time longtime veteran newcomer fellow ex oscar-winning emmy-winning award-winning oscar-nominated "
    "emmy-nominated grammy-winning tony-winning bafta-winning emmy oscar grammy tony bafta sag globe golden "
    "upcoming coming original exclusive breaking update updated source sources insiders report reports rumors "
    "fans critics viewers audiences people everyone someone nobody everybody others neither either just-announced "
    "apparently clearly obviously surprisingly unfortunately fortunately sadly interestingly notably similarly "
    "likewise besides elsewhere eventually previously currently originally initially ultimately basically "
    "actually really simply mostly nearly almost exactly especially particularly specifically generally usually "
    "sometimes occasionally rarely seldom long-running asked pressed reached phoning sitting standing looking "
    "taking making getting going coming working playing calling noting referring responding reflecting recalling "
    "discussing talking describing explaining announcing confirming revealing responding citing quoting praising "
    "joined produced hailing boasting coupled combined compared fresh back out up down together apart plus minus "
    "will would could should can may might must shall do does did is are was were has have had be been being "
    "season series episode chapter part show film movie drama comedy trailer anyway otherwise rather none nothing"
)
# What departments and offices are called: "Vice President, Original Series", "head of drama".
UNITS = _words(
    "drama dramas comedy comedies film films movies series original originals scripted unscripted programming content "
    "development production productions co-productions marketing communications publicity casting acquisitions "
    "operations photography research sales distribution licensing business affairs strategy partnerships music "
    "animation kids family children's documentary documentaries factual entertainment nonfiction non-fiction fiction "
    "reality alternative specials live events formats international global worldwide domestic television tv streaming "
    "video audio podcasts digital product technology engineering finance legal people human resources design editorial "
    "news sport sports features young adult late night daytime current creative commissioning insights analytics "
    "public policy corporate investor relations consumer media physical post visual effects limited feature local "
    "services nordics americas emea apac europe asia daytime syndication talent titles awards planning industry"
)
FIRST_PERSON = _words("i i'm i've i'd i'll we we're we've we'd we'll me my us our you your you're mine ours let's")
FINITE = _words(
    "is are was were am be been has have had do does did will would can could should may might must shall "
    "it's that's there's he's she's they're we're i'm you're i've we've i'd i'll isn't aren't wasn't weren't "
    "don't doesn't didn't won't wouldn't can't couldn't shouldn't haven't hasn't hadn't let's ain't gonna "
    "gotta want wanted know knew think thought feel felt make made get got go went come came take took see "
    "saw say said love loved need needed mean means look looks let keep kept gave give try tried believe hope "
    "wish who's what's here's where's how's"
)
# Nouns that a title follows: "his new play, ..."
WORKS = _words(
    "play film movie series show drama comedy sitcom documentary docuseries miniseries special podcast book "
    "novel memoir song single track album record hit musical opera episode pilot thriller romcom rom-com "
    "dramedy sequel prequel spinoff spin-off franchise game story script project short anthology remake "
    "reboot adaptation biopic feature bestseller poem essay column program programme segment sketch tour "
    "title classic memoir autobiography finale premiere installment instalment"
)
# Ranks within a title: "Senior Vice President".
RANKS = _words(
    "senior vice executive managing deputy assistant associate general chief junior global head co-head group former "
    "acting interim current regional national international north worldwide corporate lead principal"
)
KIN = _words("siblings brothers sisters twins couple spouses husband wife parents duo family cousins newlyweds")
KIN_NOUNS = _words(
    "husband wife son daughter brother sister mother father mom dad uncle aunt nephew niece boyfriend girlfriend "
    "widow widower grandmother grandfather partner fiancé fiancée twin granddaughter grandson"
)
PLACE_HEADS = _words(
    "channel hotel university bank museum mount lake fort port cafe café bar club restaurant san santa los "
    "las new saint college church"
)
LEADING_PARTICLES = _words("van von der de del della di da dos du la le al el bin ibn ten ter ap ferch dal zum zur 't")
COMPOUNDS = _words(
    "born based winning nominated backed owned led set era style like language only wide long old time list produced "
    "starring bound themed inspired turned raised educated trained centric focused related free"
)
PAST = _words(
    "kept went took gave made had got came saw sent ran left found stood sat held brought thought wrote spoke "
    "began drew won chose broke rose fell paid met heard led threw shot rang sang drove hit cut set let put "
    "read"
)
# Ends of company and place names that are surnames too: "Ricki Lake", "Elizabeth Banks".
PLACE_SURNAMES = _words(
    "lake house park street banks times beach hall west "
    "church school wire daily post banner partners price valley rivers "
    "island press party league"
)
NEW_PLACES = _words("york yorker yorkers jersey orleans zealand england mexico delhi hampshire")
NUMBERS = _words("one two three four five six seven eight nine ten")
