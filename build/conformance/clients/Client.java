import java.io.FileInputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/**
 * Who signs with a program, by the arguments IN.pdf OUT.pdf KEY.p12 PASSWORD FIELD WAY FONT TSA. A field of no name is to be made. The way is
 * der, ber, tsa for a time-stamp by the authority at TSA, or fill: then the text field "note" is filled in, and nothing signed.
 */
final class Client {
    static final String NOTE = "note";

    final String in, out, field, way, font, tsa;
    final PrivateKey key;
    final Certificate[] chain;

    Client(String[] args) throws Exception {
        in = args[0];
        out = args[1];
        field = args[4];
        way = args[5];
        font = args[6];
        tsa = args[7];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new FileInputStream(args[2]), args[3].toCharArray());
        String alias = store.aliases().nextElement();
        key = (PrivateKey) store.getKey(alias, args[3].toCharArray());
        chain = store.getCertificateChain(alias);
    }

    /** Signs as most programs around Bouncy Castle do: in BER, unless DER is asked for. */
    byte[] cms(byte[] content) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash)))));
        DefaultSignedAttributeTableGenerator usual = new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes));
        JcaSignerInfoGeneratorBuilder info = new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
        info.setSignedAttributeGenerator(known -> usual.getAttributes(known).remove(CMSAttributes.signingTime));
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(info.build(new JcaContentSignerBuilder("SHA256withRSA").build(key), (X509Certificate) chain[0]));
        generator.addCertificates(new JcaCertStore(Arrays.asList(chain)));
        CMSSignedData data = generator.generate(new CMSProcessableByteArray(content), false);
        if (way.equals("tsa")) {
            data = stamped(data);
        }
        return !way.equals("ber") ? data.toASN1Structure().getEncoded("DER") : data.getEncoded();
    }

    /** Adds a time-stamp over the signature. */
    private CMSSignedData stamped(CMSSignedData data) throws Exception {
        SignerInformation signer = data.getSignerInfos().iterator().next();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(signer.getSignature());
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        byte[] request = generator.generate(TSPAlgorithms.SHA256, digest).getEncoded();
        HttpURLConnection connection = (HttpURLConnection) new URL(tsa).openConnection();
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/timestamp-query");
        connection.getOutputStream().write(request);
        byte[] token = new TimeStampResponse(connection.getInputStream().readAllBytes()).getTimeStampToken().getEncoded();
        Attribute stamp = new Attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, new DERSet(ASN1Primitive.fromByteArray(token)));
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(stamp);
        SignerInformation with = SignerInformation.replaceUnsignedAttributes(signer, new AttributeTable(attributes));
        return CMSSignedData.replaceSigners(data, new SignerInformationStore(with));
    }
}
