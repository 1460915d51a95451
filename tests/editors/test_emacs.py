"""Emacs with eglot: diagnostics at the right columns on a line with an emoji, one fix applied."""

from __future__ import annotations

import json
import subprocess

import pytest

from .conftest import FIXED, Desk, needs, settings

pytestmark = [pytest.mark.slow, pytest.mark.alone]

SCRIPT = """
(require 'package)
(package-initialize)
(require 'eglot)
(require 'markdown-mode)
(require 'flymake)
(setq eglot-sync-connect 60 eglot-connect-timeout 90 eglot-confirm-server-initiated-edits nil)
(defun project-root-here (dir) (cons 'transient (expand-file-name "{folder}")))
(add-hook 'project-find-functions #'project-root-here)
{settings}
(find-file "{file}")
(call-interactively #'eglot)
(let ((tries 900))
  (while (and (> tries 0) (null (flymake-diagnostics)))
    (setq tries (1- tries))
    (accept-process-output nil 0.1)
    (when (zerop (% tries 20)) (flymake-start))))
(let* ((diagnostic (car (flymake-diagnostics)))
       (begin (flymake-diagnostic-beg diagnostic))
       (end (flymake-diagnostic-end diagnostic))
       (words (buffer-substring-no-properties begin end))
       (actions (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction
                  (list :textDocument (eglot--TextDocumentIdentifier)
                        :range (list :start (eglot--pos-to-lsp-position begin)
                                     :end (eglot--pos-to-lsp-position end))
                        :context (list :diagnostics [])))))
  (eglot--apply-workspace-edit (plist-get (aref actions 0) :edit))
  (save-buffer)
  (with-temp-file "{seen}"
    (insert (json-encode (list :begin begin :end end :words words)))))
(kill-emacs 0)
"""


def test_emacs_shows_the_finding_and_applies_a_fix(desk: Desk) -> None:
    emacs = needs("emacs")
    probe = subprocess.run(
        [emacs, "--batch", "--eval", "(progn (package-initialize) (require 'eglot) (require 'markdown-mode))"],
        capture_output=True, check=False,
    )  # fmt: skip
    if probe.returncode:
        pytest.skip("this Emacs has no eglot or no markdown-mode")
    values = {
        "folder": desk.file.parent, "file": desk.file, "seen": desk.seen, "settings": settings("Emacs (eglot)"),
    }  # fmt: skip
    script = SCRIPT
    for name, value in values.items():
        script = script.replace("{" + name + "}", str(value))
    (desk.home / "test.el").write_text(script, "utf-8")
    seen = json.loads(desk.run(emacs, "--batch", "-l", str(desk.home / "test.el")))
    assert seen == {"begin": 7, "end": 18, "words": "back office"}
    assert desk.file.read_text("utf-8") == FIXED
