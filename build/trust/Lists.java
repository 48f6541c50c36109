import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Makes one file of issuers of qualified certificates, for {@code verwoord verify --trust}, from the trusted lists of the EU and its
 * members (Reg. 910/2014, art. 22; ETSI TS 119 612). README.md has where they are and how this is called.
 *
 * <p>A list counts only when its own signature holds over all of it: the list of lists by one of the certificates that the Official Journal names,
 * every other list by one that the list of lists names for its country. What does not count is told on standard error, and the end code is 1.
 */
public final class Lists {
    private static final String TL = "http://uri.etsi.org/02231/v2#";
    private static final String STATUS = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted";
    private static final String ISSUER = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC";
    private static final String SIGNATURES = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSignatures";
    private static final String SEALS = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals";
    private static final Set<String> FOR = Set.of(SIGNATURES, SEALS);

    /** Transforms that leave nothing out but the signature. */
    private static final Set<String> PLAIN = Set.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE, CanonicalizationMethod.INCLUSIVE);

    private boolean whole = true;

    /** The rows of a table for the program, a list each; null when certificates are asked for. */
    private List<String> table;

    public static void main(String[] args) throws Exception {
        Lists lists = new Lists();
        if (args.length > 0 && args[0].equals("--table")) {
            lists.table = new ArrayList<>();
            args = List.of(args).subList(1, args.length).toArray(new String[0]);
        }
        if (args.length < 3) {
            System.err.println("java Lists.java [--table] FINGERPRINTS LIST-OF-LISTS.xml LIST.xml...");
            System.exit(2);
        }
        Document all = parse(Path.of(args[1]));
        Set<String> journal = new HashSet<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            journal.add(line.replaceAll("[^0-9A-Fa-f]", "").toLowerCase());
        }
        String fault = fault(all, journal);
        if (fault != null) {
            System.err.println("the list of lists " + fault);
            System.exit(1);
        }
        Map<String, Set<String>> named = named(all);
        for (String name : List.of(args).subList(2, args.length)) {
            lists.add(Path.of(name), named);
        }
        if (lists.table != null) {
            System.out.println("{\"lists\": [\n" + String.join(",\n", lists.table) + "\n]}");
        }
        System.exit(lists.whole ? 0 : 1);
    }

    /** Prints the issuers of one list. */
    private void add(Path path, Map<String, Set<String>> named) {
        try {
            Document list = parse(path);
            String country = text(list.getDocumentElement(), "SchemeTerritory");
            String fault = fault(list, named.getOrDefault(country, Set.of()));
            if (fault != null) {
                throw new GeneralSecurityException(fault);
            }
            Instant next = Instant.parse(text(first(list.getDocumentElement(), "NextUpdate"), "dateTime"));
            String late = next.isBefore(Instant.now()) ? ", which is past: there is a newer one" : "";
            String about = country + ", list " + text(list.getDocumentElement(), "TSLSequenceNumber") + " of "
                    + text(list.getDocumentElement(), "ListIssueDateTime") + ", the next one before " + next;
            if (table != null) {
                table.add(row(list, country, next));
                System.err.println(about + late);
                return;
            }
            System.out.println("# " + about);
            Set<String> printed = new TreeSet<>();
            for (Element service : elements(list.getDocumentElement(), "ServiceInformation")) {
                print(service, printed);
            }
            System.err.println(about + late + ": " + printed.size() + " issuers");
        } catch (Exception e) {
            whole = false;
            System.err.println(path + ": " + e.getMessage());
        }
    }

    /** Prints the certificates of a service that is granted and issues qualified certificates for signatures or seals. */
    private static void print(Element service, Set<String> printed) throws Exception {
        boolean issues = elements(service, "URI").stream().anyMatch(uri -> FOR.contains(uri.getTextContent().trim()));
        if (!issues || !text(service, "ServiceTypeIdentifier").equals(ISSUER) || !text(service, "ServiceStatus").equals(STATUS)) {
            return;
        }
        for (Element e : elements(first(service, "ServiceDigitalIdentity"), "X509Certificate")) {
            byte[] der = Base64.getMimeDecoder().decode(e.getTextContent());
            if (printed.add(fingerprint(der))) {
                System.out.println("# " + text(service, "ServiceName").replaceAll("\\s+", " "));
                System.out.println("-----BEGIN CERTIFICATE-----");
                System.out.println(Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(der));
                System.out.println("-----END CERTIFICATE-----");
            }
        }
    }

    /**
     * Gives a list as the program keeps it: each certificate once, with since when it is granted for signatures and for seals. A service of
     * whose certificates some are called not qualified is left out, since which ones is said in more detail than the program reads.
     */
    private static String row(Document list, String country, Instant next) throws Exception {
        Map<String, Issuer> issuers = new TreeMap<>();
        for (Element provider : elements(list.getDocumentElement(), "TrustServiceProvider")) {
            for (Element service : elements(provider, "ServiceInformation")) {
                if (text(service, "ServiceTypeIdentifier").equals(ISSUER) && text(service, "ServiceStatus").equals(STATUS)
                        && elements(service, "Qualifier").stream().noneMatch(q -> q.getAttribute("uri").endsWith("/NotQualified"))) {
                    collect(provider, service, issuers);
                }
            }
        }
        List<String> rows = new ArrayList<>();
        issuers.forEach((sha, i) -> rows.add("    {\"provider\": \"" + i.provider + "\", \"name\": \"" + i.name + "\", \"sha256\": \"" + sha + "\",\n"
                + "     \"signatures\": \"" + i.signatures + "\", \"seals\": \"" + i.seals + "\",\n     \"certificate\": \"" + i.certificate + "\"}"));
        return "  {\"country\": \"" + country + "\", \"sequence\": " + text(list.getDocumentElement(), "TSLSequenceNumber") + ", \"issued\": \""
                + text(list.getDocumentElement(), "ListIssueDateTime") + "\", \"next\": \"" + next + "\", \"issuers\": [\n" + String.join(",\n", rows) + "]}";
    }

    /** Adds the certificates of a service that is granted for signatures or seals. */
    private static void collect(Element provider, Element service, Map<String, Issuer> issuers) throws Exception {
        Set<String> purposes = new HashSet<>();
        elements(service, "URI").forEach(uri -> purposes.add(uri.getTextContent().trim()));
        String since = Instant.parse(text(service, "StatusStartingTime")).toString();
        for (Element e : elements(first(service, "ServiceDigitalIdentity"), "X509Certificate")) {
            byte[] der = Base64.getMimeDecoder().decode(e.getTextContent());
            Issuer i = issuers.getOrDefault(fingerprint(der), new Issuer());
            i.provider = plain(text(first(provider, "TSPName"), "Name"));
            i.name = plain(text(first(service, "ServiceName"), "Name"));
            i.certificate = Base64.getEncoder().encodeToString(der);
            i.signatures = purposes.contains(SIGNATURES) ? earlier(i.signatures, since) : i.signatures;
            i.seals = purposes.contains(SEALS) ? earlier(i.seals, since) : i.seals;
            if (!i.signatures.isEmpty() || !i.seals.isEmpty()) {
                issuers.put(fingerprint(der), i);
            }
        }
    }

    private static final class Issuer {
        String provider = "", name = "", certificate = "", signatures = "", seals = "";
    }

    private static String earlier(String a, String b) {
        return a.isEmpty() || b.compareTo(a) < 0 ? b : a;
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").replace("\\", "\\\\").replace("\"", "\\\"").trim();
    }

    /** Gives, by country, the fingerprints of who may sign its list. */
    private static Map<String, Set<String>> named(Document lists) throws Exception {
        Map<String, Set<String>> named = new HashMap<>();
        for (Element pointer : elements(lists.getDocumentElement(), "OtherTSLPointer")) {
            for (Element e : elements(pointer, "X509Certificate")) {
                byte[] der = Base64.getMimeDecoder().decode(e.getTextContent());
                named.computeIfAbsent(text(pointer, "SchemeTerritory"), c -> new HashSet<>()).add(fingerprint(der));
            }
        }
        return named;
    }

    /** Tells why the signature of a list does not count, or gives null. */
    private static String fault(Document list, Set<String> signers) throws Exception {
        Element root = list.getDocumentElement();
        List<Element> signatures = new ArrayList<>();
        for (Element e : elements(root, "Signature")) {
            if (e.getParentNode() == root && XMLSignature.XMLNS.equals(e.getNamespaceURI())) {
                signatures.add(e);
            }
        }
        if (signatures.size() != 1) {
            return "has " + signatures.size() + " signatures";
        }
        X509Certificate signer = null;
        for (Element e : elements(signatures.get(0), "X509Certificate")) {
            byte[] der = Base64.getMimeDecoder().decode(e.getTextContent());
            if (signers.contains(fingerprint(der))) {
                signer = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            }
        }
        if (signer == null) {
            return "is signed by nobody who was named for it";
        }
        DOMValidateContext context = new DOMValidateContext(signer.getPublicKey(), signatures.get(0));
        context.setProperty("org.jcp.xml.dsig.secureValidation", true);
        for (String name : List.of("TrustServiceStatusList", "SignedProperties", "KeyInfo")) {
            for (Element e : elements(list, name)) {
                if (e.hasAttribute("Id")) {
                    e.setIdAttribute("Id", true);
                }
            }
        }
        XMLSignature signature = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
        boolean all = signature.getSignedInfo().getReferences().stream().anyMatch(r -> PLAIN.containsAll(r.getTransforms().stream().map(
                Transform::getAlgorithm).toList()) && (r.getURI().isEmpty() || r.getURI().equals("#" + root.getAttribute("Id"))));
        if (!all) {
            return "is not signed as a whole";
        }
        return signature.validate(context) ? null : "was changed since it was signed";
    }

    private static Document parse(Path path) throws Exception {
        if (Files.size(path) == 0) {
            throw new IOException("is empty");
        }
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(path.toFile());
    }

    private static String fingerprint(byte[] der) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    }

    private static List<Element> elements(Node of, String name) {
        NodeList found = of instanceof Document d ? d.getElementsByTagNameNS("*", name) : ((Element) of).getElementsByTagNameNS("*", name);
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            all.add((Element) found.item(i));
        }
        return all;
    }

    private static Element first(Element of, String name) {
        return (Element) of.getElementsByTagNameNS(TL, name).item(0);
    }

    private static String text(Element of, String name) {
        Element found = first(of, name);
        return found == null ? "" : found.getTextContent().trim();
    }
}
