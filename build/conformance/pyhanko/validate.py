"""Validates signed files with pyHanko.

    validate.py ROOT.pem FILE[:LEVEL] ...

LEVEL is B-B, B-T, B-LT or B-LTA: what every signature of the file must hold up to, without any network. Prints a line for each
signature. Fails unless every signature is intact, trusted, covers its whole revision, and is followed by nothing suspicious.
"""

import asyncio
import sys
import time

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import DocumentSecurityStore, async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule
from pyhanko_certvalidator.registry import SimpleTrustManager

LEVELS = ("B-B", "B-T", "B-LT", "B-LTA")
ALLOWED = (None, ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


class Judge:
    def __init__(self, root):
        self.root = root
        required = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED
        self.spec = PdfSignatureValidationSpec(
            SignatureValidationSpec(
                cert_validation_policy=CertValidationPolicySpec(
                    trust_manager=SimpleTrustManager.build([root]),
                    revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy(required, required)),
                ),
                revinfo_gathering_policy=RevocationInfoGatheringSpec(
                    online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
                ),
            )
        )

    def context(self):
        return ValidationContext(trust_roots=[self.root], allow_fetching=False)

    async def signature(self, signature, level):
        """Gives why the signature is not good enough, or nothing."""
        context = self.context()
        if level == 2:
            store = DocumentSecurityStore.read_dss(signature.reader)
            context = store.as_validation_context(
                {"trust_roots": [self.root], "allow_fetching": False, "revocation_mode": "require"}
            )
        status = await async_validate_pdf_signature(signature, context)
        if not status.bottom_line:
            return status.summary()
        if status.modification_level not in ALLOWED:
            return f"modified: {status.modification_level}"
        if level >= 1 and status.timestamp_validity is None:
            return "no time-stamp"
        if level == 3:
            result = await ades_lta_validation(signature, self.spec)
            if result.ades_subindic.status.name != "PASSED":
                return f"{result.ades_subindic}: {result.failure_msg}"
            if result.oldest_evidence_record_timestamp is None:
                return "no archive time-stamp"
        return ""

    async def file(self, path, level):
        with open(path, "rb") as f:
            reader = PdfFileReader(f)
            for signature in reader.embedded_regular_signatures:
                yield signature.field_name, await self.signature(signature, level)
            for stamp in reader.embedded_timestamp_signatures:
                status = await async_validate_pdf_timestamp(stamp, self.context())
                good = status.valid and status.intact and status.trusted and status.modification_level in ALLOWED
                yield stamp.field_name, "" if good else status.summary()


async def main(root_path, *names):
    judge = Judge(load_cert_from_pemder(root_path))
    refused = 0
    for name in names:
        path, _, level = name.partition(":")
        start = time.perf_counter()
        found = [row async for row in judge.file(path, LEVELS.index(level or "B-B"))]
        spent = (time.perf_counter() - start) * 1000
        print(f"{path} {level} {spent:.0f} ms: " + ", ".join(f"{field} {why or 'ok'}" for field, why in found or [("", "no signature")]))
        refused += not found or any(why for _, why in found)
    print(f"pyHanko judged {len(names)} files and refused {refused}")
    sys.exit(1 if refused or not names else 0)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
