"""How messages reach the server: pygls' protocol, where it must not do what it does by itself.

Documents are the session's, not pygls' (see `buffer`), and a message that cannot be read is
answered, so that no client waits for ever.
"""

from __future__ import annotations

import inspect
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

if TYPE_CHECKING:
    from lsp_server.server import CxlintServer


@dataclass(frozen=True, slots=True)
class Told:
    """A result or parameters that are JSON already."""

    json: str


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

    def notify(self, method: str, params: Any | None = None) -> None:
        """Send a notification."""
        if isinstance(params, Told):
            self._send_text(f'{{"jsonrpc":"2.0","method":"{method}","params":{params.json}}}')
        else:
            super().notify(method, params)

    def _send_response(self, msg_id: Any, result: Any = None, error: Any = None) -> None:
        if isinstance(result, Told) and error is None:
            self._result_types.pop(msg_id, None)
            self._send_text(f'{{"jsonrpc":"2.0","id":{json.dumps(msg_id)},"result":{result.json}}}')
        else:
            super()._send_response(msg_id, result, error)

    def _send_text(self, body: str) -> None:
        """Send a message that is JSON already, as `_send_data` sends what is not."""
        if self.writer is None:
            return
        data = body.encode("utf-8")
        header = b"Content-Length: %d\r\n\r\n" % len(data) if self._include_headers else b""
        try:
            sent = self.writer.write(header + data)
        except BrokenPipeError:
            raise
        except Exception as error:
            self._server.report_server_error(error, self._send_text)
            return
        if inspect.isawaitable(sent):
            self._server.spawn(sent)

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
