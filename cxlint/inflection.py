"""English word forms that rules and suggestions need: plurals, verb forms, a or an.

Regular forms by the spelling rules, the exceptions by list; small on purpose, since the check of
a clean file loads it. The tests hold its answers against lemminflect and inflect.
"""

from __future__ import annotations

import re

_IRREGULAR_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet",
    "tooth": "teeth", "mouse": "mice", "goose": "geese", "life": "lives", "wife": "wives",
    "half": "halves", "leaf": "leaves", "shelf": "shelves", "staff": "staff", "series": "series",
    "personnel": "personnel", "help": "help", "manpower": "manpower", "human": "humans",
    "german": "germans", "talisman": "talismans", "staffing": "staffing", "work": "works",
    "lady": "ladies", "passerby": "passersby", "roof": "roofs", "chief": "chiefs", "clergy": "clergy",
}  # fmt: skip
_SINGULARS = {many: one for one, many in _IRREGULAR_PLURALS.items() if one != many}
_UNCHANGED = frozenset(
    {"staff", "personnel", "help", "manpower", "staffing", "series", "workforce", "clergy"}
)
# Each with what is not regular in it: the past, and the participle where that is another word.
_IRREGULAR_VERBS = {
    verb: tuple(forms)
    for verb, *forms in (line.split() for line in """
        arise arose arisen; awake awoke awoken; bear bore borne born; beat beat beaten; become became become; befall
        befell befallen; begin began begun; behold beheld; bend bent; beset beset; bet bet; bid bid bade bidden; bind
        bound; bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; bring brought; broadcast
        broadcast; build built; burn burnt; burst burst; buy bought; cast cast; catch caught; choose chose chosen;
        cling clung; come came come; cost cost; creep crept; cut cut; deal dealt; dig dug; do did done; draw drew
        drawn; dream dreamt; drink drank drunk; drive drove driven; dwell dwelt; eat ate eaten; fall fell fallen; feed
        fed; feel felt; fight fought; find found; flee fled; fling flung; fly flew flown; forbid forbade forbidden;
        forget forgot forgotten; forgive forgave forgiven; forgo forwent forgone; freeze froze frozen; get got gotten;
        give gave given; go went gone; grind ground; grow grew grown; hang hung; have has had 've; hear heard; hide
        hid hidden; hit hit; hold held; hurt hurt; keep kept; kneel knelt; know knew known; lay laid; lead led; lean
        leant; leap leapt; learn learnt; leave left; lend lent; let let; lie lay lain; light lit; lose lost; make
        made; mean meant; meet met; mow mown; offset offset; pay paid; plead pled; prove proven; put put; quit quit;
        read read; rend rent; rid rid; ride rode ridden; ring rang rung; rise rose risen; run ran run; saw sawn; say
        said; see saw seen; seek sought; sell sold; send sent; set set; sew sewn; shake shook shaken; shed shed; shine
        shone; shoot shot; show shown; shrink shrank shrunk; shut shut; sing sang sung; sink sank sunk; sit sat; sleep
        slept; slide slid; sling slung; slit slit; smell smelt; sow sown; speak spoke spoken; speed sped; spell spelt;
        spend spent; spill spilt; spin spun; spit spat; split split; spoil spoilt; spread spread; spring sprang
        sprung; stand stood; steal stole stolen; stick stuck; sting stung; stink stank stunk; strike struck stricken;
        string strung; strive strove striven; swear swore sworn; sweep swept; swell swollen; swim swam swum; swing
        swung; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown; thrust
        thrust; tread trod trodden; relay relayed; uphold upheld; upset upset; wake woke woken; wear wore worn;
        weave wove woven; weep wept; win won; wind wound; withdraw withdrew withdrawn; withhold withheld; withstand
        withstood; wring wrung; write wrote written
    """.split(";"))
}  # fmt: skip
_PREFIXES = ("under", "over", "out", "re", "mis", "un", "fore", "pre")
_BE = ("be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m")
# These may also be regular: "learned" beside "learnt".
_REGULAR_TOO = frozenset(
    """awake burn lie dream dwell hang kneel lean leap learn light mow plead prove quit rid saw sew shine show
    smell sow speed spell spill spit spoil strive swell wake misspell broadcast bet""".split()
)
# The last consonant of one syllable is doubled ("planned"). Where it is the stress that decides
# ("referred", "offered"), or the country ("labelled"), both forms are taken.
_DOUBLED = re.compile(r"(?:[^aeiou]|qu)*[aeiou][bdgklmnprtvz]")
_MAYBE_DOUBLED = re.compile(
    r".*(?:[aeiou]l|fer|ter|mit|cur|gin|bid|get|set|cut|put|run|nap|nip|quip|ship|step|pin|fit|gram|mat|bat|bed|lot|gret)"
)


def plural(word: str) -> str:
    """The plural of a lower-case noun; of a compound written with spaces, that of its last word."""
    head, space, last = word.rpartition(" ")
    if space:
        return f"{head} {plural(last)}"
    if last in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[last]
    if last.endswith("man") and last not in ("shaman", "caiman"):
        return last[:-3] + "men"
    if last.endswith("person"):
        return last[:-6] + "people"
    if last.endswith("wife"):
        return last[:-4] + "wives"
    if re.search(r"(?:s|x|z|ch|sh)$", last):
        return last + "es"
    if re.search(r"[^aeiou]y$", last):
        return last[:-1] + "ies"
    if last in ("hero", "potato", "tomato", "echo", "veto"):
        return last + "es"
    return last + "s"


def is_plural(word: str) -> bool:
    """Whether a noun reads as a plural."""
    word = word.lower().rpartition(" ")[2].rpartition("-")[2]
    if word in _UNCHANGED:
        return False
    if word in _SINGULARS or word.endswith(("men", "people")):
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def verb_forms(verb: str) -> tuple[str, ...]:
    """All forms of a verb, its base first."""
    if verb == "be":
        return _BE
    past = _irregular(verb)
    doubled = verb + verb[-1:]
    stems = [verb]
    if _DOUBLED.fullmatch(verb):
        stems = [doubled]
    elif _MAYBE_DOUBLED.fullmatch(verb):
        stems = [verb, doubled]
    forms = [verb, _with_s(verb), *past, *map(_with_ing, stems)]
    if not past or verb in _REGULAR_TOO:
        forms += map(_with_ed, stems)
    return tuple(dict.fromkeys(forms))


def _irregular(verb: str) -> tuple[str, ...]:
    """The forms of a verb that follow no rule; "underpay" has those of "pay"."""
    if verb in _IRREGULAR_VERBS:
        return _IRREGULAR_VERBS[verb]
    prefix = next((one for one in _PREFIXES if verb.startswith(one)), "")
    return tuple(prefix + form for form in _IRREGULAR_VERBS.get(verb.removeprefix(prefix), ()))


def _with_s(verb: str) -> str:
    if verb.endswith(("do", "go")):
        return verb + "es"
    return verb + "s" if verb in _IRREGULAR_PLURALS else plural(verb)


def _with_ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    return (verb[:-1] if re.search(r"[^eoy]e$", verb) else verb) + "ing"


def _with_ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else verb + "ed"


# Vowel letters that sound as consonants (a user, a one-off), and the other way round (an hour).
_A_SOUND = re.compile(
    r"(?:eu|ewe|one(?:-|$|s|ness)|once|ouija|u(?:ni(?!n|m[pi])|s(?:e|u|age|er|ing)|t[ei]|r[aeio]|biq|kr|kel|fo)"
    r"|u[cfhjkqrst][aeiou]|u-)",
    re.I,
)
_AN_SOUND = re.compile(r"(?:honest|hono[u]?r|hour|heir|herb(?!ert|iv|al))", re.I)
_AN_LETTERS = frozenset("AEFHILMNORSX")
_SPOKEN_ACRONYMS = frozenset(
    "NATO NASA RAM SIM LAN SWAT FIFA LASER RADAR SEAL SOX FEMA MEDICAID".split()
)


def article(words: str) -> str:
    """ "a" or "an", as the first word of `words` sounds."""
    first = re.match(r"[\w'’&.-]+", words.lstrip("“”\"'‘’(*_"))
    word = first.group() if first else words
    letters = re.match(r"[A-Za-z]+", word)
    head = letters.group() if letters else ""
    if word[:1].isdigit():
        return (
            "an" if re.match(r"(?:8|11(?!\d)|18(?!\d)|11\d{3}(?!\d)|18\d{2}(?!\d))", word) else "a"
        )
    if not head:
        return "a"
    if len(head) == 1 or (
        head.isupper() and len(head) <= 4 and head not in _SPOKEN_ACRONYMS and not _is_vocal(head)
    ):
        return "an" if head[0].upper() in _AN_LETTERS else "a"
    if _AN_SOUND.match(word):
        return "an"
    if head[0].lower() in "aeiou":
        return "a" if _A_SOUND.match(word) else "an"
    return "a"


def _is_vocal(head: str) -> bool:
    """Whether capitals are a shouted word rather than letters: they can be spoken as one."""
    return (
        len(head) >= 4
        and bool(re.search(r"[AEIOUY]", head))
        and not re.search(r"[^AEIOUY]{4}", head)
    )
