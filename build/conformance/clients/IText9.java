import com.itextpdf.forms.PdfAcroForm;
import com.itextpdf.forms.form.element.SignatureFieldAppearance;
import com.itextpdf.io.font.PdfEncodings;
import com.itextpdf.kernel.font.PdfFontFactory;
import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.PdfWriter;
import com.itextpdf.kernel.pdf.StampingProperties;
import com.itextpdf.signatures.BouncyCastleDigest;
import com.itextpdf.signatures.PdfSigner;
import com.itextpdf.signatures.PrivateKeySignature;
import com.itextpdf.signatures.SignerProperties;
import com.itextpdf.signatures.TSAClientBouncyCastle;
import java.io.FileOutputStream;

/** Signs with iText 9, as CAdES: in a field that is there or, with no name, in one that it makes. The font is
 * embedded: else it is no PDF/A. */
public final class IText9 {
    public static void main(String[] args) throws Exception {
        java.security.Security.addProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider());
        Client client = new Client(args);
        if (client.way.equals("fill")) {
            PdfDocument filled = new PdfDocument(new PdfReader(client.in), new PdfWriter(client.out), new StampingProperties().useAppendMode());
            PdfAcroForm.getAcroForm(filled, false).getField(Client.NOTE).setValue("Gezien");
            filled.close();
            return;
        }
        PdfSigner signer = new PdfSigner(new PdfReader(client.in), new FileOutputStream(client.out), new StampingProperties().useAppendMode());
        SignerProperties properties = new SignerProperties();
        if (!client.field.isEmpty()) {
            properties.setFieldName(client.field);
        }
        SignatureFieldAppearance look = new SignatureFieldAppearance(SignerProperties.IGNORED_ID);
        look.setContent("").setFont(PdfFontFactory.createFont(client.font, PdfEncodings.IDENTITY_H));
        properties.setSignatureAppearance(look);
        signer.setSignerProperties(properties);
        signer.signDetached(new BouncyCastleDigest(), new PrivateKeySignature(client.key, "SHA-256", "BC"), client.chain,
                null, null, client.way.equals("tsa") ? new TSAClientBouncyCastle(client.tsa) : null, 0, PdfSigner.CryptoStandard.CADES);
    }
}
