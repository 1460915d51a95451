"""How messages reach the server: pygls' protocol, where it must not do what it does by itself.

Documents are the session's, not pygls' (see `buffer`), and a message that cannot be read is
answered, so that no client waits for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

if TYPE_CHECKING:
    from lsp_server.server import CxlintServer


class Protocol(LanguageServerProtocol):
    """pygls' protocol with documents of our own."""

    _server: CxlintServer

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """A document was opened."""
        self._server.opened(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document was changed."""
        self._server.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """A document was closed."""
        self._server.closed(params)

    def structure_message(self, data: Any) -> Any:
        """Read a message; a request that cannot be read is answered before it is given up."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if (
                isinstance(data, dict)
                and "method" in data
                and isinstance(data.get("id"), (int, str))
            ):
                self._send_response(data["id"], error=error.to_response_error())
            raise
