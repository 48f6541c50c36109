package verwoord.conformance;

import eu.europa.esig.dss.enumerations.CertificationPermission;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.SignatureImageTextParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.service.ocsp.OnlineOCSPSource;
import eu.europa.esig.dss.service.tsp.OnlineTSPSource;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.token.DSSPrivateKeyEntry;
import eu.europa.esig.dss.token.Pkcs12SignatureToken;
import java.io.File;
import java.io.IOException;
import java.security.KeyStore.PasswordProtection;
import java.util.HashMap;
import java.util.Map;

/**
 * Signs with DSS, in every way that our verifier has to understand.
 *
 * <p>Arguments: DIR TSA PASSWORD. DIR holds root.pem, the keys rsa.p12 and p256.p12, the unsigned files agreement.pdf (with the empty
 * fields processor and controller), plain.pdf, object-streams.pdf and hybrid.pdf, and ours.pdf, which is agreement.pdf signed by us as
 * processor, at B-B. Writes DIR/dss-CASE.pdf and prints a line for each: the case, and the levels of its signatures.
 */
public final class Sign {
    private static final String[] LEVELS = {"B-B", "B-T", "B-LT", "B-LTA"};

    private final File dir;
    private final PAdESService service;
    private final Map<String, Pkcs12SignatureToken> tokens = new HashMap<>();

    private Sign(File dir, String authority, String password) throws IOException {
        this.dir = dir;
        CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
        anchors.addCertificate(DSSUtils.loadCertificate(new File(dir, "root.pem")));
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(anchors);
        verifier.setOcspSource(new OnlineOCSPSource());
        verifier.setCrlSource(new OnlineCRLSource());
        service = new PAdESService(verifier);
        service.setTspSource(new OnlineTSPSource(authority));
        for (String kind : new String[] {"rsa", "p256"}) {
            tokens.put(kind, new Pkcs12SignatureToken(new File(dir, kind + ".p12"), new PasswordProtection(password.toCharArray())));
        }
    }

    public static void main(String[] args) throws IOException {
        new Sign(new File(args[0]), args[1], args[2]).all();
    }

    private void all() throws IOException {
        DSSDocument plain = file("plain");
        for (String level : LEVELS) {
            keep("rsa-" + level, sign(plain, "rsa", parameters(level)), level);
            keep("p256-" + level, sign(plain, "p256", parameters(level)), level);
        }
        PAdESSignatureParameters seen = visible(parameters("B-B"));
        seen.getImageParameters().getFieldParameters().setOriginX(72);
        seen.getImageParameters().getFieldParameters().setOriginY(300);
        keep("visible", sign(plain, "rsa", seen), "B-B");
        keep("object-streams", sign(file("object-streams"), "rsa", parameters("B-LTA")), "B-LTA");
        keep("hybrid", sign(file("hybrid"), "p256", parameters("B-T")), "B-T");
        DSSDocument first = sign(plain, "rsa", parameters("B-T"));
        keep("two", sign(first, "p256", parameters("B-T")), "B-T", "B-T");
        keep("two-B-LTA", sign(first, "p256", parameters("B-LTA")), "B-LTA", "B-LTA");
        certified(plain);
        ours();
    }

    private void certified(DSSDocument plain) throws IOException {
        PAdESSignatureParameters fillable = parameters("B-B");
        fillable.setPermission(CertificationPermission.MINIMAL_CHANGES_PERMITTED);
        keep("form", sign(file("form"), "rsa", fillable), "B-B");
        int p = 0;
        for (CertificationPermission permission : CertificationPermission.values()) {
            PAdESSignatureParameters parameters = parameters("B-B");
            parameters.setPermission(permission);
            DSSDocument certified = sign(plain, "rsa", parameters);
            keep("certified-p" + ++p, certified, "B-B");
            if (p > 1) {
                keep("certified-p" + p + "-signed", sign(certified, "p256", parameters("B-B")), "B-B", "B-B");
            }
            keep("certified-p" + p + "-B-LTA", extend(certified), "B-LTA");
        }
    }

    /** Our document: its fields signed here, a second signature behind ours, and the level of ours raised. */
    private void ours() throws IOException {
        DSSDocument first = sign(file("agreement"), "rsa", visible(field("B-T", "processor")));
        keep("field", first, "B-T");
        keep("field-both", sign(first, "p256", visible(field("B-LTA", "controller"))), "B-LTA", "B-LTA");
        keep("second", sign(file("ours"), "rsa", visible(field("B-B", "controller"))), "B-B", "B-B");
        keep("second-unseen", sign(file("ours"), "rsa", field("B-B", "controller")), "B-B", "B-B");
        keep("raised", extend(file("ours")), "B-LTA");
    }

    private DSSDocument file(String name) {
        return new FileDocument(new File(dir, name + ".pdf"));
    }

    private static PAdESSignatureParameters parameters(String level) {
        PAdESSignatureParameters parameters = new PAdESSignatureParameters();
        parameters.setSignatureLevel(SignatureLevel.valueOf("PAdES_BASELINE_" + level.substring(2)));
        parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
        return parameters;
    }

    private static PAdESSignatureParameters field(String level, String name) {
        PAdESSignatureParameters parameters = parameters(level);
        parameters.getImageParameters().getFieldParameters().setFieldId(name);
        return parameters;
    }

    private static PAdESSignatureParameters visible(PAdESSignatureParameters parameters) {
        SignatureImageTextParameters text = new SignatureImageTextParameters();
        text.setText("Getekend");
        parameters.getImageParameters().setTextParameters(text);
        return parameters;
    }

    private DSSDocument sign(DSSDocument document, String kind, PAdESSignatureParameters parameters) {
        Pkcs12SignatureToken token = tokens.get(kind);
        DSSPrivateKeyEntry key = token.getKeys().get(0);
        parameters.setSigningCertificate(key.getCertificate());
        parameters.setCertificateChain(key.getCertificateChain());
        ToBeSigned data = service.getDataToSign(document, parameters);
        SignatureValue value = token.sign(data, DigestAlgorithm.SHA256, key);
        return service.signDocument(document, parameters, value);
    }

    private DSSDocument extend(DSSDocument document) {
        return service.extendDocument(document, parameters("B-LTA"));
    }

    private void keep(String name, DSSDocument document, String... levels) throws IOException {
        document.save(new File(dir, "dss-" + name + ".pdf").getPath());
        System.out.println(name + "\t" + String.join(",", levels));
    }
}
