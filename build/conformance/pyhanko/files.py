"""Small files to sign, in each way that a file can list its objects.

    files.py DIR           writes them: DIR/plain.pdf, DIR/object-streams.pdf and DIR/hybrid.pdf, and DIR/form/form.pdf with a text field
"""

import sys
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils import generic, writer
from pyhanko.pdf_utils.generic import pdf_name as name


def plain(stream_xrefs=False):
    """One page of text; with stream_xrefs, in object streams behind a cross-reference stream."""
    w = writer.PdfFileWriter(stream_xrefs=stream_xrefs)
    font = generic.DictionaryObject(
        {name("/Type"): name("/Font"), name("/Subtype"): name("/Type1"), name("/BaseFont"): name("/Helvetica")}
    )
    streams = w.prepare_object_stream() if stream_xrefs else None
    resources = generic.DictionaryObject(
        {name("/Font"): generic.DictionaryObject({name("/F1"): w.add_object(font, obj_stream=streams)})}
    )
    content = w.add_object(generic.StreamObject(stream_data=b"BT /F1 24 Tf 72 720 Td (Verwerkersovereenkomst) Tj ET"))
    page = writer.PageObject(contents=content, media_box=(0, 0, 595, 842), resources=resources)
    w.insert_page(page)
    out = BytesIO()
    w.write(out)
    return out.getvalue()


def hybrid():
    """A table for old readers, and behind it a stream that names one object more (ISO 32000-1, 7.5.8.4)."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/Names 6 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        4: b"<</Length 42>>\nstream\nBT /F1 24 Tf 72 720 Td (Bijlage een) Tj ET\nendstream",
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    out = BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    at = {}
    for number, body in objects.items():
        at[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    member = b"6 0 <<>>"
    at[7] = out.tell()
    out.write(b"7 0 obj\n<</Type/ObjStm/N 1/First 4/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (len(member), member))
    rows = b"\x02" + (7).to_bytes(4, "big") + b"\x00\x01" + at[7].to_bytes(4, "big") + b"\x00"
    at[8] = out.tell()
    out.write(
        b"8 0 obj\n<</Type/XRef/Size 9/W[1 4 1]/Index[6 2]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\n"
        % (len(rows), rows)
    )
    start = out.tell()
    out.write(b"xref\n0 9\n0000000006 65535 f \n")
    for number in range(1, 6):
        out.write(b"%010d 00000 n \n" % at[number])
    out.write(b"0000000000 65535 f \n0000000000 65535 f \n%010d 00000 n \n" % at[8])
    out.write(b"trailer\n<</Size 9/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n" % (at[8], start))
    return out.getvalue()


def form():
    """A page with the text field "note" (ISO 32000-1, 12.7.4.3)."""
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 7 0 R>>>>/Annots[6 0 R]>>",
        b"<</Length 42>>\nstream\nBT /F1 24 Tf 72 720 Td (Bijlage een) Tj ET\nendstream",
        b"<</Fields[6 0 R]/DA(/F1 12 Tf 0 g)/DR<</Font<</F1 7 0 R>>>>>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(note)/DA(/F1 12 Tf 0 g)/P 3 0 R/F 4/Rect[72 640 300 660]/AP<</N 8 0 R>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 228 20]/Resources<</Font<</F1 7 0 R>>>>/Length 13>>\nstream\n/Tx BMC\n  EMC\nendstream",
    )
    out = BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    at = []
    for number, body in enumerate(bodies, 1):
        at.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    for place in at:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start))
    return out.getvalue()


if __name__ == "__main__":
    apart = Path(sys.argv[1]) / "form"
    apart.mkdir(exist_ok=True)
    (apart / "form.pdf").write_bytes(form())
    for file, data in (("plain", plain()), ("object-streams", plain(stream_xrefs=True)), ("hybrid", hybrid())):
        (Path(sys.argv[1]) / f"{file}.pdf").write_bytes(data)
