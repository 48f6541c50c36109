import com.itextpdf.io.font.PdfEncodings;
import com.itextpdf.kernel.font.PdfFontFactory;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.StampingProperties;
import com.itextpdf.signatures.BouncyCastleDigest;
import com.itextpdf.signatures.PdfSigner;
import com.itextpdf.signatures.PrivateKeySignature;
import java.io.FileOutputStream;

/** Signs with iText 7 or 8, as CAdES: in a field that is there or, with no name, in one that it makes. The seventh argument
 * is a font: one that is not embedded is no PDF/A. */
public final class IText7 {
    public static void main(String[] args) throws Exception {
        java.security.Security.addProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider());
        Client client = new Client(args);
        PdfSigner signer = new PdfSigner(new PdfReader(client.in), new FileOutputStream(client.out), new StampingProperties().useAppendMode());
        if (!client.field.isEmpty()) {
            signer.setFieldName(client.field);
        }
        signer.getSignatureAppearance().setLayer2Text("").setLayer2Font(PdfFontFactory.createFont(args[6], PdfEncodings.IDENTITY_H));
        signer.signDetached(new BouncyCastleDigest(), new PrivateKeySignature(client.key, "SHA-256", "BC"), client.chain,
                null, null, null, 0, PdfSigner.CryptoStandard.CADES);
    }
}
