"""A certificate authority that lives as long as one run: root, intermediate, two signers, time-stamp authority, OCSP, CRL."""

import datetime
from dataclasses import dataclass

from asn1crypto import crl as asn1_crl, keys as asn1_keys, ocsp as asn1_ocsp, x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(days=1)


@dataclass
class Identity:
    certificate: x509.Certificate
    key: object

    def asn1_certificate(self):
        return asn1_x509.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    def asn1_key(self):
        return asn1_keys.PrivateKeyInfo.load(
            self.key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )


def usage(**on):
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
        "key_cert_sign crl_sign encipher_only decipher_only"
    )
    return x509.KeyUsage(**{name: on.get(name, False) for name in names.split()})


class PKI:
    def __init__(self, now):
        self.now = now
        self.lists = {}  # URL of a revocation list: who issues it
        self.root = self._issue("Voorbeeld Root CA", None, ca=True)
        self.ca = self._issue("Voorbeeld CA", self.root, ca=True)
        self.rsa = self._issue("J. de Vries", self.ca, key=rsa.generate_private_key(65537, 2048))
        self.ec = self._issue("A. van Dam", self.ca)
        self.tsa = self._issue(
            "Voorbeeld Tijdstempel",
            self.ca,
            key=rsa.generate_private_key(65537, 2048),
            purpose=ExtendedKeyUsageOID.TIME_STAMPING,
        )

    def _issue(self, name, issuer, ca=False, key=None, purpose=None):
        key = key or ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Voorbeeld B.V."),
                x509.NameAttribute(NameOID.COMMON_NAME, name),
            ]
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.now - 30 * DAY)
            .not_valid_after(self.now + 700 * DAY)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                usage(key_cert_sign=True, crl_sign=True, digital_signature=True)
                if ca
                else usage(digital_signature=True)
                if purpose
                else usage(digital_signature=True, content_commitment=True),
                critical=True,
            )
        )
        if issuer is not None:
            builder = builder.add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
            )
            url = "http://crl.example.nl/" + ("root.crl" if issuer is self.root else "ca.crl")
            self.lists[url] = issuer
            point = x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        if purpose:
            builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        return Identity(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)

    def crl(self, issuer):
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.certificate.subject)
            .last_update(self.now - DAY)
            .next_update(self.now + 30 * DAY)
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
            )
        )
        der = builder.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
        return asn1_crl.CertificateList.load(der)

    def ocsp(self, of, issuer):
        builder = (
            ocsp.OCSPResponseBuilder()
            .add_response(
                cert=of.certificate,
                issuer=issuer.certificate,
                algorithm=hashes.SHA1(),
                cert_status=ocsp.OCSPCertStatus.GOOD,
                this_update=self.now - datetime.timedelta(minutes=5),
                next_update=self.now + 7 * DAY,
                revocation_time=None,
                revocation_reason=None,
            )
            .responder_id(ocsp.OCSPResponderEncoding.HASH, issuer.certificate)
        )
        der = builder.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
        return asn1_ocsp.OCSPResponse.load(der)
