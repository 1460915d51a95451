"""Denials and views lower a finding to information; a "not" that is about something else does not."""

from __future__ import annotations

import pytest

import cxlint
from cxlint.model import Severity

DENIED = """
There is no back office at our company.
We don't have a back office any more.
Our payroll team is not a back office.
Nobody here is a lackey.
You will never be asked to do grunt work.
We don't want you to feel like a cog in the machine.
Nobody should be treated as a minion.
There is no such thing as a difficult customer.
We are not looking for warm bodies.
We hire no bosses, peons or minions.
A firm without a back office answers faster.
Stop calling them the back office.
Our accountants are not overhead.
HR is more than overhead.
It is not true that HR is overhead.
This is not a place where people are treated as underlings.
Finance wants to be a partner rather than a cost center.
The back office does not exist here.
IT is far from being a cost center.
I was not hired to be somebody's lackey.
Nobody wants to do mindless grunt work.
No unskilled applicants, please.
Let's stop treating payroll as overhead.
We are not a call center full of drones.
It is anything but menial.
"""
USED = """
We do not delay payments to the back-office staff.
Not a day goes by without the back office losing a form.
Without our back office nothing would be paid.
Please do not call the back office after six.
Do not hand menial tasks to the same trainee every day.
If you are not in sales, you are overhead.
If he does not answer, ask the back office.
Nobody in the back office knew about it.
The form has not reached our back office yet.
Not all back-office staff work from home.
It does not matter what the back office says.
Never treat back-office colleagues as second best.
We are not afraid of difficult customers.
I could not reach you, so the back office signed it.
No back-office employee was paid late.
Don't waste an afternoon on time-wasters.
Do not forget that our back office closes at four.
She has not answered because the back-office team is on leave.
It is not the back office that delays invoices.
Don't underestimate the back office.
Do not use this channel to make fun of newbies.
Nobody knows how many people the back office employs.
I don't know who runs our back office now.
We moved from a back-office environment to a shop.
"""
VIEWED = """
HR is seen as overhead by the board.
Management sees recruiters as overhead.
Many boards still treat customer service as a cost center.
Cleaning is often regarded as menial work.
They look at the porters as little more than a pair of hands.
Night work is considered menial.
You will help finance evolve from a cost center to an adviser.
"""
NOT_VIEWED = """
We see recruiters as overhead.
Your request is treated as urgent by the back office.
The trainee, seen as gifted by all, moved to the back office.
"""


def _severities(sentence: str) -> list[Severity]:
    return [one.severity for one in cxlint.check_text(sentence)]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize("sentence", _lines(DENIED + VIEWED))
def test_what_is_denied_or_seen_so_by_others_is_information_at_most(sentence: str) -> None:
    assert set(_severities(sentence)) <= {Severity.INFO}


@pytest.mark.parametrize("sentence", _lines(USED + NOT_VIEWED))
def test_a_not_about_something_else_denies_nothing(sentence: str) -> None:
    assert max(one.rank for one in _severities(sentence)) > Severity.INFO.rank
