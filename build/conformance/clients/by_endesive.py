"""Signs with endesive, by the arguments IN.pdf OUT.pdf KEY.p12 PASSWORD FIELD WAY FONT TSA. A field of no name is to be made."""

import datetime
import sys
import types

# What endesive verifies with is not asked for here, and its oscrypto does not know the number of OpenSSL 3.0.19: it takes the last part for one digit.
sys.modules["certvalidator"] = types.ModuleType("certvalidator")

from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: E402
from endesive.pdf import cms  # noqa: E402


def main(source, target, key_file, password, field, way, _font, authority):
    with open(source, "rb") as f:
        data = f.read()
    with open(key_file, "rb") as f:
        key, certificate, others = pkcs12.load_key_and_certificates(f.read(), password.encode())
    wish = {
        "aligned": 32768,
        "sigflags": 3,
        "sigfield": field or "Signature1",
        "signform": field != "",
        "signingdate": datetime.datetime.now(datetime.timezone.utc).strftime("D:%Y%m%d%H%M%S+00'00'"),
        "contact": "",
        "location": "",
        "reason": "",
    }
    if field:
        wish["signature"] = ""  # it wants something to draw in a box
    stamp = authority if way == "tsa" else None
    update = cms.sign(data, wish, key, certificate, others, "sha256", tspurl=stamp)
    with open(target, "wb") as f:
        f.write(data + update)


if __name__ == "__main__":
    main(*sys.argv[1:])
