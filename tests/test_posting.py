"""Postings understood: title, parts, who is served, facing, and the three whole-document checks."""

import pytest

from cxlint import readers, roles
from cxlint.document import Genre
from cxlint.linter import Linter
from cxlint.model import Severity
from cxlint.posting import Posting, analyse
from cxlint.posting_checks import coded_balance, coded_words, duties_only, no_customer
from cxlint.posting_text import Part, part_of
from cxlint.roles import Facing

FUNCTIONS = roles.load()

# Forty words and more of duties that name nobody.
FILLER = (
    "Keep the ledger of the plant up to date. Count the stock of valves, gaskets and bolts each month. "
    "Write the figures into the journal and check the totals against the ledger. Order paper, ink and "
    "pallets in good time. File the reports by date and number."
)

NEEDS = (
    "Two years at a similar plant. Good reading, writing and arithmetic. A licence for forklifts. "
    "Ready to stand for a whole shift, to lift twenty kilos, and to work in the cold of the yard and "
    "the heat of the mill."
)


def _posting(
    role: str, *, title: str = "Mixer Grade Two", path: str = "job.md", rest: str = ""
) -> Posting:
    duties = f"## Responsibilities\n\n{FILLER}\n\n{role}"
    text = f"# {title}\n\n{duties}\n\n## Requirements\n\n{NEEDS}\n\n{rest}\n"
    return analyse(readers.parse(text, path=path), FUNCTIONS)


# --- who is served -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        # nouns of any sector
        "Greet customers at the counter.",
        "Excellent customer service skills.",
        "Keep the medical records of our patients.",
        "Sort out colleagues' questions about leave.",
        "Build lasting relationships with buyers in the trade.",
        "Prepare lessons for every student.",
        "Register voters and keep the rolls.",
        "Deal tactfully with the public.",
        "Write leaflets for members of the public.",
        "Reply to public inquiries.",
        "Build features that our customers love.",
        "Elevate the consumer experience of the app.",
        "Set up dashboards for end users.",
        "Bring loans to farmers in the valley.",
        "Pay grantees and sub-recipients on time.",
        "Care for people with disabilities.",
        "Put deaf people at ease.",
        "Try each chair with the person who will ride it.",
        "Get water to 60,000 households.",
        "Give planners, buyers and the yard one number to trust.",
        # verbs of service with an open object
        "Support the purchasing team with clean figures.",
        "Assist the Head of Logistics in forming the plan.",
        "Assist Finance and Legal in closing the year.",
        "Advise the executive team on labour law.",
        "Coach new colleagues in the use of the press.",
        "Enable teams across the region to decide faster.",
        "Provide technical assistance to all personnel of the office.",
        "Provide guidance and support to the county's election officials.",
        "Give translation services to visiting experts.",
        "Respond to requests from department managers.",
        "Tools for use by investigators in the field.",
        "Serve as a resource for managers on questions of pay.",
        # a named beneficiary without such a verb
        "Deliver decisions across Product, Finance and Sales.",
        "Anticipate the needs of library users.",
        "Work closely with scientists to understand their questions.",
        "Act on behalf of the mayor.",
        "Give on-going support to our team in Leeds.",
        "Provide the editorial desk with checked facts.",
        "Deliver post to homes and businesses on your round.",
        # clauses of purpose, relative clauses
        "Make sure that consultants have slides on their desks by nine.",
        "Prepare the vans so that crews can leave on time.",
        "Be the person whom the eight directors ask when time is short.",
        "Maintain the tools our fitters rely on.",
        "Write manuals that technicians can follow on site.",
        "Our drivers count on you for a safe vehicle.",
        "Shift managers should feel the difference on a Sunday evening.",
        "Plan bus routes around what people in the villages need.",
        # somebody gets something, or is cared for
        "Run the network for County departments.",
        "Issue tools to mechanics at the start of each shift.",
        "Give engineers the numbers they need to choose a supplier.",
        "Bring meals to the housebound.",
        "Teach adults to read.",
        "Look after older people in their own homes.",
        "Keep shareholders informed.",
        "Onboard new hires in their first week.",
        "Handle enquiries by phone and e-mail from people who want to foster.",
        "Answer riders' questions about fares.",
    ],
)
def test_a_credible_mention_silences(sentence: str) -> None:
    posting = _posting(f"- {sentence}")
    assert posting.names_customer, sentence
    assert no_customer(posting) is None


@pytest.mark.parametrize(
    "sentence",
    [
        # things as objects
        "Support operating systems and printers.",
        "Build relationships with vendors.",
        "Read the teams' reports.",
        "Support of GIS projects and initiatives.",
        "Assist in the maintenance of boilers.",
        "Serve as the keeper of the key.",
        "Answer phones and e-mails.",
        "Provide input to reports and manuals.",
        "Help build software quickly.",
        # compounds
        "Write user stories and acceptance tests.",
        "Write client-side code and a client library.",
        "Own the customer lifecycle strategy.",
        "Experience in public relations and the public sector.",
        "Maintain the Voter Registration System.",
        "Be a good team member.",
        "Process student loans.",
        "Meet with members of the board and of the audit committee.",
        "Administer Active Directory users.",
        "Join the support team.",
        "Print visitor badges and parking permits.",
        "Clean the guest wing and the customer car park.",
        "Calibrate infant incubators and student microscopes.",
        "Know OAuth clients, and the mail server and its clients.",
        "Write unit tests for parsers and adapters.",
        # whoever has the last word
        "Answers to the plant manager.",
        "Hand reports to the Head of Procurement.",
        "Responsible for a crew of six roofers.",
        "There is a written test by which candidates may be examined.",
        # mere collaboration and reporting
        "Work with engineers on the design.",
        "Collaborate with other departments.",
        "Liaise with vendors and suppliers.",
        "Report to the plant manager.",
        "Interface with the product team.",
        "Train analysts and supervise subordinate staff.",
        # a staffing agency
        "Be a quick learner.",
        "Our client is seeking a mixer for its plant.",
        "One of our clients in Ohio needs you at once.",
        "Clients and candidates find our privacy notice online.",
        # nouns in -als and -ers that are things, and verbs that are nouns
        "Configure pay rules, accruals and deductions.",
        "Benchmark variant callers and base callers.",
        "Oil the grippers for the extruders, and order sprayers.",
        "A pool is kept for positions in other departments.",
        "Play golf at the private members' club.",
        "Fill in the sheet for each unit.",
        "Health cover is paid for you and your kids.",
        # a heading and the list below it are no clause
        "What awaits you\n\n- Design of gears",
    ],
)
def test_other_words_do_not(sentence: str) -> None:
    posting = _posting(f"- {sentence}")
    found = [one.words for one in posting.customers]
    assert not found, (sentence, found)
    assert no_customer(posting) is not None


@pytest.mark.parametrize(
    "rest",
    [
        "## About us\n\nMillions of customers love our products.",
        "## Who we are\n\nWe help patients and their families.",
        "## Our culture\n\nCustomers come first.",
        "Founded in 1901, Tallow & Sons serves customers in nine countries.",
        "Tallow & Sons is a leading supplier to retailers, hospitals and guests of hotels.",
        "About Tallow:\nThe pride of our clients since 1901.",
        "Every night we bring bread to shoppers in nine towns.",
        "The customer is at the heart of everything we do.",
        "Customers first is more than our motto.",
        "“Our robots feed your neighbours and customers.” - Lena",
        "For eighty years, farmers and patients have trusted our advice.",
    ],
)
def test_the_company_about_itself_lowers_the_finding_to_info(rest: str) -> None:
    posting = _posting("", rest=rest)
    hit = no_customer(posting)
    assert posting.company_only
    assert hit is not None
    assert hit.severity is Severity.INFO


@pytest.mark.parametrize(
    "rest",
    [
        "## Benefits\n\nDental care for you, your family and your children.",
        "## How to apply\n\nSend your papers to our client services office.",
        "We do not discriminate against customers, patients or employees on the basis of age.",
        "As an equal opportunity employer we welcome veterans and people with disabilities.",
        "Applicants who are students in a college must say so.",
    ],
)
def test_offers_applicants_and_equal_opportunity_name_nobody_served(rest: str) -> None:
    posting = _posting("", rest=rest)
    assert not posting.names_customer, [one.words for one in posting.customers]
    assert no_customer(posting) is not None


def test_a_title_alone_names_nobody() -> None:
    assert not _posting("", title="Customer Accounts Mixer").names_customer


def test_the_agency_s_client_does_not_hide_the_role_s_clients() -> None:
    posting = _posting("Our client is seeking a mixer.\n\n- Visit clients on their sites.")
    assert posting.names_customer


def test_too_little_role_text_is_left_alone() -> None:
    posting = analyse(readers.parse("# Mixer\n\nApply within.\n", path="a.md"), FUNCTIONS)
    assert no_customer(posting) is None


def test_no_customer_is_reported_at_the_title_with_a_sentence_of_the_function() -> None:
    posting = _posting("", title="Payroll Clerk")
    hit = no_customer(posting)
    assert hit is not None
    assert hit.span.of(posting.document.source) == "Payroll Clerk"
    assert hit.suggestion == FUNCTIONS.by_id["payroll"].sentence
    assert hit.parameters["team"] == "payroll team"
    assert hit.severity is None


def test_adding_the_sentence_silences_it() -> None:
    hit = no_customer(_posting("", title="Payroll Clerk"))
    assert hit is not None
    assert no_customer(_posting(hit.suggestion or "", title="Payroll Clerk")) is None


def test_the_evidence_says_where_and_of_what_kind() -> None:
    posting = _posting("- Answer the internal customers and help guests at the gate.")
    source = posting.document.source
    assert posting.customers[0].span.of(source).startswith("Answer")
    assert posting.customers[-1].kind == "external"
    assert all(one.span.of(source).split() == one.words.split() for one in posting.customers)


# --- title and parts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "title"),
    [
        ("# Night Baker\n\nBake.\n", "a.md", "Night Baker"),
        ("Night Baker\n\nBake.\n", "a.txt", "Night Baker"),
        ('---\nlayout: x\ntitle: "Night Baker"\n---\n# Overview\n', "a.md", "Night Baker"),
        ("Oven & Sons\nTITLE:  Night Baker\nTERM: long\n", "a.txt", "Night Baker"),
        ("**Company:** Oven\n**Job Title:** Night Baker\n", "a.md", "Night Baker"),
        ("<html><body><h1>Night Baker</h1><p>Bake.</p></body></html>", "a.html", "Night Baker"),
        ("---\n# title: never\ntitle: Night Baker\n---\n", "a.md", "Night Baker"),
        ("Mill & Sons\n\nNight Baker\n\nYou bake.\n", "a.txt", "Night Baker"),
        ("Night Baker, Leith. Small firm. " + "You bake bread. " * 9, "a.txt", "Night Baker"),
    ],
)
def test_the_title_is_found_where_it_stands(text: str, path: str, title: str) -> None:
    posting = analyse(readers.parse(text, path=path), FUNCTIONS)
    assert posting.title.text == title
    assert posting.title.span.of(text) == title


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Stock clerk wanted for our shop in York.", Severity.WARNING),
        ("Stock Clerk", Severity.WARNING),
        ("The stock clerk counts the bolts each month and writes it down.", Severity.INFO),
    ],
)
def test_a_sentence_of_an_excerpt_is_no_title(text: str, severity: Severity) -> None:
    findings = Linter().check(readers.parse(text, path="job.txt", genre=Genre.POSTING))
    assert [(one.rule, one.severity) for one in findings] == [("job-titles/flat-title", severity)]


def test_a_labelled_value_opens_no_part() -> None:
    text = "# Night Baker\n\nSalary: £12 an hour\nDeadline: 3 May\n\nYou bake bread for patients.\n"
    posting = analyse(readers.parse(text, path="a.md"), FUNCTIONS)
    assert posting.reading.part_at(text.index("Salary")) is Part.OFFER
    assert posting.reading.part_at(text.index("You bake")) is Part.ROLE
    assert posting.names_customer


def test_the_title_s_block_is_the_document_s() -> None:
    posting = _posting("")
    (block,) = posting.title_blocks
    assert block in posting.document.blocks
    assert block.text == "Mixer Grade Two"


def test_a_heading_that_repeats_the_title_is_judged_as_one() -> None:
    text = (
        "---\ntitle: Data Entry Clerk\n---\n\n# Data Entry Clerk (m/f/d)\n\n## Your duties\n\n"
        "- You help our customers to their orders\n- You work beside another data entry clerk\n"
    )
    found = Linter().check(readers.parse(text, path="job.md", genre=Genre.POSTING))
    flat = [one for one in found if one.rule == "job-titles/flat-title"]
    assert [str(one.severity) for one in flat] == ["warning", "warning", "info"]


@pytest.mark.parametrize(
    ("label", "part"),
    [
        ("Key Responsibilities", Part.ROLE),
        ("What You'll Do", Part.ROLE),
        ("Minimum qualifications", Part.REQUIREMENTS),
        ("About you", Part.REQUIREMENTS),
        ("About us", Part.COMPANY),
        ("About Tallow", Part.COMPANY),
        ("About the role", Part.ROLE),
        ("Who we are", Part.COMPANY),
        ("Benefits and perks", Part.OFFER),
        ("How to apply", Part.APPLY),
        ("Equal Employment Opportunity", Part.EQUAL),
        ("Zebra crossing", None),
    ],
)
def test_a_heading_opens_its_part(label: str, part: Part | None) -> None:
    assert part_of(label) is part


def test_html_reads_like_text() -> None:
    text = (
        f"<h1>Mixer</h1><h2>Duties</h2><p>{FILLER}</p><ul><li>Help&nbsp;<b>guests</b></li></ul>"
        "<!-- customers --><h2>About us</h2><p>Clients.</p>"
    )
    posting = analyse(readers.parse(text, path="a.html"), FUNCTIONS)
    assert [one.words.split()[-1] for one in posting.customers] == ["guests", "guests"]
    assert posting.customers[-1].span.of(text) == "guests"


def test_duties_in_front_matter_count() -> None:
    text = f"---\nrole: Mixer\nresponsibilities: >\n  {FILLER}\n  Support the sales team.\n---\n"
    assert analyse(readers.parse(text, path="a.md"), FUNCTIONS).names_customer


def test_authors_comments_do_not_count() -> None:
    posting = _posting(
        "<!-- Say what our customers get. -->\n\n{% comment %} Help users. {% endcomment %}"
    )
    assert not posting.names_customer


# --- facing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "sentence", "facing"),
    [
        ("School Nurse", "Keep the files.", Facing.CUSTOMER_FACING),
        ("Payroll Clerk", "Keep the files.", Facing.CUSTOMER_IMPACTING),
        ("Payroll Clerk", "Support internal customers.", Facing.CUSTOMER_IMPACTING),
        ("System Administrator", "Answer customers on the phone.", Facing.CUSTOMER_FACING),
        ("System Administrator", "Answer questions of end users.", Facing.CUSTOMER_IMPACTING),
        ("Backend Developer", "Build what our customers love.", Facing.CUSTOMER_IMPACTING),
        ("Mixer", "Greet visitors and direct them.", Facing.CUSTOMER_FACING),
        ("Mixer", "Mix.", Facing.CUSTOMER_IMPACTING),
    ],
)
def test_facing_follows_the_function_and_the_duties(
    title: str, sentence: str, facing: Facing
) -> None:
    assert _posting(f"- {sentence}", title=title).facing is facing


# --- duties only ---------------------------------------------------------------------------------

_DUTIES = "".join(
    f"- {duty}\n"
    for duty in (
        "Cleans the grill.",
        "Fills the fridge.",
        "Serves guests.",
        "Wipes tables.",
        "Counts cash.",
    )
)


def _kitchen(duties: str) -> Posting:
    return analyse(readers.parse(f"# Cook\n\n## Duties\n\n{duties}", path="a.md"), FUNCTIONS)


def test_five_duties_without_a_purpose_are_reported() -> None:
    hit = duties_only(_kitchen(_DUTIES))
    assert hit is not None
    assert hit.parameters["duties"] == "5"


def test_four_duties_are_not() -> None:
    assert duties_only(_kitchen(_DUTIES.replace("- Wipes tables.\n", ""))) is None


def test_one_purpose_is_enough() -> None:
    assert (
        duties_only(_kitchen(_DUTIES + "- Greets each guest so that nobody feels lost.\n")) is None
    )


def test_requirements_are_no_duties() -> None:
    posting = _kitchen("- Serves guests.\n\n## Requirements\n\n" + _DUTIES)
    assert duties_only(posting) is None


def test_duties_only_never_stands_beside_no_customer() -> None:
    posting = _kitchen(
        _DUTIES.replace("Serves guests.", "Peels carrots.")
        + FILLER
        + f"\n\n## Requirements\n\n{NEEDS}"
    )
    assert no_customer(posting) is not None
    assert duties_only(posting) is None


# --- coded words ---------------------------------------------------------------------------------

_MASCULINE = "Competitive, ambitious, assertive, dominant, outspoken and decisive people lead here."


def test_a_preponderance_of_masculine_words_is_reported_with_the_words() -> None:
    hit = coded_balance(_posting(_MASCULINE))
    assert hit is not None
    assert "ambitious" in hit.words
    assert hit.parameters["masculine"] == "7"


def test_a_balanced_posting_is_not_reported() -> None:
    assert (
        coded_balance(_posting(_MASCULINE + " Warm, honest, polite, kind, supportive words."))
        is None
    )


def test_few_words_are_not_reported() -> None:
    assert coded_balance(_posting("Ambitious and assertive.")) is None


def test_terms_of_a_trade_are_not_counted() -> None:
    text = (
        "Business analysts query Active Directory, write Objective-C and data analytics; lead time."
    )
    masculine, feminine = coded_words(_posting(text))
    assert not masculine, masculine
    assert not feminine, feminine


def test_a_stem_is_not_found_inside_a_word() -> None:
    masculine, _ = coded_words(_posting("The workforce of the pleading salesforce."))
    assert not masculine


# --- odd documents -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "\n\n", "---", "---\n---\n", "<", "&#0;", "#", "{% comment %}", "\x00 :"]
)
@pytest.mark.parametrize("path", ["a.md", "a.txt", "a.html"])
def test_no_text_is_too_odd(text: str, path: str) -> None:
    posting = analyse(readers.parse(text, path=path), FUNCTIONS)
    assert no_customer(posting) is None
    assert duties_only(posting) is None
    assert coded_balance(posting) is None
    assert posting.facing in set(Facing)
    assert posting.title.span.end <= len(text)
