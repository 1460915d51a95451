"""RTF's control words: which groups are no text, and what characters and code pages are called."""

from __future__ import annotations

import re

# Brackets, control words, bytes in hexadecimal, control symbols, text.
TOKEN = re.compile(
    r"([{}])|\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.S,
)

# Groups that are no text of the document.
SILENT = frozenset(
    {"annotation", "atnauthor", "atndate", "atnicn", "atnid", "atnparent", "atnref", "atntime", "atrfend",
     "atrfstart", "author", "background", "bkmkend", "bkmkstart", "blipuid", "buptim", "category",
     "colorschememapping", "colortbl", "comment", "company", "creatim", "datafield", "datastore",
     "defchp", "defpap", "do", "docvar", "doccomm", "ebcend", "ebcstart", "factoidname", "falt", "fchars",
     "ffdeftext", "ffentrymcr", "ffexitmcr", "ffformat", "ffhelptext", "ffl", "ffname", "ffstattext",
     "file", "filetbl", "fldinst", "fldtype", "fname", "fontemb", "fontfile", "footnotesep", "formfield",
     "ftncn", "ftnsep", "ftnsepc", "generator", "gridtbl", "hlinkbase", "htmltag", "info", "keycode",
     "keywords", "latentstyles", "lchars", "levelnumbers", "leveltext", "lfolevel", "linkval", "list",
     "listlevel", "listname", "listoverride", "listoverridetable", "listpicture", "liststylename",
     "listtable", "lsdlockedexcept", "manager", "mmath", "nextfile", "nonesttables", "nonshppict", "objalias",
     "objclass", "objdata", "objname", "objsect", "objtime", "oldcprops", "oldpprops",
     "oldsprops", "oldtprops", "oleclsid", "operator", "panose", "password", "passwordhash", "pgp",
     "pgptbl", "picprop", "pict", "pnseclvl", "printim", "private", "propname", "protend", "protstart",
     "protusertbl", "pxe", "revtbl", "revtim", "rsidtbl", "rxe", "shpgrp", "sn", "sp", "staticval", "subject",
     "sv", "svb", "tc", "template", "themedata", "title", "txe", "ud", "userprops", "wgrffmtfilter",
     "windowcaption", "writereservation", "writereservhash", "xe", "xform", "xmlattrname", "xmlattrvalue",
     "xmlclose", "xmlname", "xmlnstbl", "xmlopen"}
)  # fmt: skip
# Groups marked as to be skipped by whom does not know them, which hold text all the same.
KNOWN_APART = frozenset({"shpinst", "shppict", "shptxt", "fldrslt", "nesttableprops"})
# Groups that are read on their own, and where they say that they stand.
ASIDE = {
    "footnote": "footnote", "header": "header", "headerl": "header", "headerr": "header",
    "headerf": "header", "footer": "footer", "footerl": "footer", "footerr": "footer",
    "footerf": "footer", "shptxt": "text box",
}  # fmt: skip
LIST_MARKS = frozenset({"listtext", "pntext"})

ENDS = frozenset({"par", "sect", "page", "cell", "nestcell", "row", "nestrow", "column"})
CHARACTERS = {
    "tab": "\t", "line": "\v", "softline": "\v", "emdash": "—", "endash": "–", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”",
}  # fmt: skip
SYMBOLS = {
    "~": "\u00a0",
    "-": "",
    "_": "\u2011",
    "{": "{",
    "}": "}",
    "\\": "\\",
    "\n": "\n",
    "\r": "\n",
}

_CHARSETS = {
    0: "cp1252", 2: "cp1252", 77: "mac-roman", 78: "cp932", 80: "gb2312", 81: "big5", 83: "mac-greek",
    84: "mac-turkish", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_PAGES = {10000: "mac-roman", 10001: "cp932", 65001: "utf-8", 708: "iso8859-6"}


def codec_of_charset(number: int) -> str:
    """The codec of a font's character set; "" where it says nothing."""
    return _CHARSETS.get(number, "")


def codec_of_page(number: int) -> str:
    """The codec of a code page."""
    import codecs

    name = _PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
