"""Word files for tests, put together from their XML, so that each construction is written as Word itself writes it.

Short names, because a test is read as a picture of a document: ``p`` a paragraph, ``r`` a run, ``t`` its text, ``tbl``, ``tr``
and ``tc`` a table, its rows and cells, ``lvl`` a level of a list. All give and take strings of XML.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PART_ROOTS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "settings": "settings",
    "header": "hdr", "footer": "ftr",
}  # fmt: skip


def t(text: str) -> str:
    """The text of a run, its spaces kept."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(content: str, *, props: str = "") -> str:
    """A run; plain text is wrapped, XML is taken as it is. ``props`` is the inside of ``w:rPr``."""
    inner = content if content.startswith("<") else t(content)
    return f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}{inner}</w:r>"


def p(*runs: str, props: str = "") -> str:
    """A paragraph of runs or plain texts. ``props`` is the inside of ``w:pPr``."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs if run)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inner}</w:p>"


def num(num_id: int, level: int | None = 0) -> str:
    """``w:numPr`` for the properties of a paragraph; without a level the paragraph's style says it."""
    ilvl = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{ilvl}<w:numId w:val="{num_id}"/></w:numPr>'


def li(text: str, num_id: int = 1, level: int | None = 0) -> str:
    """A list item: a paragraph with direct numbering."""
    return p(text, props=num(num_id, level))


def styled(text: str, style: str, extra: str = "") -> str:
    """A paragraph with a style."""
    return p(text, props=f'<w:pStyle w:val="{style}"/>{extra}')


def field(code: str, result: str) -> str:
    """A complex field, its result given as runs or plain text."""
    shown = result if result.startswith("<") or not result else r(result)
    return (
        r('<w:fldChar w:fldCharType="begin"/>') + r(f"<w:instrText>{escape(code)}</w:instrText>")
        + r('<w:fldChar w:fldCharType="separate"/>') + shown + r('<w:fldChar w:fldCharType="end"/>')
    )  # fmt: skip


def tc(*content: str, props: str = "") -> str:
    """A cell of paragraphs (plain texts are wrapped); an empty one has the empty paragraph that Word requires."""
    blocks = "".join(block if block.startswith("<") else p(block) for block in content) or p()
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{blocks}</w:tc>"


def tr(*cells: str, props: str = "") -> str:
    """A row of cells (plain texts are wrapped). ``props`` is the inside of ``w:trPr``."""
    inner = "".join(cell if cell.startswith("<") else tc(*([cell] if cell else [])) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{inner}</w:tr>"


def tbl(*rows: str, columns: int = 0) -> str:
    """A table; ``columns`` writes that many ``w:gridCol``."""
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int) -> str:
    """``w:gridSpan``."""
    return f'<w:gridSpan w:val="{columns}"/>'


def width(twips: int) -> str:
    """``w:tcW`` in twentieths of a point."""
    return f'<w:tcW w:w="{twips}" w:type="dxa"/>'


def sdt(content: str, *, props: str = "") -> str:
    """A content control, on any level."""
    return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def text_box(*paragraphs: str) -> str:
    """A text box as Word writes it: a drawing for itself, and the same in VML for older programs."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    drawing = (
        "<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>"
        f"<wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    pict = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{pict}</mc:Fallback></mc:AlternateContent>'


def lvl(
    index: int, text: str, fmt: str = "decimal", *, start: int | None = 1, suff: str | None = None, extra: str = "", number: str | None = None
) -> str:
    """A level of a list; ``number`` replaces ``w:numFmt``."""
    parts = "" if start is None else f'<w:start w:val="{start}"/>'
    parts += (f'<w:numFmt w:val="{fmt}"/>' if number is None else number) + extra
    parts += "" if suff is None else f'<w:suff w:val="{suff}"/>'
    return f'<w:lvl w:ilvl="{index}">{parts}<w:lvlText w:val="{escape(text)}"/></w:lvl>'


def lists(*abstracts: str, nums: dict[int, tuple[int, str]] | None = None) -> str:
    """``numbering.xml`` of abstract lists 0, 1, …; ``nums``: num id → (abstract, overrides). Without it num 1 is list 0, …"""
    given = {index + 1: (index, "") for index in range(len(abstracts))} if nums is None else nums
    out = "".join(f'<w:abstractNum w:abstractNumId="{index}">{levels}</w:abstractNum>' for index, levels in enumerate(abstracts))
    for num_id, (abstract, overrides) in given.items():
        out += f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
    return out


def override(level: int, *, start: int | None = None, whole: str = "") -> str:
    """``w:lvlOverride`` with a new start, a whole level, or both."""
    begin = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{level}">{begin}{whole}</w:lvlOverride>'


def style(identifier: str, *, name: str | None = None, based_on: str | None = None, ppr: str = "", rpr: str = "", kind: str = "paragraph") -> str:
    """A style for ``styles.xml``."""
    base = "" if based_on is None else f'<w:basedOn w:val="{based_on}"/>'
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name or identifier}"/>{base}'
        f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def docx(*body: str, section: str = "", strict: bool = False, **parts: str) -> bytes:
    """A .docx of body blocks. ``parts``: the inside of ``styles``, ``numbering``, ``footnotes``, ``header1``, ``footer1`` …

    ``section`` is the inside of the last ``w:sectPr``; a header named ``header1`` has the relationship id ``header1``.
    """
    out = io.BytesIO()
    relations, overrides = "", ""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            kind = name.rstrip("0123456789")
            root = _PART_ROOTS[kind]
            archive.writestr(f"word/{name}.xml", _plain(f"<w:{root} {_NAMESPACES}>{content}</w:{root}>", strict=strict))
            relations += f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
            overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN_TYPE}.{kind}+xml"/>'
        text = f"<w:document {_NAMESPACES}><w:body>{''.join(body)}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
        archive.writestr("word/document.xml", _plain(text, strict=strict))
        archive.writestr("word/_rels/document.xml.rels", _relationships(relations))
        main = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", _relationships(main))
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN_TYPE}.document.main+xml"/>{overrides}</Types>',
        )
    return out.getvalue()


def repacked(data: bytes, *, without: str = "", **replaced: bytes) -> bytes:
    """The same package without a part, or with other bytes for ``document``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename != without:
                name = entry.filename.removeprefix("word/").removesuffix(".xml")
                target.writestr(entry.filename, replaced.get(name, source.read(entry)))
    return out.getvalue()


def _relationships(inner: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def _plain(xml: str, *, strict: bool) -> str:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    if strict:
        xml = xml.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
        xml = xml.replace(_OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    return head + xml
