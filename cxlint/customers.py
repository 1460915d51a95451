"""Who a posting says receives or uses the work: external customers, and colleagues downstream.

A cheap search finds words that may name somebody; each is then looked at in its place. What
counts, and what does not, is specified in LANGUAGE ("postings/no-customer, in more words").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from cxlint.posting_text import Part, Reading

Kind = Literal["internal", "external"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name somebody who is served; offsets are those of the reading."""

    start: int
    end: int
    words: str
    kind: Kind


def mentions(reading: Reading, part: Part = Part.ROLE) -> Iterator[Mention]:
    """Credible mentions in the text about the role, in reading order; lazy, so stop early."""
    agency = _AGENCY.search(reading.text) is not None
    for anchor in _anchors().finditer(reading.text):
        start = anchor.start(1)
        if reading.part_at(start) is not part:
            continue
        found = _at(reading.text, start, anchor.group(1), agency)
        if found and subject_at(reading, found) == "role":
            yield found


def company_mentions(reading: Reading) -> Iterator[Mention]:
    """Mentions in what the company says of itself, wherever that stands."""
    for anchor in _anchors().finditer(reading.text):
        start = anchor.start(1)
        part = reading.part_at(start)
        if part not in (Part.ROLE, Part.COMPANY):
            continue
        found = _at(reading.text, start, anchor.group(1), False)
        if found:
            subject = subject_at(reading, found)
            if subject == "company" or (subject == "role" and part is Part.COMPANY):
                yield found


# --- nouns -----------------------------------------------------------------------------------

# Named in the plural, they are people outside who are served; the singular is looked at closer.
_NOUNS = """
customer client guest patient shopper consumer visitor passenger traveler traveller policyholder
subscriber donor tenant taxpayer voter citizen grantee sub-grantee subgrantee sub-recipient
subrecipient beneficiary learner pupil student schoolchild parishioner congregant constituent
homeowner farmer patron caller diner commuter borrower jobseeker viewer reader listener child kid
family parent resident veteran senior member participant user household survivor victim inmate
refugee merchant investor attendee exhibitor rider congregation clientele youth neighbor neighbour
villager townspeople newcomer homebuyer policyowner depositor cardholder ratepayer stakeholder
buyer seller retiree pensioner detainee trainee apprentice fan cyclist pedestrian motorist camper
player athlete adolescent teenager infant toddler women men elderly smallholder entrepreneur
"""
_IRREGULAR = {
    "child": "children", "schoolchild": "schoolchildren", "family": "families", "women": "women",
    "men": "men", "elderly": "elderly", "beneficiary": "beneficiaries", "clientele": "clientele",
    "townspeople": "townspeople", "youth": "youth", "congregation": "congregation",
}  # fmt: skip
# So common in other meanings that only a verb of service beside them tells.
_WEAK = frozenset(
    "buyer seller senior fan player retiree trainee apprentice stakeholder women men elderly youth "
    "household merchant investor senior entrepreneur athlete rider".split()
)
_STRONG = {
    _IRREGULAR.get(noun, noun + "s"): noun for noun in _NOUNS.split() if noun not in _WEAK
}
_SINGULAR = {noun: noun for noun in _NOUNS.split() if noun not in _WEAK}

# Before a noun, these make another thing of it.
_NO_CUSTOMER_BEFORE = re.compile(
    r"(?i)(?:\b(?:team|staff|board|crew|faculty|committee|union|family|panel|council|cast|squad|band"
    r"|group|uniformed|permanent|medical|u\.?s\.?|product|job|device|processor|role|class|data"
    r"|card|barcode|e-?mail|web|thin|thick|fat|rich|http|ftp|ssh|sql|vpn|api|smart|native|desktop"
    r"|oracle|citrix|windows|git|azure|cloud|multi|screen|file|database|kafka|event|message|queue"
    r"|blood|active directory|your|their|his|her|protected|disabled|eligible|qualified|college"
    r"|fellow|single|new team|meter|e|ebook|rss|feed|sudo|super|root|former|as|current|matriculated"
    r"|graduate|undergraduate|enrolled|full-time|international students? and)\s+|[/@_-])$"
)
# After a singular noun, these make a thing of it.
_THING_AFTER = re.compile(
    r"(?i)[-/ ]?\s*(?:side|server|life-?\s?cycle|segmentation|insights?|stor(?:y|ies)|interfaces?|stor"
    r"|acceptance|guides?|manuals?|data(?:base)?s?|relationship management|machines?|librar(?:y|ies)"
    r"|software|scripting|certificates?|devices?|loans?|choice|acquisition cost|churn|id\b|ids\b"
    r"|account control|profiles?\b|accounts? and (?:groups|permissions)|flows?|permissions?|base class"
    r"|application|products|goods|electronics|packaged|internet|os\b|operating|blog|lecturer?s?"
    r"|speakers?|posts?|registration|privileges|access|administration|authenti|management system"
    r"|analytics|journey map|experience (?:design|\(ux|research|team)|interaction design"
    r"|cars?\b|vehicles?|elevators?|and freight|credit\b|preference|testing|states?\b|of (?:a|an|the|our) (?:team|staff|board|group|dynamic)|requirements? document)"
)
# What a singular noun is followed by where it does name somebody.
_SERVICE_AFTER = re.compile(
    r"(?i)(?:['’]s)?[- ]\s*(?:needs?|services?|satisfaction|experiences?|support|relations?(?:hips?)?\b"
    r"|care|requests?|requirements?|inquir|enquir|questions?|complaints?|problems?|issues?|expectations"
    r"|feedback|success|facing|focus|centric|outcomes|safety|famil|education|learning|achievement"
    r"|engagement|communit|retention|presentations?|deliverables?|meetings?|site|sites|orders?|calls?"
    r"|concerns?|contact|demands?|assistance|interactions?|oriented|orientation|training|projects?"
    r"|organi[sz]ations?|and |teams?|groups?|progress|growth|performance|accounts?|visits?|solutions"
    r"|values?|profit|reports?|billing|advoca|loyalty|delight|happiness|queries|communications?"
    r"|onboarding|implementations?|engagements?|liaison|business|problems|adoption|goals?"
    r"|objectives|billing|behaviou?r|activit|development|life|population|outreach|information)"
)
_ARTICLE = re.compile(
    r"(?i)\b(?:a|an|the|each|every|any|per|our|one|to|for|with|of|internal|external|end|new|individual)\s+$"
)
_NEXT_WORD = re.compile(r"\s+([a-z]+)")
_FUNCTION_WORDS = frozenset(
    "and or in on at by about with to who that through via regarding when is are for as of from if "
    "while can will has have via during before after into so".split()
)


def _noun_at(text: str, start: int, word: str, agency: bool) -> Mention | None:
    lower = word.lower()
    before = text[max(0, start - 24) : start]
    end = start + len(word)
    if _NO_CUSTOMER_BEFORE.search(before):
        return None
    if word[0].isupper() and _IN_A_NAME.search(text, max(0, start - 40), start):
        return None
    if lower in ("client", "clients") and _AGENCY_AT.search(text, max(0, start - 45), end + 1):
        return None
    if lower in _STRONG:
        if text[end : end + 8] in ("’ Choice", "' Choice") or _OF_STAFF.match(text, end):
            return None
        return Mention(start, end, word, _kind(before))
    if _THING_AFTER.match(text, end):
        return None
    if lower in ("user", "youth", "member", "citizen", "voter", "resident", "family", "parent",
                 "consumer", "tenant", "student", "patient", "senior", "reader", "participant"):  # fmt: skip
        if not _SERVICE_AFTER.match(text, end) and not (
            _ARTICLE.search(before) and lower not in ("user", "member", "family", "senior", "reader")
            and _ends_phrase(text, end)
        ):
            return None
    elif agency and not _SERVICE_AFTER.match(text, end):
        return None
    return Mention(start, end, word, _kind(before))


_OF_STAFF = re.compile(
    r"(?i)\s+(?:of|on|in)\s+(?:\w+\s+){0,4}(?:staff|teams?|boards?|committees?|crew|groups?|units?|council"
    r"|departments?|divisions?|organi[sz]ation|faculty|network|association)\b"
)
# In the name of an authority they are nobody in particular.
_IN_A_NAME = re.compile(
    r"(?:Office|Department|Dept\.?|Bureau|Division|Board|Center|Centre|Commission|Ministry|Council|Institute"
    r"|Association|Society|Agency|Administration) (?:of|for) (?:[A-Z]\w+ )?(?:and )?$"
)


def _ends_phrase(text: str, end: int) -> bool:
    following = _NEXT_WORD.match(text, end)
    return following is None or following.group(1) in _FUNCTION_WORDS


def _kind(before: str) -> Kind:
    return "internal" if re.search(r"(?i)\binternal\s+(?:and|or|&|/)?\s*$", before) else "external"


# A staffing agency's own client is the employer.
_AGENCY = re.compile(
    r"(?i)\b(?:our|my) (?:direct |end )?client(?:,| is| has| in| located| based| seeks| needs|'s|’s)"
    r"|\b(?:our|my) (?:[\w-]+ ){0,4}client\b[^.]{0,40}\b(?:is|has|seeks|needs|located|looking)\b|one of (?:our|my) (?:[\w-]+ ){0,3}clients"
    r"|\bdirect client\b|\bend client\b|\bstaffing (?:firm|company|agency)|corp[- ]to[- ]corp|\bc2c\b"
)
_AGENCY_AT = re.compile(
    r"(?i)\b(?:our|my|direct|end|their|prime)\s+(?:[\w-]+\s+){0,4}client(?:$|\b(?!s)|\s*:)|\bone of (?:our|my)\s+(?:[\w-]+\s+){0,3}clients"
)

# "The public" is somebody, "the public sector" is none.
_PUBLIC = re.compile(
    r"(?i)(?:the|general) public(?=[.,;:)\n!?]|$|\s*$|\s+(?:and|or|in|on|at|by|about|with|to|who|that|through"
    r"|via|regarding|when|is|are|for|as|of|from|during)\b)|members of the public|public (?:inquir|enquir"
    r"|contact|counter|questions|complaints|requests)"
)

# --- verbs of service with an open object -----------------------------------------------------

_VERB = re.compile(
    r"(?i)(?:support|assist|help|serv(?:e|ing)|enabl(?:e|ing)|empower|advis(?:e|ing)|coach|guid(?:e|ing)"
    r"|answer|respond|equip|counsel|educat(?:e|ing)|accompany|facilitat(?:e|ing))(?:s|ed|d|ing)?\b"
)
_GIVE = re.compile(
    r"(?i)(?:provid|deliver|offer|giv|render|furnish|extend)(?:e|es|s|ing|ed)?\b"
)
_SERVICE_NOUN = re.compile(
    r"(?i)(?:services?|support|assistance|advice|guidance|help|solutions?|consultations?|expertise|counsel"
    r"|care|education|instruction|training|hospitality|insights?|value|orientation|information|answers"
    r"|recommendations|resource|advis[eo]r|partner|feedback|point of contact|mentor|advocate)"
    r"\s+(?:and \w+ )?(?:to|for)\b"
)
_NEEDS = re.compile(
    r"(?i)(?:needs|requests|questions|inquiries|enquiries|concerns|expectations|satisfaction"
    r"|benefit|behalf|hands|lives|interests?)\s+(?:of|from)\b|(?:used?|loved|relied upon|requested|submitted)\s+by\b"
)
_TO_PARTNER = re.compile(
    r"(?i)(?:partner(?:ing|s)?|work(?:ing|s)?|collaborat(?:e|es|ing)|consult(?:ing|s)?|meet(?:ing|s)?|interface"
    r"|liais(?:e|ing)|engage|interact(?:s|ing)?)\s+(?:\w+ly (?:and \w+ly )?|hand in hand )?(?:with|across)\b"
)
_PARTNER_AIM = re.compile(
    r"(?i)\bto (?:\w+ly )?(?:understand|meet|translate|solve|resolve|address|answer|advise|help (?:them|people|teams|customers))\b"
    r"|\bneeds\b|offer support"
)
_DECIDE = re.compile(
    r"(?i)(?:decisions?|decision-making|insights?|solutions?|tools?|reports?|dashboards?|analysis|services|value|platforms?"
    r"|products?|features?|systems?|adoption)\s+(?:across|for|so that|that (?:help|enable|allow|support)s?)\b"
)
_SO_THAT = re.compile(r"(?i)(?:so that|so|to help|to allow|allow(?:s|ing)?|let(?:s|ting)?|to let|for use by|for)\s")

_WORD = r"[\w'’&/.+]*[\w'’&/+](?:-[a-z\d][\w’']*)*"
_GAP_WORDS = re.compile(rf"(?:[ \t\n*_,(/&-]|\[)+({_WORD})")
_STOP = frozenset(
    "with by from under via per against without from between than reporting reports following using through "
    "as into within among including".split()
)

# People by the form of the word; what only looks like it is listed.
_PEOPLE = re.compile(r"[a-z]+(?:ers|ors|ists|ees|ians|als|ants|eurs|ysts|archs)$|[a-z]*(?:wo)?men$")
_THINGS = frozenset(
    """
    servers computers routers containers papers orders letters matters numbers others parameters drivers
    printers trackers registers headers folders chapters filters clusters layers computers scanners
    controllers adapters compilers browsers loaders wrappers handlers listeners headers identifiers
    pointers buffers timers triggers characters spreadsheets centers offers transfers powers covers
    errors sensors processors monitors vectors factors editors-in colors indicators motors actuators
    connectors generators simulators elevators calculators doors floors behaviors errors compressors
    transistors reactors tractors detectors operators-in selectors projectors transformers breakers
    boilers heaters coolers mixers meters blowers trailers tankers cutters pagers mailers newsletters
    flyers posters banners stickers folders binders shutters gutters sewers towers rivers waters
    materials goals proposals approvals manuals journals rentals deals terminals signals portals
    credentials renewals removals referrals appraisals fundamentals potentials principals-in intervals
    minerals metals chemicals animals vehicals meals hospitals medals totals trials tutorials rituals
    festivals arrivals disposals functionals tools details protocols controls skills emails levels models
    decals petals scandals initials deliverals specials essentials financials technicals verticals
    internals externals originals visuals annuals capitals credentials evals withdrawals refusals
    fees committees guarantees degrees trees payees employees-in trustees-in lists assists artists-in
    specialists-in consists exists resists persists playlists checklists shortlists waitlists
    grants plants variants constants contaminants pollutants lubricants refrigerants sealants warrants
    tenants-in restaurants pants merchants-in quadrants catalysts-in analysts-in
    others users-in stakeholders-in suppliers vendors contractors subcontractors manufacturers
    distributors carriers careers barriers tiers frontiers borders holders-in folders covers levers
    answers members ladders hours colours flavors favors labors ardors harbors decors neighbors-in
    waiters-in years dollars calendars seminars webinars pillars bars cars parts
    """.split()  # noqa: SIM905
)
_UNITS = frozenset(
    """
    team teams department departments unit units division divisions office offices staff personnel
    employees colleagues management leadership groups organization organizations organisation
    organisations agencies branches schools stores businesses business crew crews associates executives
    stakeholders people persons peers squads companies company clinics hospitals churches church
    community communities committee board bureau bureaus institutions government governments
    ministry ministries municipalities nonprofits ngos constituencies subsidiaries lines-of-business
    functions function end-users researchers population populations workforce firms startups
    sub-recipients recipients applicants candidates everyone anyone individuals women men youth
    elderly seniors fellows owners sponsors partners buyers sellers merchants investors retirees
    trainees apprentices players athletes fans households entrepreneurs chief ceo cfo cto coo cmo
    president mayor director directors manager managers supervisor supervisors engineer engineers
    officer superintendent secretary editor attorney dean principal pastor plumber electrician
    technician technicians surgeon physician physicians dentist chef captain commander commissioner
    inspector coordinator administrator chair chairperson minister ambassador head executive
    team-members students user users customer customers client clients guest guests patient patients
    mechanic carpenter teacher teachers nurse nurses pharmacist therapist veterinarian lawyer
    scientist scientists architect architects experts expert
    """.split()  # noqa: SIM905
)
_FUNCTION_NAMES = frozenset(
    """
    Product Finance Marketing Sales HR Legal Engineering Operations IT Accounting Design GTM R&D
    Procurement Manufacturing Merchandising Purchasing Logistics Compliance Security Audit Treasury
    Payroll Communications Support Research Production Planning Development Government Recruiting
    Underwriting Claims Maintenance Quality Warehouse Prevention PMO FP&A Leadership Management
    """.split()  # noqa: SIM905
)
# Each of these is as often the first half of a compound.
_SINGULAR_UNITS = frozenset(
    "team department unit division office staff personnel management leadership organization "
    "organisation business company community committee board bureau institution government ministry "
    "church function head executive chief crew employee user customer client guest patient student "
    "population".split()
)
_THE = re.compile(r"(?i)\bthe (?:[\w-]+ )?$")
_MEMBERS = re.compile(r"(?i)\s+(?:members|leaders|managers|owners|leads|inquir|requests|questions|needs|issues|problems)")
# "The support team", "support staff": the word is no verb there.
_NOT_A_VERB = re.compile(
    r"(?i)\b(?:the|a|an|our|your|technical|customer|it|product|production|desktop|application|admin(?:istrative)?"
    r"|level \d|tier \d|and|other|sales|clinical|user|remote|of|in|with|from|on-call|24x7|ongoing)\s+$"
)
_SUPERVISED = re.compile(
    r"(?i)\b(?:subordinate|direct reports?|assigned staff|supervis\w+|junior|lower[- ]level|new hires?"
    r"|other (?:developers|engineers|team members)|fellow|peers?)\b"
)


def _verb_at(text: str, start: int, end: int) -> Mention | None:
    if (
        text[start:end].lower() in ("support", "service", "help", "guide", "coach")
        and _NOT_A_VERB.search(text, max(0, start - 20), start)
        and not re.search(r"(?i)\b(?:to|and|will|,)\s+$", text[max(0, start - 6) : start])
    ):
        return None
    if _NO_OBJECT.match(text, end) and text[start:end].lower() not in ("assisting", "helping", "serving"):
        return None
    if _HELP_DO.match(text, start):
        return None
    if _AND_SUPPORT.search(text, max(0, start - 6), start) and not _OWN_OBJECT.match(text, end):
        return None
    return _people_after(text, start, end, 7, text[start : start + 7].lower() != "respond")


# "Serve as", "assist in", "empowered to": what follows is no object.
_NO_OBJECT = re.compile(
    r"(?i)\s*[,;/)&]|\s+(?:as|in|on|at|that|their|his|her)\b"
    r"|\s+(?:engineers?|specialists?|analysts?|technicians?|manager|lead|officers?|associates?|services?|groups?|functions?"
    r"|personnel|staff|teams?|representatives?|agents?|administrators?|consultants?|divisions?|organi[sz]ations?)\b"
)
_HELP_DO = re.compile(
    r"(?i)help(?:s|ing)?\s+(?:shape|scale|build|grow|drive|define|create|develop|ensure|manage|lead|improve|deliver|maintain"
    r"|make|establish|design|implement|set|identify|run|keep|move|push|take|solve|write|test|plan|expand|evolve)\b"
    r"|(?:guid|coach)\w*\s+(?:and \w+ )?(?:the|your|our|a|his|her|their) (?:[\w-]+ ){0,2}team\b"
)
# After these, "support" is a verb only before an object of its own.
_AND_SUPPORT = re.compile(r"(?i)\b(?:and|or|&)\s+$")
_OWN_OBJECT = re.compile(r"\s+(?:the|our|a|an|all|other|your|any|both|this|these|multiple|each|every|of|[A-Z])")


def _people_after(
    text: str, start: int, position: int, reach: int, to_stops: bool = False
) -> Mention | None:
    """The first people or unit within `reach` words, in the same clause."""
    them = _THEM.match(text, start)
    if them:
        return Mention(start, them.end(), them.group(), "internal")
    for _ in range(reach):
        word = _GAP_WORDS.match(text, position)
        if word is None:
            return None
        found, position = word.group(1), word.end()
        lower = found.lower()
        if lower in _STOP or found[-1:] == "." or (lower == "to" and to_stops):
            return None
        if _is_people(text, found, lower, position):
            words = text[start:position]
            if _SUPERVISED.search(words):
                return None
            kind: Kind = "external" if lower in _STRONG or lower in _OUTSIDE else "internal"
            return Mention(start, position, " ".join(words.split()), kind)
    return None


_THEM = re.compile(r"(?i)help(?:s|ing)? (?:them|people)\b")
_OUTSIDE = frozenset(
    "public community communities people individuals women men youth elderly seniors households students "
    "businesses companies nonprofits owners population populations church churches agencies governments "
    "government municipalities patients guests recipients applicants everyone".split()
)
_COMPOUND_AFTER = re.compile(
    r"(?:[ ](?:management (?:system|software|tool|process)|system|systems|software|meetings?|lunch|room|"
    r"suite|supplies|equipment|building|environment|environments|operations|processes|policies|initiatives|"
    r"objectives|goals|activities|strateg|plans?\b|applications?|records|reports|data|development|model|"
    r"requirements|rules|logic|continuity|cases?|procedures|functions|space|automation|work|tasks|duties))|/"
)
_CAPITAL_OK = re.compile(r"\s*(?:[,;.)/]|\n|$)|\s+(?:and|&|or|in|with|on|to|for|by|team|teams|department|group|function|staff|leaders|as|when|[A-Z])")


def _is_people(text: str, word: str, lower: str, end: int) -> bool:
    if lower == "business":
        return _ends_phrase(text, end) and _THE.search(text, max(0, end - 40), end - len(word)) is not None
    if lower in _SINGULAR_UNITS:
        return _ends_phrase(text, end) or _MEMBERS.match(text, end) is not None
    if lower in _UNITS:
        return not _COMPOUND_AFTER.match(text, end)
    if word in _FUNCTION_NAMES:
        return _CAPITAL_OK.match(text, end) is not None and not _COMPOUND_AFTER.match(text, end)
    return lower not in _THINGS and _PEOPLE.match(lower) is not None


# --- assembly ---------------------------------------------------------------------------------


@cache
def _anchors() -> Any:
    """All words at which a closer look may pay, as one linear search."""
    import re2

    nouns = "|".join(sorted({*_STRONG, *_SINGULAR}, key=len, reverse=True))
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    return re2.compile(
        rf"\b({nouns}|public|supports?|supporting|supported|assist\w*|help(?:s|ing)?|serv(?:es?|ing)"
        r"|enabl(?:es?|ing)|empower\w*|advis(?:es?|ing)|coach(?:es|ing)?|guid(?:es?|ing|ance)|answer(?:s|ing)?"
        r"|respond(?:s|ing)?|equip|counsel\w*|educat(?:es?|ing|ion)|facilitat(?:es?|ing)"
        r"|provid(?:es?|ing)|deliver(?:s|ing)?|offer(?:s|ing)?|giv(?:es?|ing)|render(?:s|ing)?"
        r"|services?|advice|recommendations|resource|advis[eo]r|feedback|advocate|solutions?|consultations?|expertise|care|instruction|training|insights?"
        r"|needs|requirements|requests|questions|inquiries|enquiries|concerns|expectations|satisfaction|benefit"
        r"|use|used|behalf|partner(?:s|ing)?|work(?:s|ing)?|collaborat(?:es?|ing)|consult(?:s|ing)?|meet(?:s|ing)?"
        r"|decisions?|decision-making|dashboards?|tools?|reports?|features?|products?|platforms?)\b",
        options,
    )


def _at(text: str, start: int, word: str, agency: bool) -> Mention | None:
    """The mention that begins at an anchor, if it is one."""
    lower = word.lower()
    if lower in _STRONG or lower in _SINGULAR:
        return _noun_at(text, start, word, agency)
    if lower == "public":
        public = _PUBLIC.search(text, max(0, start - 20), start + 40)
        return Mention(public.start(), public.end(), public.group(), "external") if public else None
    verb = _VERB.match(text, start)
    if verb and (found := _verb_at(text, start, verb.end())):
        return found
    return _phrase_at(text, start)


def _phrase_at(text: str, start: int) -> Mention | None:
    given = _GIVE.match(text, start)
    if given:
        stop = _CLAUSE_END.search(text, given.end(), given.end() + 110)
        end = stop.start() if stop else given.end() + 110
        for receiver in _TO_OR_FOR.finditer(text, given.end(), end):
            if _GOOD.search(text, given.end(), receiver.start()) and (
                found := _people_after(text, start, receiver.end(), 7)
            ):
                return found
    for pattern in (_SERVICE_NOUN, _NEEDS, _DECIDE):
        opened = pattern.match(text, start)
        if opened and (found := _people_after(text, start, opened.end(), 4)):
            return found
    partner = _TO_PARTNER.match(text, start)
    if partner:
        found = _people_after(text, start, partner.end(), 6)
        stop = _CLAUSE_END.search(text, partner.end(), partner.end() + 160)
        end = stop.start() if stop else partner.end() + 160
        if found and _PARTNER_AIM.search(text, partner.end(), end):
            return found
    return None


_CLAUSE_END = re.compile(r"[.;:!?](?:\s|$)|\n\s*(?:\n|[-*•])")
_TO_OR_FOR = re.compile(r"\b(?:to|for)\b")
_GOOD = re.compile(
    r"(?i)service|support|assist|advice|guidance|help|solution|consult|expertise|care|training|instruction"
    r"|insight|recommendation|direction|feedback|counsel|education|technical|administrative|answer|experience|tools"
)

_EQUAL = re.compile(
    r"(?i)regardless of|without regard|equal (?:employment )?opportunit|discriminat|reasonable accommodation"
    r"|protected (?:class|veteran|status)|affirmative action|harassment"
)
_APPLICANT = re.compile(
    r"(?i)\bapplicants?\b|\bapplication\b|to apply\b|\benrolled\b|matriculat|permanent resident|authorized to work"
    r"|\bcitizenship\b|\bre?sum[eé]s?\b|\bveterans? (?:for|preference|status)|currently (?:a|an)\b|students? (?:in|at) (?:a|an)\b"
)
_SELECTION = re.compile(
    r"(?i)eligible list|interview panel|passing score|(?:seniority|veteran) credit|hiring needs|background investigation"
)
_SOFT = re.compile(r"(?i)student|citizen|resident|veteran|member|child|famil|parent|pupil|learner|participant")
_ROLE_WORDS = re.compile(
    r"(?i)\byou(?:'ll|’ll|r)?\b|looking (?:for|to)|seek(?:s|ing)|hiring|search(?:es|ing) for|this (?:role|position|job|person)"
    r"|the (?:role|position|job|incumbent|candidate|successful|ideal|person)|\bwill\b|responsible for|in need of|need(?:s)? (?:a|an)\b"
)
_COMPANY = re.compile(
    r"(?:We|We['’](?:re|ve)|Us|Our|At [A-Z]\S+|About [A-Z]\S+|Founded|Established|Headquartered|Since \d|For (?:over|more than)"
    r"|With (?:over|more than|annual|offices)|As (?:a|an|the|one of)[^.]{0,60}\b(?:company|firm|leader|leading|provider|startup"
    r"|organization|agency|bank)|The (?:company|firm|organization|organisation|agency|foundation|bank|group|network"
    r"|college|university|district|school|hospital|society|institute|City)\b)"
)
_NAMED_COMPANY = re.compile(
    r"((?:(?:[A-Z0-9][\w.&’'-]*|of|and|the|&),? ){1,6})(?:\([A-Z]+\) )?(?:is (?:a|an|the|one|committed|dedicated|proud|solely|on a|known|seen)|are (?:a|an|the|one)"
    r"|has (?:been|a|an|over|more|grown)|was (?:founded|established)|provides|offers|helps|delivers|services|operates|serves"
    r"|specializes|speciali[sz]es|empowers|enables|supports|combines|brings|believes|works with|creates|designs|develops)\b"
)
_ROLE_SUBJECT = re.compile(
    r"(?i)(?:[a-z]{2}(?:er|or|ist|ian|ant|yst|ect|geon|ive|ee)|lead|head|chief|clerk|aide|nurse|position|role|job|team|group|department|"
    r"section|unit|incumbent|candidate|associate|intern|official|mechanic|attorney|representative|assignment|duties|work) $"
)


Subject = Literal["role", "company", "applicant", "title"]


def subject_at(reading: Reading, found: Mention) -> Subject:
    """What the sentence around a mention is about."""
    start, end = reading.sentence_at(found.start)
    if start < reading.title_end:
        return "title"
    sentence = reading.text[start:end].lstrip(" \t\n*_#>-•")
    if _SELECTION.search(sentence) or _EQUAL.search(sentence):
        return "applicant"
    if _SOFT.search(found.words) and _APPLICANT.search(sentence):
        return "applicant"
    opening = _COMPANY.match(sentence)
    if opening:
        own = _ROLE_WORDS.search(sentence) is not None and not sentence.startswith("Our client")
        return "role" if own else "company"
    named = _NAMED_COMPANY.match(sentence)
    if named and not _ROLE_SUBJECT.search(named.group(1)) and not _SEEKING.search(sentence):
        return "company"
    return "role"


_SEEKING = re.compile(r"looking for|seek(?:s|ing)|hiring|search|in need of")
