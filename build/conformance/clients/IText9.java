import com.itextpdf.forms.form.element.SignatureFieldAppearance;
import com.itextpdf.io.font.PdfEncodings;
import com.itextpdf.kernel.font.PdfFontFactory;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.StampingProperties;
import com.itextpdf.signatures.BouncyCastleDigest;
import com.itextpdf.signatures.PdfSigner;
import com.itextpdf.signatures.PrivateKeySignature;
import com.itextpdf.signatures.SignerProperties;
import java.io.FileOutputStream;

/** Signs with iText 9, as CAdES: in a field that is there or, with no name, in one that it makes. The seventh argument
 * is a font: one that is not embedded is no PDF/A. */
public final class IText9 {
    public static void main(String[] args) throws Exception {
        java.security.Security.addProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider());
        Client client = new Client(args);
        PdfSigner signer = new PdfSigner(new PdfReader(client.in), new FileOutputStream(client.out), new StampingProperties().useAppendMode());
        SignerProperties properties = new SignerProperties();
        if (!client.field.isEmpty()) {
            properties.setFieldName(client.field);
        }
        SignatureFieldAppearance look = new SignatureFieldAppearance(SignerProperties.IGNORED_ID);
        look.setContent("").setFont(PdfFontFactory.createFont(args[6], PdfEncodings.IDENTITY_H));
        properties.setSignatureAppearance(look);
        signer.setSignerProperties(properties);
        signer.signDetached(new BouncyCastleDigest(), new PrivateKeySignature(client.key, "SHA-256", "BC"), client.chain,
                null, null, null, 0, PdfSigner.CryptoStandard.CADES);
    }
}
