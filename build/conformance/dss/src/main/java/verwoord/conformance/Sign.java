package verwoord.conformance;

import eu.europa.esig.dss.enumerations.CertificationPermission;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.client.http.MemoryDataLoader;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.tsp.KeyEntityTSPSource;
import eu.europa.esig.dss.token.DSSPrivateKeyEntry;
import eu.europa.esig.dss.token.Pkcs12SignatureToken;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore.PasswordProtection;
import java.util.Map;

/**
 * Signs files with DSS, for our verifier to judge.
 *
 * <p>Arguments: PKI OUT [FILE FIELD]. PKI is the directory that pyhanko/sign.py wrote; OUT gets root.pem, a file for each case and
 * expected.tsv, in the same form. FILE is a file of ours, whose field FIELD is signed too.
 */
public final class Sign {
  private static final char[] PASSWORD = "voorbeeld".toCharArray();
  private final Path pki;
  private final Path out;
  private final PAdESService service;
  private final StringBuilder expected = new StringBuilder();

  private Sign(Path pki, Path out) throws Exception {
    this.pki = pki;
    this.out = out;
    CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
    anchors.addCertificate(DSSUtils.loadCertificate(pki.resolve("root.pem").toFile()));
    CommonCertificateVerifier verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(anchors);
    verifier.setAIASource(null);
    verifier.setCrlSource(new OnlineCRLSource(new MemoryDataLoader(Map.of(
        "http://crl.example.nl/root.crl", Files.readAllBytes(pki.resolve("root.crl")),
        "http://crl.example.nl/ca.crl", Files.readAllBytes(pki.resolve("ca.crl"))))));
    service = new PAdESService(verifier);
    try (InputStream store = Files.newInputStream(pki.resolve("tsa.p12"))) {
      KeyEntityTSPSource source = new KeyEntityTSPSource(store, "PKCS12", PASSWORD, "voorbeeld", PASSWORD);
      source.setTsaPolicy("1.2.3.4");
      service.setTspSource(source);
    }
  }

  private DSSDocument sign(DSSDocument document, String who, String level, String field, CertificationPermission permission)
      throws Exception {
    try (Pkcs12SignatureToken token =
        new Pkcs12SignatureToken(pki.resolve(who + ".p12").toFile(), new PasswordProtection(PASSWORD))) {
      DSSPrivateKeyEntry key = token.getKeys().get(0);
      PAdESSignatureParameters parameters = new PAdESSignatureParameters();
      parameters.setSignatureLevel(SignatureLevel.valueOf("PAdES_BASELINE_" + level.substring(2)));
      parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
      parameters.setSigningCertificate(key.getCertificate());
      parameters.setCertificateChain(key.getCertificateChain());
      parameters.setPermission(permission);
      if (field != null) {
        parameters.getImageParameters().getFieldParameters().setFieldId(field);
      }
      ToBeSigned data = service.getDataToSign(document, parameters);
      SignatureValue value = token.sign(data, parameters.getDigestAlgorithm(), key);
      return service.signDocument(document, parameters, value);
    }
  }

  private void keep(String name, DSSDocument document, String levels) throws Exception {
    document.save(out.resolve(name + ".pdf").toString());
    expected.append(name).append("\tok\t").append(levels).append('\n');
  }

  private DSSDocument unsigned(String name) {
    return new FileDocument(pki.resolve("unsigned").resolve(name + ".pdf").toFile());
  }

  private void all() throws Exception {
    for (String level : new String[] {"B-B", "B-T", "B-LT", "B-LTA"}) {
      keep("rsa-" + level, sign(unsigned("plain"), "rsa", level, null, null), level);
      keep("ec-" + level, sign(unsigned("streams"), "ec", level, null, null), level);
    }
    keep("hybrid", sign(unsigned("hybrid"), "rsa", "B-T", null, null), "B-T");
    keep("certified-p1", sign(unsigned("plain"), "rsa", "B-B", null, CertificationPermission.NO_CHANGE_PERMITTED), "B-B");
    DSSDocument certified = sign(unsigned("plain"), "rsa", "B-B", null, CertificationPermission.MINIMAL_CHANGES_PERMITTED);
    keep("certified-p2-signed", sign(certified, "ec", "B-B", null, null), "B-B B-B");
    DSSDocument first = sign(unsigned("plain"), "rsa", "B-T", null, null);
    keep("two", sign(first, "ec", "B-T", null, null), "B-T B-T");
    keep("two-LTA", sign(first, "ec", "B-LTA", null, null), "B-LTA B-LTA");
  }

  public static void main(String[] args) throws Exception {
    Path out = Files.createDirectories(Path.of(args[1]));
    Sign office = new Sign(Path.of(args[0]), out);
    office.all();
    if (args.length > 3) {
      office.keep("ours", office.sign(new FileDocument(args[2]), "ec", "B-LTA", args[3], null), "B-LTA");
    }
    Files.copy(office.pki.resolve("root.pem"), out.resolve("root.pem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(out.resolve("expected.tsv"), office.expected);
    System.out.println("DSS signed " + office.expected.toString().lines().count() + " files");
  }
}
