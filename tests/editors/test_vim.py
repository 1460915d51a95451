"""Vim with ALE: diagnostics at the right columns on a line with an emoji, one fix applied."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from .conftest import FIXED, RULE, Desk, needs, settings

pytestmark = [pytest.mark.slow, pytest.mark.alone]

ALE = Path("/usr/share/vim-ale")

SCRIPT = """
set nocompatible encoding=utf-8 hidden
filetype plugin on
let g:ale_linters = {'markdown': ['cxlint']}
let g:ale_linters_explicit = 1
{load}
{settings}
execute 'edit' {file}
set filetype=markdown
ALELint
let s:left = 900
while s:left > 0 && empty(getloclist(0)) && empty(get(get(g:ale_buffer_info, bufnr(''), {}), 'loclist', []))
  sleep 100m
  let s:left -= 1
endwhile
if s:left == 0 | cquit | endif
let s:found = g:ale_buffer_info[bufnr('')].loclist[0]
call cursor(1, s:found.col)
runtime autoload/ale/util.vim
function! ale#util#Input(...) abort
  return '1'
endfunction
ALECodeAction
let s:left = 200
while s:left > 0 && getline(1) =~# 'back office'
  sleep 100m
  let s:left -= 1
endwhile
silent write
call writefile([json_encode({'lnum': s:found.lnum, 'col': s:found.col, 'end_col': s:found.end_col,
\\ 'code': get(s:found, 'code', ''), 'line': getline(1)})], {seen})
qall!
"""


def test_vim_shows_the_finding_and_applies_a_fix(desk: Desk) -> None:
    vim = needs("vim")
    features = subprocess.run(
        [vim, "--version"], capture_output=True, text=True, check=False
    ).stdout
    packages = [
        p for p in (ALE, *Path("/usr/share/vim/vimfiles/pack").glob("*/*/ale*")) if p.is_dir()
    ]
    if "+channel" not in features or not packages:
        pytest.skip("this Vim has no channels, or no ALE beside it")
    values = {
        "load": f"set runtimepath^={packages[0]}\nruntime plugin/ale.vim", "settings": settings("Vim (ALE)"),
        "file": json.dumps(str(desk.file)), "seen": json.dumps(str(desk.seen)),
    }  # fmt: skip
    script = SCRIPT
    for name, value in values.items():
        script = script.replace("{" + name + "}", value)
    (desk.home / "test.vim").write_text(script, "utf-8")
    seen = json.loads(desk.run(vim, "-N", "-u", "NONE", "-es", "-S", str(desk.home / "test.vim")))
    # Vim counts bytes, from 1: the emoji has four.
    assert (seen["lnum"], seen["col"], seen["end_col"], seen["code"]) == (1, 10, 20, RULE), seen
    assert desk.file.read_text("utf-8") == FIXED
