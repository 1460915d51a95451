"""Makes the office files in examples/, one of each format; run it from the repository's root.

It needs what only makes files: pip install python-docx python-pptx openpyxl pyarrow reportlab.
Where LibreOffice is there, it makes the OpenDocument and RTF copies of the handbook's page.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1] / "examples"

POSTINGS = [
    {
        "id": "R-1041", "title": "Back Office Clerk", "location": "Leeds",
        "description": "<p>Join our back office and keep the payroll of 4,000 colleagues right, month after month.</p>"
        "<ul><li>Answer questions about pay slips</li><li>Support the front office at quarter end</li></ul>",
        "requirements": "Two years in payroll.\nCare for people who wait for their money.",
    },
    {
        "id": "R-1042", "title": "Claims Handler", "location": "Leeds",
        "description": "You settle claims and keep customers informed until the money is in their account.",
        "requirements": "You are not just a processor: you think of the person behind the file, and you ask, \"What would help you now?\"",
    },
    {
        "id": "R-1043", "title": "Warehouse Associate", "location": "Bradford",
        "description": "Unskilled workers are welcome. You pick and pack what customers ordered, and you see your own parcels leave the yard.",
        "requirements": "No menial tasks for ever: after six months you train for the forklift.",
    },
    {
        "id": "R-1044", "title": "IT Support Specialist", "location": "remote",
        "description": "Our back-office systems\nserve 300 branches. When they stand still, customers queue.",
        "requirements": "A calm voice, and patience with difficult customers and colleagues alike.",
    },
]  # fmt: skip
COLUMNS = list(POSTINGS[0])

GUIDE: list[tuple[str, list[tuple[str, str]]]] = [
    ("Title", [("Interview guide: operations roles", "")]),
    ("Heading 1", [("Before the interview", "")]),
    ("Normal", [("Read the posting again. We hire for the ", ""), ("back", "bold"), ("-office", "italic"), (" team in Leeds and for two branches.", "")]),
    ("List Bullet", [("Book a room; the printer in the back office down the hall can be used.", "")]),
    ("List Bullet", [("Invite one colleague who works with the customers whom this role serves.", "")]),
    ("Heading 1", [("Questions", "")]),
    ("Normal", [("Ask for an example, and listen for the customer in it: whom did the work help, and how did the candidate know?", "")]),
    ("Normal", [("Candidates sometimes say “I am just a payroll clerk”. Ask what happens to people when payroll is late.", "")]),
    ("Heading 1", [("What we tell candidates", "")]),
    ("Normal", [("You start with menial tasks so that you see every step. Low-level employees move on after a year.", "")]),
]  # fmt: skip
TABLE = [
    ("Role", "What to look for"),
    ("Claims handler", "Finds words that a customer understands"),
    ("Data entry clerk", "Knows that a wrong digit is somebody’s late payment"),
]


def tables() -> None:
    """CSV, TSV, JSON Lines, JSON, a workbook, and Parquet, all of the same postings."""
    for name, delimiter in (("postings.csv", ","), ("postings.tsv", "\t")):
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(POSTINGS)
        (EXAMPLES / name).write_text(out.getvalue(), "utf-8", newline="")
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in POSTINGS)
    (EXAMPLES / "postings.jsonl").write_text(lines, "utf-8", newline="")
    whole = json.dumps({"postings": POSTINGS}, ensure_ascii=False, indent=2) + "\n"
    (EXAMPLES / "postings.json").write_text(whole, "utf-8", newline="")
    workbook()
    parquet()


def workbook() -> None:
    """The postings as a spreadsheet has them."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Open roles"
    sheet.append(COLUMNS)
    for one in POSTINGS:
        sheet.append([one[name] for name in COLUMNS])
    book.save(EXAMPLES / "postings.xlsx")


def parquet() -> None:
    """The postings as a data lake has them."""
    import pyarrow
    from pyarrow import parquet as store

    store.write_table(pyarrow.Table.from_pylist(POSTINGS), EXAMPLES / "postings.parquet")


def guide() -> None:
    """A Word file with headings, lists, a table, a header, and words split over runs."""
    import docx

    document = docx.Document()
    document.core_properties.author, document.core_properties.comments = "People team", ""
    document.sections[0].header.paragraphs[
        0
    ].text = "People handbook · interviewing for the back office"
    document.sections[0].footer.paragraphs[0].text = "Questions? Ask the people team."
    for style, runs in GUIDE:
        paragraph = document.add_paragraph(style=style)
        for text, form in runs:
            run = paragraph.add_run(text)
            run.bold, run.italic = form == "bold" or None, form == "italic" or None
    table = document.add_table(0, 2, style="Table Grid")
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(EXAMPLES / "interview-guide.docx")


def slides() -> None:
    """Slides for newcomers, with notes for whom speaks."""
    import pptx

    show: Any = pptx.Presentation()
    for title, lines, notes in [
        ("Welcome to operations", ["Who we are", "Whom we serve"], "Say hello, and ask what they were customers of today."),
        ("Front office and back office", ["The back office keeps pay, parcels and claims moving", "Nobody here is just a number"],
         "Tell the story of the customer whose claim was settled on a Sunday."),
    ]:  # fmt: skip
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(lines)
        slide.notes_slide.notes_text_frame.text = notes
    show.save(EXAMPLES / "onboarding.pptx")


def page() -> None:
    """A posting as a PDF, with a hyphenated line."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(EXAMPLES / "posting.pdf"), pagesize=A4, invariant=1)
    canvas.setTitle("Accounts payable specialist")
    lines = [
        (20, "Accounts payable specialist"), (11, ""),
        (11, "You work in our back office and see to it that a small supplier has the money on the day"),
        (11, "that we promised. When an invoice is wrong, you call, explain, and put it right."), (11, ""),
        (14, "What you do"), (11, ""), (11, "- pay 900 invoices a week together with two colleagues"),
        (11, "- keep branches out of trouble at the year’s end"), (11, ""),
        (11, "This is no job for a cog in the machine: suppliers are customers of ours, too, and they re-"),
        (11, "member who helped them."),
    ]  # fmt: skip
    height = 780.0
    for size, text in lines:
        canvas.setFont("Helvetica-Bold" if size > 11 else "Helvetica", size)
        canvas.drawString(72, height, text)
        height -= size * 1.3 if text else 8
    canvas.save()


def copies() -> None:
    """The guide as OpenDocument and RTF, by LibreOffice."""
    if shutil.which("soffice") is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("odt", "rtf"):
            subprocess.run(
                ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", suffix,
                 "--outdir", str(EXAMPLES), str(EXAMPLES / "interview-guide.docx")],
                check=True, capture_output=True,
            )  # fmt: skip


if __name__ == "__main__":
    for make in (tables, guide, slides, page, copies):
        make()
