"""Signs small files in every way that the verifier has to understand.

    sign.py DIR            writes DIR/root.pem, the lists http://crl.example.nl/root.crl and ca.crl that its certificates name,
                           DIR/<case>.pdf and DIR/expected.tsv: case, verdict, level of each signature
    sign.py DIR FILE FIELD also signs the field of a file of ours, as DIR/ours.pdf
"""

import datetime
import sys
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

import files
from pki import PKI

BOX = (72, 72, 300, 140)


class Office:
    """Signs with the identities of one PKI."""

    def __init__(self, pki):
        self.pki = pki
        self.store = SimpleCertificateStore()
        for identity in (pki.root, pki.ca):
            self.store.register(identity.asn1_certificate())
        self.stamper = DummyTimeStamper(
            pki.tsa.asn1_certificate(), pki.tsa.asn1_key(), certs_to_embed=self.store, fixed_dt=pki.now
        )

    def context(self):
        """What a level from B-LT on puts in the file; OCSP for one signer, CRLs for all else."""
        pki = self.pki
        return ValidationContext(
            trust_roots=[pki.root.asn1_certificate()],
            other_certs=[pki.ca.asn1_certificate()],
            crls=[pki.crl(pki.root), pki.crl(pki.ca)],
            ocsps=[pki.ocsp(pki.rsa, pki.ca)],
            allow_fetching=False,
            moment=pki.now,
        )

    def sign(self, data, level="B-B", who=None, pss=False, field="Signature1", box=None, certify=None, **more):
        who = who or self.pki.rsa
        signer = SimpleSigner(
            signing_cert=who.asn1_certificate(), signing_key=who.asn1_key(), cert_registry=self.store, prefer_pss=pss
        )
        long_term = level in ("B-LT", "B-LTA")
        meta = PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=certify is not None,
            docmdp_permissions=certify or MDPPerm.FILL_FORMS,
            embed_validation_info=long_term,
            use_pades_lta=level == "B-LTA",
            validation_context=self.context() if long_term else None,
            **more,
        )
        stamper = None if level == "B-B" else self.stamper
        spec = SigFieldSpec(field, on_page=0, box=box) if box else None
        out = BytesIO()
        PdfSigner(meta, signer, timestamper=stamper, new_field_spec=spec).sign_pdf(
            IncrementalPdfFileWriter(BytesIO(data), strict=False), output=out
        )
        return out.getvalue()


def cases(office):
    """Yields name, file, verdict, levels."""
    pki, plain = office.pki, files.plain()
    for level in ("B-B", "B-T", "B-LT", "B-LTA"):
        yield "rsa-" + level, office.sign(plain, level), "ok", [level]
        yield "ec-" + level, office.sign(plain, level, who=pki.ec), "ok", [level]
    yield "pss", office.sign(plain, "B-T", pss=True), "ok", ["B-T"]
    yield "visible", office.sign(plain, box=BOX), "ok", ["B-B"]
    yield "object-streams", office.sign(files.plain(stream_xrefs=True), "B-LTA"), "ok", ["B-LTA"]
    yield "hybrid", office.sign(files.hybrid(), "B-T"), "ok", ["B-T"]

    for p, permission in ((1, MDPPerm.NO_CHANGES), (2, MDPPerm.FILL_FORMS), (3, MDPPerm.ANNOTATE)):
        certified = office.sign(plain, certify=permission)
        yield f"certified-p{p}", certified, "ok", ["B-B"]
        second = office.sign(certified, who=pki.ec, field="Signature2") if p > 1 else None
        if second:
            yield f"certified-p{p}-signed", second, "ok", ["B-B", "B-B"]
    yield "certified-p1-lta", office.sign(plain, "B-LTA", certify=MDPPerm.NO_CHANGES), "ok", ["B-LTA"]

    first = office.sign(plain, "B-T", box=BOX)
    yield "two", office.sign(first, "B-T", who=pki.ec, field="Signature2"), "ok", ["B-T", "B-T"]
    yield "two-lta", office.sign(first, "B-LTA", who=pki.ec, field="Signature2"), "ok", ["B-LTA", "B-LTA"]
    yield "two-visible", office.sign(first, who=pki.ec, field="Signature2", box=(310, 72, 540, 140)), "ok", ["B-T", "B-B"]


def main(folder, ours=None, field=None):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    office = Office(PKI(now))
    (folder / "root.pem").write_bytes(office.pki.root.certificate.public_bytes(serialization.Encoding.PEM))
    for url, issuer in office.pki.lists.items():
        (folder / url.rpartition("/")[2]).write_bytes(office.pki.crl(issuer).dump())
    made = list(cases(office))
    if ours:
        made.append(("ours", office.sign(Path(ours).read_bytes(), field=field), "ok", ["B-B"]))
    rows = []
    for case, data, verdict, levels in made:
        (folder / f"{case}.pdf").write_bytes(data)
        rows.append("\t".join((case, verdict, " ".join(levels))))
    (folder / "expected.tsv").write_text("\n".join(rows) + "\n")
    print(f"pyHanko signed {len(rows)} files")


if __name__ == "__main__":
    main(*sys.argv[1:])
