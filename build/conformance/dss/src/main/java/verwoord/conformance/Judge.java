package verwoord.conformance;

import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.PDFRevisionWrapper;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.jaxb.XmlObjectModification;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.service.ocsp.OnlineOCSPSource;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Validates signed files with DSS under its own default policy, all in one JVM.
 *
 * <p>Arguments: any number of ROOT.pem, each with the FILE:LEVELS behind it that it is the trust anchor of. LEVELS are those of the
 * signatures in the order of their revisions, such as B-LTA,B-B. A file with a level below B-LT may ask the authorities that its
 * certificates name, or when there are LIST.crl behind the ROOT.pem, has those; the others must hold by themselves. Prints a line for
 * each file: its path, the microseconds, "ok" or what is wrong.
 *
 * <p>A file is ok when every signature has its level exactly, is TOTAL_PASSED, every time-stamp is PASSED, and DSS sees no change
 * that a later revision may not make.
 */
public final class Judge {
    /**
     * The value of a field that was signed later, met a second time by way of the structure tree, where every field must stand
     * (ISO 14289-1, 7.18.4). DSS allows it where it meets it first, in the form.
     */
    private static final Pattern VALUE_IN_STRUCTURE = Pattern.compile("/Catalog /StructTreeRoot .* /Obj \\d+ \\d+ R /V \\d+ \\d+ R");

    private final CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
    private final List<String> lists = new ArrayList<>();

    private Judge(File roots) {
        try (InputStream in = Files.newInputStream(roots.toPath())) {
            for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                anchors.addCertificate(new CertificateToken((X509Certificate) root));
            }
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(roots + ": " + e);
        }
    }

    public static void main(String[] args) {
        Judge judge = null;
        int files = 0;
        for (String arg : args) {
            if (arg.endsWith(".pem")) {
                judge = new Judge(new File(arg));
                continue;
            }
            if (arg.endsWith(".crl")) {
                judge.lists.add(arg);
                continue;
            }
            int colon = arg.lastIndexOf(':');
            File file = new File(arg.substring(0, colon));
            List<String> levels = List.of(arg.substring(colon + 1).split(","));
            long start = System.nanoTime();
            List<String> faults;
            try {
                faults = judge.faults(file, levels);
            } catch (RuntimeException e) { // of a file that is spoilt
                faults = List.of(e.toString().replaceAll("\\s+", " "));
            }
            long spent = (System.nanoTime() - start) / 1_000;
            System.out.println(file + "\t" + spent + "\t" + (faults.isEmpty() ? "ok" : String.join("; ", faults)));
            files++;
        }
        System.exit(files > 0 ? 0 : 2);
    }

    private List<String> faults(File file, List<String> levels) {
        Reports reports = validate(file, levels.contains("B-B") || levels.contains("B-T"));
        SimpleReport report = reports.getSimpleReport();
        DiagnosticData data = reports.getDiagnosticData();
        List<SignatureWrapper> signatures = new ArrayList<>(data.getSignatures());
        signatures.sort(Comparator.comparing(s -> s.getSignatureByteRange().get(2).add(s.getSignatureByteRange().get(3))));
        List<String> faults = new ArrayList<>();
        if (signatures.size() != levels.size()) {
            faults.add(signatures.size() + " signatures");
        }
        for (int i = 0; i < Math.min(levels.size(), signatures.size()); i++) {
            judge(report, signatures.get(i), levels.get(i), faults);
        }
        for (String id : report.getTimestampIdList()) {
            if (report.getIndication(id) != Indication.PASSED) {
                faults.add("time-stamp " + report.getIndication(id) + " " + report.getSubIndication(id));
            }
        }
        return faults;
    }

    private Reports validate(File file, boolean online) {
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(anchors);
        if (online && !lists.isEmpty()) {
            verifier.setCrlSource(known());
        } else if (online) {
            verifier.setOcspSource(new OnlineOCSPSource());
            verifier.setCrlSource(new OnlineCRLSource());
        }
        SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file));
        validator.setCertificateVerifier(verifier);
        return validator.validateDocument();
    }

    private ExternalResourcesCRLSource known() {
        return new ExternalResourcesCRLSource(lists.stream().map(Judge::open).toArray(InputStream[]::new));
    }

    private static InputStream open(String path) {
        try {
            return Files.newInputStream(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void judge(SimpleReport report, SignatureWrapper signature, String level, List<String> faults) {
        String id = signature.getId();
        String name = signature.getFirstFieldName() + " ";
        String format = report.getSignatureFormat(id).toString();
        if (!format.equals("PAdES-BASELINE-" + level.substring(2))) {
            faults.add(name + format);
        }
        if (report.getIndication(id) != Indication.TOTAL_PASSED) {
            faults.add(name + report.getIndication(id) + " " + report.getSubIndication(id) + ": " + text(report, id));
        }
        PDFRevisionWrapper revision = signature.getPDFRevision();
        if (revision.arePdfModificationsDetected()) {
            faults.add(name + "pages with annotations that overlap " + revision.getPdfAnnotationsOverlapConcernedPages()
                    + ", that look different " + revision.getPdfVisualDifferenceConcernedPages()
                    + ", added or missing " + revision.getPdfPageDifferenceConcernedPages());
        }
        for (XmlObjectModification change : revision.getPdfUndefinedChanges()) {
            if (!VALUE_IN_STRUCTURE.matcher(change.getValue()).matches()) {
                faults.add(name + "since then " + change.getAction() + " " + change.getValue());
            }
        }
    }

    private static String text(SimpleReport report, String id) {
        List<String> all = new ArrayList<>();
        report.getAdESValidationErrors(id).forEach(m -> all.add(m.getValue()));
        return String.join(", ", all);
    }
}
