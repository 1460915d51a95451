"""The table of functions: what it knows, how it is told, and how a company lays its own over it."""

from pathlib import Path

import pytest

from cxlint import readers, roles
from cxlint.posting import analyse
from cxlint.roles import Facing, Function, FunctionsError, load

FUNCTIONS = load()


def _id(function: Function | None) -> str | None:
    return function.id if function else None


def test_the_table_knows_more_than_a_hundred_functions() -> None:
    assert len(FUNCTIONS) > 100
    assert len(FUNCTIONS.by_id) == len(FUNCTIONS)


@pytest.mark.parametrize(
    ("title", "function"),
    [
        ("Payroll Clerk", "payroll"),
        ("Mail Clerk II", "mailroom"),
        ("Senior Warehouse Supervisor", "warehouse"),
        ("Claims Examiner (m/f/d)", "claims"),
        ("Help Desk Technician", "it-support"),
        ("Staff Software Engineer, Payments", "software-engineering"),
        ("Full-Stack Developers", "software-engineering"),
        ("AP Clerk", "accounts-payable"),
        ("Marketing Data Analyst", "marketing-analysis"),
        ("Registered NURSE", "nursing"),
        ("HR Business Partner", "hr"),
        ("Front Desk Agent", "hotel-reception"),
        ("Receptionist", "reception"),
        ("Data Entry Operator", "data-entry"),
        ("Wastewater Treatment Operator", "water-utility"),
        ("Executive Assistant to the CFO", "executive-assistance"),
        ("Food Service Clerk", "food-service"),
        # British titles, and those of other sectors
        ("Care Assistant – Nights", "care-work"),
        ("HGV Class 1 Driver", "haulage"),
        ("Reach Truck Driver", "warehouse"),
        ("Purchase Ledger Clerk", "accounts-payable"),
        ("Estate Agent", "real-estate"),
        ("Dispensing Optician", "optical"),
        ("Funeral Arranger", "funeral"),
        ("Seasonal Park Ranger", "visitor-services"),
        ("Wind Turbine Technician", "energy"),
        ("Quantity Surveyor", "construction"),
        # a word that says only the rank decides last
        ("Payroll Administrator", "payroll"),
        ("Legal Secretary", "legal"),
        ("SAP Architect", "business-analysis"),
        ("Administrator", "administration"),
        # what stands before the comma decides first
        ("Cook, care home", "kitchen"),
        ("Contact Centre Adviser - Claims", "call-centre"),
        ("PA to the Managing Director", "executive-assistance"),
    ],
)
def test_a_title_tells_its_function_by_the_longest_cue(title: str, function: str) -> None:
    assert _id(FUNCTIONS.of_title(title)) == function


@pytest.mark.parametrize("title", ["", "Keeper of the Seventh Key", "Do it yourself", "Chapter ap"])
def test_a_title_without_a_cue_tells_nothing(title: str) -> None:
    assert FUNCTIONS.of_title(title) is None


@pytest.mark.parametrize(
    ("sentence", "function"),
    [
        ("Our back office AP team pays the suppliers.", "accounts-payable"),
        ("The people in accounts receivable called twice.", "accounts-receivable"),
        ("She runs payroll for three countries.", "payroll"),
        ("Ask the IT department.", "it-support"),
        ("it department, please", "it-support"),
        ("Human resources hired him.", "hr"),
        ("HR hired him.", "hr"),
    ],
)
def test_running_text_tells_a_function(sentence: str, function: str) -> None:
    assert _id(FUNCTIONS.in_text(sentence)) == function


@pytest.mark.parametrize("sentence", ["He said hr, or something like it.", "We paid the qc of it."])
def test_a_cue_in_capitals_is_matched_in_capitals_only(sentence: str) -> None:
    assert FUNCTIONS.in_text(sentence) is None


def test_duties_tell_a_function_that_they_name_twice() -> None:
    twice = "Run the payroll of the mill. Keep payroll records for seven years."
    assert _id(FUNCTIONS.in_duties(twice)) == "payroll"
    assert FUNCTIONS.in_duties("Send the hours to payroll by noon.") is None
    assert FUNCTIONS.in_duties(f"{twice} Ask procurement. Meet procurement weekly.") is None


def test_a_cue_is_never_found_inside_a_word() -> None:
    assert FUNCTIONS.in_text("The auditoriums and the taxing cookery.") is None


@pytest.mark.parametrize("function", FUNCTIONS.all, ids=lambda one: one.id)
def test_every_title_cue_tells_its_own_function(function: Function) -> None:
    for cue in function.titles:
        assert FUNCTIONS.of_title(cue.title() if not cue.isupper() else cue) is function, cue


@pytest.mark.parametrize("function", FUNCTIONS.all, ids=lambda one: one.id)
def test_the_sentence_to_add_names_somebody_who_is_served(function: Function) -> None:
    posting = (
        "# Mixer Grade Two\n\n## Duties\n\n- Checks valves and gauges every hour of the shift.\n"
        f"- Writes the results into a log.\n\n{function.sentence}\n"
    )
    assert analyse(readers.parse(posting, path="x.md"), FUNCTIONS).names_customer


def test_the_wording_is_fit_to_be_shown() -> None:
    for function in FUNCTIONS:
        assert function.sentence.endswith("."), function.id
        assert function.sentence[0].isupper(), function.id
        assert not function.notices.endswith("."), function.id
        assert function.notices.split()[0] != "that", function.id
        for words in (function.sentence, function.notices, *function.good_titles):
            assert "back office" not in words.lower(), function.id
            assert not {"clerk", "processor", "helper"} & set(words.lower().split()), function.id


def test_no_two_functions_share_a_sentence_or_what_is_noticed() -> None:
    assert len({one.sentence for one in FUNCTIONS}) == len(FUNCTIONS)
    assert len({one.notices for one in FUNCTIONS}) == len(FUNCTIONS)


def test_functions_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        FUNCTIONS.all[0].team = "another"  # type: ignore[misc]


def test_a_company_overrides_the_fields_that_it_names(tmp_path: Path) -> None:
    own = tmp_path / "functions.yaml"
    own.write_text("- id: payroll\n  team: people-pay crew\n", encoding="utf-8")
    payroll = load((own,)).by_id["payroll"]
    assert payroll.team == "people-pay crew"
    assert payroll.facing is Facing.CUSTOMER_IMPACTING
    assert payroll.sentence == FUNCTIONS.by_id["payroll"].sentence


def test_a_company_adds_a_function_whose_cues_win(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        """\
- id: cheese-ageing
  cues: [payroll, affinage]
  titles: [affineur]
  facing: customer-impacting
  serves:
    - {kind: external, words: everyone who eats our cheese}
  notices: it tastes as it did last year
  good_titles: [affineur]
  team: cellar team
  sentence: Customers taste in every slice how patiently you turned it.
""",
        encoding="utf-8",
    )
    functions = load((own,))
    assert len(functions) == len(FUNCTIONS) + 1
    assert _id(functions.of_title("Senior Affineur")) == "cheese-ageing"
    assert _id(functions.in_text("payroll")) == "cheese-ageing"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- id: payroll\n  facing: sideways\n", ":2: facing: "),
        ("- id: new\n  team: crew\n", ":1: sentence: Field required"),
        (
            "- id: payroll\n  serves:\n    - kind: internal\n      word: all\n",
            ":4: serves.0.word: ",
        ),
        ("- id: payroll\n  colour: red\n", ":2: colour: Extra inputs"),
        ("- team: crew\n", ":1: id: every function needs an id"),
        ("payroll: yes\n", ":1: file: write a list of functions"),
        ("- id: [\n", ":2: file: "),
    ],
)
def test_an_error_names_file_line_and_field(tmp_path: Path, text: str, problem: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(FunctionsError) as caught:
        load((own,))
    assert f"{own}{problem}" in str(caught.value)


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(FunctionsError, match="cannot be read"):
        load((tmp_path / "absent.yaml",))


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("", encoding="utf-8")
    assert load((own,)).all == FUNCTIONS.all


def test_the_builtin_table_lies_where_it_says() -> None:
    assert roles.builtin_path().name == "functions.yaml"
    assert roles.builtin_path().exists()
