"""Which files the client is asked to watch: those that the server reads but no editor has open."""

from __future__ import annotations

from lsprotocol import types

from cxlint.baseline import DEFAULT_NAME
from cxlint.discovery import IGNORE_FILE
from cxlint.readers import FORMATS
from lsp_server.session import Session


def registration(session: Session) -> types.RegistrationParams:
    """Documents, configurations, rules, ignore files and baselines, as the client registers them."""
    suffixes = [suffix for one in FORMATS if not one.stored for suffix in one.suffixes]
    globs = [f"**/*{suffix}" for suffix in (".yaml", *suffixes)]
    globs += ["**/pyproject.toml", f"**/{IGNORE_FILE}", f"**/{DEFAULT_NAME}"]
    globs += [f"**/{file.name}" for file in session.projects.baselines()]
    watchers = [types.FileSystemWatcher(glob_pattern=glob) for glob in dict.fromkeys(globs)]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
    watched = types.Registration(
        id="cxlint-files",
        method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
        register_options=options,
    )
    return types.RegistrationParams(registrations=[watched])
