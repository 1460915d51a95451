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
_IRREGULAR_VERBS = {
    "be": ("be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"),
    "have": ("have", "has", "had", "having", "'ve"),
    "do": ("do", "does", "did", "done", "doing"),
    "go": ("go", "goes", "went", "gone", "going"),
    "get": ("get", "gets", "got", "gotten", "getting"),
    "make": ("make", "makes", "made", "making"),
    "say": ("say", "says", "said", "saying"),
    "see": ("see", "sees", "saw", "seen", "seeing"),
    "think": ("think", "thinks", "thought", "thinking"),
    "keep": ("keep", "keeps", "kept", "keeping"),
    "feel": ("feel", "feels", "felt", "feeling"),
    "become": ("become", "becomes", "became", "becoming"),
    "hire": ("hire", "hires", "hired", "hiring"),
    "fill": ("fill", "fills", "filled", "filling"),
    "put": ("put", "puts", "putting"),
    "run": ("run", "runs", "ran", "running"),
    "sit": ("sit", "sits", "sat", "sitting"),
    "hide": ("hide", "hides", "hid", "hidden", "hiding"),
    "speak": ("speak", "speaks", "spoke", "spoken", "speaking"),
    "write": ("write", "writes", "wrote", "written", "writing"),
    "buy": ("buy", "buys", "bought", "buying"),
    "bring": ("bring", "brings", "brought", "bringing"),
    "lose": ("lose", "loses", "lost", "losing"),
    "find": ("find", "finds", "found", "finding"),
    "know": ("know", "knows", "knew", "known", "knowing"),
    "understand": ("understand", "understands", "understood", "understanding"),
    "read": ("read", "reads", "reading"),
    "come": ("come", "comes", "came", "coming"),
    "give": ("give", "gives", "gave", "given", "giving"),
    "take": ("take", "takes", "took", "taken", "taking"),
    "pay": ("pay", "pays", "paid", "paying"),
    "lead": ("lead", "leads", "led", "leading"),
    "deal": ("deal", "deals", "dealt", "dealing"),
    "set": ("set", "sets", "setting"),
}  # fmt: skip


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
    if verb in _IRREGULAR_VERBS:
        return _IRREGULAR_VERBS[verb]
    stem = verb[:-1] if verb.endswith("e") else verb
    third = plural(verb) if verb not in _IRREGULAR_PLURALS else verb + "s"
    if re.search(r"[^aeiou]y$", verb):
        return (verb, third, verb[:-1] + "ied", verb + "ing")
    forms = [verb, third, stem + "ed", stem + "ing"]
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", verb):
        forms += [verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    return tuple(dict.fromkeys(forms))


# Vowel letters that sound as consonants (a user, a one-off), and the other way round (an hour).
_A_SOUND = re.compile(
    r"(?:eu|ewe|one(?:-|$|s|ness)|once|ouija|u(?:ni(?!n|m[pi])|s(?:e|u|age|er|ing)|t[ei]|r[aeio]|biq|kr|kel|fo)"
    r"|u[cfhjkqrst][aeiou]|u-)",
    re.I,
)
_AN_SOUND = re.compile(r"(?:honest|hono[u]?r|hour|heir|herb(?!ert|iv|al))", re.I)
_AN_LETTERS = frozenset("AEFHILMNORSX")
_SPOKEN_ACRONYMS = frozenset(
    {
        "NATO",
        "NASA",
        "RAM",
        "SIM",
        "LAN",
        "SWAT",
        "FIFA",
        "LASER",
        "RADAR",
        "SEAL",
        "SOX",
        "FEMA",
        "MEDICAID",
    }
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
