"""Validates signed files with pyHanko.

    validate.py ROOT.pem FILE:LEVELS ... [ROOT.pem FILE:LEVELS ...]

Each ROOT.pem is trusted for the files behind it. LEVELS are what the signatures of a file must hold up to, in the order in which they
were made and without any network, such as B-LTA,B-B. Prints a line for each file: its path, the microseconds, "ok" or what is wrong.
A file is ok when every signature is intact, trusted, covers its whole revision, and is followed by nothing suspicious.
"""

import asyncio
import datetime
import logging
import sys
import time

from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import DocumentSecurityStore, async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, FreshnessReqType, RevocationCheckingPolicy, RevocationCheckingRule
from pyhanko_certvalidator.registry import SimpleTrustManager

LEVELS = ("B-B", "B-T", "B-LT", "B-LTA")
ALLOWED = (None, ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


class Judge:
    def __init__(self, roots):
        self.roots = roots
        required = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED
        self.spec = PdfSignatureValidationSpec(
            SignatureValidationSpec(
                cert_validation_policy=CertValidationPolicySpec(
                    trust_manager=SimpleTrustManager.build(roots),
                    # Evidence under archive time-stamps need not be of this week. pyHanko goes back in time for stale answers
                    # alone, and where an answer for another certificate stands beside them it does not.
                    revinfo_policy=CertRevTrustPolicy(
                        RevocationCheckingPolicy(required, required),
                        freshness=datetime.timedelta(days=365),
                        freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
                    ),
                ),
                revinfo_gathering_policy=RevocationInfoGatheringSpec(
                    online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
                ),
            )
        )

    def context(self):
        return ValidationContext(trust_roots=self.roots, allow_fetching=False)

    async def signature(self, signature, level):
        """Gives why the signature is not good enough, or nothing."""
        context = self.context()
        if level == 2:
            store = DocumentSecurityStore.read_dss(signature.reader)
            context = store.as_validation_context(
                {"trust_roots": self.roots, "allow_fetching": False, "revocation_mode": "require"}
            )
        status = await async_validate_pdf_signature(signature, context)
        # What is archived is not held against today's clock but against its time-stamps, below.
        if not (status.bottom_line if level < 3 else status.intact and status.valid and status.docmdp_ok):
            return status.summary()
        if status.modification_level not in ALLOWED:
            return f"modified: {status.modification_level}"
        if level >= 1 and status.timestamp_validity is None and not self.stamped_later(signature):
            return "no time-stamp"
        if level == 3:
            result = await ades_lta_validation(signature, self.spec)
            if result.ades_subindic.status.name != "PASSED":
                return f"{result.ades_subindic}: {result.failure_msg}"
            if result.oldest_evidence_record_timestamp is None:
                return "no archive time-stamp"
        return ""

    def stamped_later(self, signature):
        """Tells whether a document time-stamp gives the signature its time (ETSI EN 319 142-1, 6.3)."""
        stamps = signature.reader.embedded_timestamp_signatures
        return any(stamp.signed_revision > signature.signed_revision for stamp in stamps)

    async def file(self, path, levels):
        """Yields what is wrong, a line each."""
        with open(path, "rb") as f:
            reader = PdfFileReader(f)
            if reader.xrefs.hybrid_xrefs_present:
                reader = PdfFileReader(f, strict=False)  # refused otherwise, whoever signed
            signatures = reader.embedded_regular_signatures
            if len(signatures) != len(levels):
                yield f"{len(signatures)} signatures"
            for signature, level in zip(signatures, levels):
                why = await self.signature(signature, LEVELS.index(level))
                if why:
                    yield f"{signature.field_name}: {why}"
            for stamp in reader.embedded_timestamp_signatures:
                status = await async_validate_pdf_timestamp(stamp, self.context())
                if not (status.valid and status.intact and status.trusted and status.modification_level in ALLOWED):
                    yield f"{stamp.field_name}: {status.summary()}"


async def main(*names):
    logging.disable()  # the verdicts say it
    judge = None
    for name in names:
        if name.endswith(".pem"):
            judge = Judge(list(load_certs_from_pemder([name])))
            continue
        path, _, levels = name.rpartition(":")
        start = time.perf_counter()
        try:
            faults = [fault async for fault in judge.file(path, levels.split(","))]
        except (PdfError, SignatureValidationError, ValueError, LookupError, TypeError) as e:  # the last of a file that is spoilt
            faults = [" ".join(f"{type(e).__name__}: {e}".split())]
        spent = (time.perf_counter() - start) * 1_000_000
        print(f"{path}\t{spent:.0f}\t{'; '.join(faults) or 'ok'}", flush=True)
    sys.exit(0 if judge else 2)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
