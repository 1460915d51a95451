"""Zip containers (Word, OpenDocument, PowerPoint, Excel): members read within limits, and rewritten.

The only module that knows zip. Nothing is believed of what an archive says of itself: a member is
inflated piece by piece until it ends or reaches the limit. XML is read without entities, document
types or the network. Rewriting copies every member that did not change byte for byte.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from cxlint.readers import Options, UnreadableFile

# A member that grows more than this many times is no text; honest office files stay below 100.
_RATIO = 300
_RATIO_COUNTS_FROM = 1024 * 1024
_MEMBERS = 20_000
_STEP = 256 * 1024

_SIGNS = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF file"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"PAR1", "a Parquet file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"<", "HTML or XML"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'AEIO' else 'a'} {kind}"


def looks_like(data: bytes) -> str:
    """What a file's first bytes say that it is, for an error message; "" if they say nothing."""
    if data.startswith(OLE):
        return "a file of Office 97–2003"
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((name for sign, name in _SIGNS if start.startswith(sign)), "")


class Container:
    """The members of one zip archive; `kind` names the format in messages ("Word")."""

    def __init__(self, data: bytes, options: Options, kind: str) -> None:
        self.data = data
        self._kind = kind
        self._left = options.max_bytes
        self._limit = options.max_bytes
        self._zip = _opened(data, kind)
        self._infos = {info.filename: info for info in self._zip.infolist()}

    def __contains__(self, name: object) -> bool:
        return name in self._infos

    @property
    def names(self) -> list[str]:
        """The names of all members, in their order."""
        return list(self._infos)

    def read(self, name: str) -> bytes:
        """The bytes of one member. Raises UnreadableFile when it is broken or too large."""
        info = self._infos.get(name)
        if info is None:
            raise UnreadableFile(f"not {_a(self._kind)} file: it has no part {name}")
        if info.flag_bits & 0x1:
            raise UnreadableFile("protected by a password: save it without one to have it checked")
        pieces, size = [], 0
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(_STEP):
                    size += len(piece)
                    self._refuse_bomb(name, size, info.compress_size)
                    pieces.append(piece)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            ValueError,
        ) as error:
            raise UnreadableFile(f"damaged: its part {name} cannot be read ({error})") from None
        self._left -= size
        return b"".join(pieces)

    def _refuse_bomb(self, name: str, size: int, packed: int) -> None:
        if size > self._left:
            raise UnreadableFile(
                f"its parts grow beyond {self._limit:,} bytes when unpacked: not checked; raise `max-bytes`"
            )
        if size > _RATIO_COUNTS_FROM and size > _RATIO * max(packed, 1):
            raise UnreadableFile(
                f"its part {name} grows more than {_RATIO} times when unpacked, as no text does: not checked"
            )

    def xml(self, name: str) -> Any:
        """The root element of one member. Raises UnreadableFile."""
        return parsed(self.read(name), name)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the package: id -> (last word of the kind, name)."""
        rels = rels_name(part)
        if rels not in self:
            return {}
        found = {}
        for element in self.xml(rels):
            if isinstance(element.tag, str) and element.get("TargetMode") != "External":
                kind = element.get("Type", "").rpartition("/")[2]
                target = normpath(join("/" + dirname(part), element.get("Target", "")))
                found[element.get("Id", "")] = (kind, target.lstrip("/"))
        return found

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """The archive with some members replaced or added, all else byte for byte as it was."""
        records = self._central_records()
        starts = sorted({info.header_offset for info in self._zip.infolist()})
        ends = dict(zip(starts, [*starts[1:], self._zip.start_dir], strict=True))
        out = io.BytesIO()
        out.write(self.data[: starts[0]])
        moved: dict[int, int] = {}
        replaced: dict[int, tuple[int, int, int]] = {}
        by_start = {info.header_offset: info for info in self._zip.infolist()}
        for start in starts:
            moved[start] = out.tell()
            info = by_start[start]
            if info.filename in changed:
                replaced[start] = _member(out, info, changed[info.filename])
            else:
                out.write(self.data[start : ends[start]])
        central = [
            _central(record, moved[info.header_offset], replaced.get(info.header_offset))
            for record, info in zip(records, self._zip.infolist(), strict=True)
        ]
        central += [_added(out, name, data) for name, data in changed.items() if name not in self]
        return _closed(out, central, self._zip.comment)

    def _central_records(self) -> list[bytes]:
        records, position = [], self._zip.start_dir
        for _ in self._zip.infolist():
            fields = _CENTRAL.unpack_from(self.data, position)
            end = position + _CENTRAL.size + sum(fields[10:13])
            if fields[0] != b"PK\x01\x02" or 0xFFFFFFFF in fields[8:10] or fields[16] == 0xFFFFFFFF:
                raise UnreadableFile("its zip container is of a kind that cannot be written")
            records.append(self.data[position:end])
            position = end
        return records


def _opened(data: bytes, kind: str) -> zipfile.ZipFile:
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableFile("protected by a password: save it without one to have it checked")
        raise UnreadableFile(
            f"a file of Office 97–2003: save it as {kind} of today (.docx, .xlsx, .pptx)"
        )
    if not data.startswith(b"PK"):
        seen = looks_like(data)
        hint = (
            f"it begins like {seen}; rename it"
            if seen
            else "it is empty"
            if not data
            else "damaged, or another kind of file"
        )
        raise UnreadableFile(f"not {_a(kind)} file: {hint}")
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise UnreadableFile(f"not {_a(kind)} file, or one that was cut off ({error})") from None
    if len(opened.infolist()) > _MEMBERS:
        raise UnreadableFile(f"not {_a(kind)} file: more than {_MEMBERS:,} parts")
    return opened


def rels_name(part: str) -> str:
    """The name of the member that holds a part's relationships."""
    folder, _, leaf = part.rpartition("/")
    return f"{folder}/_rels/{leaf}.rels" if folder else f"_rels/{leaf}.rels"


def parsed(data: bytes, name: str) -> Any:
    """The root of an XML text, read without entities and network. Raises UnreadableFile."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False,
        attribute_defaults=False, huge_tree=False, remove_blank_text=False, strip_cdata=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableFile(f"damaged: its part {name} is no XML ({error})") from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile(
            f"{'it' if name == 'the file' else f'its part {name}'} declares a document type, as no office file does: not checked"
        )
    return root


def serialised(root: Any) -> bytes:
    """An XML part as bytes, with the declaration that office programs write."""
    data: bytes = etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return data


def _packed(data: bytes, method: int) -> bytes:
    if method == zipfile.ZIP_STORED:
        return data
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _member(out: io.BytesIO, info: zipfile.ZipInfo, data: bytes) -> tuple[int, int, int]:
    """Write a member anew; returns checksum, packed size and size."""
    method = (
        zipfile.ZIP_STORED if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    )
    packed = _packed(data, method)
    numbers = (zlib.crc32(data), len(packed), len(data))
    utf8 = info.flag_bits & 0x800
    name = info.orig_filename.encode("utf-8" if utf8 else "cp437")
    time, date = _moment(info)
    out.write(_LOCAL.pack(b"PK\x03\x04", 20, utf8, method, time, date, *numbers, len(name), 0))
    out.write(name + packed)
    return numbers


def _moment(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _central(record: bytes, start: int, replaced: tuple[int, int, int] | None) -> bytes:
    fields = list(_CENTRAL.unpack_from(record))
    names, rest = (
        record[_CENTRAL.size : _CENTRAL.size + fields[10]],
        record[_CENTRAL.size + fields[10] :],
    )
    fields[16] = start
    if replaced:
        fields[3] &= 0x800
        fields[4] = fields[4] if fields[4] == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
        fields[7:10] = replaced
        rest = rest[fields[11] :]
        fields[11] = 0
    return _CENTRAL.pack(*fields) + names + rest


def _added(out: io.BytesIO, name: str, data: bytes) -> bytes:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.flag_bits = 0 if name.isascii() else 0x800
    start = out.tell()
    numbers = _member(out, info, data)
    time, date = _moment(info)
    encoded = name.encode()
    return _CENTRAL.pack(
        b"PK\x01\x02", 20, 20, info.flag_bits, info.compress_type, time, date, *numbers,
        len(encoded), 0, 0, 0, 0, 0, start,
    ) + encoded  # fmt: skip


def _closed(out: io.BytesIO, central: list[bytes], comment: bytes) -> bytes:
    start = out.tell()
    for record in central:
        out.write(record)
    size, count = out.tell() - start, len(central)
    out.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, len(comment)) + comment)
    return out.getvalue()
