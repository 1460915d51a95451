"""The words that derived sentences are made with, grouped by what they can stand for."""

from __future__ import annotations


def words(text: str) -> list[str]:
    """Split a word list that is written as text, which reads better than quotes and commas."""
    return text.split()


# Words that are noun and verb alike: which one they are must come from the sentence, so both
# readings are taught with the same words.
AMBIGUOUS = words(
    "staff man field process handle support service answer contact call email schedule book"
    " host cover desk file order help guide greet mail post clerk point ring check train coach"
    " head lead front back report record ship store stock market design test review audit plan"
    " chair partner team person phone text fax invoice price bill bank cash cook clean supply"
    " cater sort shelve label pack load work run set shadow escort document request question"
    " place issue project program object subject present respond own manage resolve"
)

DOING = sorted({*AMBIGUOUS} - {*words("greet own manage respond resolve present cater run man")})

# Staff nouns and things of an office: the heads of the phrases that the linter asks about.
SINGULAR = words(
    "staff support service clerk receptionist desk office agent administrator secretary"
    " assistant operator processor manager team lead contact call help reception specialist"
    " representative associate cashier coordinator supervisor recruiter analyst executive"
    " department function role position job worker employee colleague customer client guest"
    " intern temp bookkeeper dispatcher porter cleaner dishwasher stacker telemarketer admin"
    " barista mailroom warehouse payroll accounting purchasing billing backroom backstage"
    " overhead headcount backlog process file order report phone queue ticket request person"
    " partner man field cost center centre resource hand"
)
PLURAL = words(
    "clerks receptionists desks offices agents administrators secretaries assistants"
    " operators processors managers teams leads contacts calls specialists representatives"
    " associates cashiers coordinators supervisors recruiters analysts executives departments"
    " functions roles positions jobs workers employees colleagues customers clients guests"
    " interns temps bookkeepers bodies dispatchers porters cleaners phones queues tickets"
    " requests orders files reports processes people partners resources hands centers centres"
    " operations subordinates underlings drones"
)

# Surnames that are also jobs or things; without them the model would learn from the title lines
# that a capital means nothing.
SURNAMES = words(
    "Porter Cook Butler Baker Page Clerk Usher Steward Marshall Chambers Hall Fields Bell"
    " Banks Price Best Post Read Temple Mason Carter Parker Turner Miller Cooper Taylor Potter"
    " Gardener Shepherd Farmer Bishop Knight King Day Field Head Chance Case Service Office"
    " Staff Desk Bill Bookman"
)

FIRST_NAMES = words(
    "Jane John Mary Ahmed Priya Wei Carlos Anna Peter Fatima Olga David Lena Tom Sofia Kenji"
    " Maria Paul Ingrid Samuel Grace Ivan Nadia Robert Chloe Michael Aisha Daniel Emma Luis"
)

# Two-word modifiers: the second word is a compound of the head, the first an amod of the second.
PLACES = (
    ("back", "office"),
    ("back", "office"),
    ("back", "office"),
    ("front", "office"),
    ("front", "desk"),
    ("middle", "office"),
    ("front", "line"),
    ("back", "end"),
    ("back", "room"),
)
COMPOUNDS = (
    ("help", "desk"),
    ("call", "center"),
    ("customer", "service"),
    ("data", "entry"),
    ("order", "entry"),
    ("mail", "room"),
    ("cost", "center"),
    ("food", "service"),
    ("support", "staff"),
)
# Lines of duties put a verb before a bare plural, "Process refunds", and look like compounds. What
# follows decides: a thing is done, a person does. Both are built from these.
VERBS = words(
    "answer greet prepare maintain assist resolve update review arrange coordinate collect deliver"
    " distribute enter check monitor open receive scan send serve sign take track verify write keep"
    " create build develop identify provide ensure organize order process handle file schedule"
)
THINGS = words(
    "calls emails phones invoices refunds parcels orders payments letters files"
    " reports supplies meetings shelves tables records complaints requests queries questions"
    " tickets documents forms deliveries appointments rooms keys contracts claims expenses"
    " returns accounts spreadsheets boxes trucks machines floors dishes bags shifts"
    " problems issues samples products goods prices statements applications bookings reservations"
    " travel data mail stock inventory correspondence customers guests visitors clients"
    " patients callers tenants users members walls windows cars vans cash"
    " bottles plants"
)
# Of these, the ones without a plural.
UNCOUNTED = frozenset(words("travel mail stock inventory correspondence data cash"))
STATES = words("welcome available busy important essential happy present ready new")
PEOPLE = words(
    "clerks agents assistants operators processors managers specialists engineers workers analysts"
    " representatives associates coordinators supervisors staff pickers handlers drivers planners"
    " technicians advisers officers recruiters packers teams leads members partners people"
)
OF_THINGS = words(
    "customer office guest client sales travel team vendor patient member staff store"
)
QUALITIES = words("incoming daily new urgent outgoing internal complex routine monthly external")
TAILS = (
    ("for", "the", "team"),
    ("for", "our", "customers"),
    ("from", "the", "public"),
    ("in", "the", "office"),
    ("at", "the", "desk"),
    ("with", "the", "manager"),
    ("on", "the", "phone"),
    ("during", "the", "week"),
    ("to", "the", "department"),
)
HEADINGS = ("Duties", "Tasks", "Responsibilities", "Role", "Work", "Job")
SMALL_WORDS = frozenset(words("a an and as at but by for from in of on or the to with"))
BULLETS = ("-", "*", "•", "–")
