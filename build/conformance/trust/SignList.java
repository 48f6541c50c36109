import java.io.FileInputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Signs trusted lists, as countries do: {@code java SignList.java PASSWORD (KEY.p12 IN.xml OUT.xml REFERENCE)...}. The reference is "" for all of it. */
public final class SignList {
    public static void main(String[] args) throws Exception {
        for (int i = 1; i < args.length; i += 4) {
            sign(args[i], args[0].toCharArray(), Path.of(args[i + 1]), Path.of(args[i + 2]), args[i + 3]);
        }
    }

    private static void sign(String store, char[] password, Path in, Path out, String reference) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (FileInputStream stream = new FileInputStream(store)) {
            keys.load(stream, password);
        }
        String alias = keys.aliases().nextElement();
        DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
        documents.setNamespaceAware(true);
        Document list = documents.newDocumentBuilder().parse(in.toFile());
        Element root = list.getDocumentElement();
        ids(root);
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        var transforms = List.of(factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null));
        var digest = factory.newDigestMethod(DigestMethod.SHA256, null);
        var info = factory.newSignedInfo(factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", null),
                List.of(factory.newReference(reference, digest, transforms, null, null)));
        KeyInfoFactory about = factory.getKeyInfoFactory();
        var key = about.newKeyInfo(List.of(about.newX509Data(List.of((X509Certificate) keys.getCertificate(alias)))));
        factory.newXMLSignature(info, key).sign(new DOMSignContext((PrivateKey) keys.getKey(alias, password), root));
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(list), new StreamResult(out.toFile()));
    }

    private static void ids(Element e) {
        if (e.hasAttribute("Id")) {
            e.setIdAttribute("Id", true);
        }
        for (var child = e.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                ids(inner);
            }
        }
    }
}
