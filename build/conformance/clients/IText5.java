import com.itextpdf.text.pdf.PdfReader;
import com.itextpdf.text.pdf.PdfSignatureAppearance;
import com.itextpdf.text.pdf.PdfStamper;
import com.itextpdf.text.pdf.security.BouncyCastleDigest;
import com.itextpdf.text.pdf.security.MakeSignature;
import com.itextpdf.text.pdf.security.MakeSignature.CryptoStandard;
import com.itextpdf.text.pdf.security.PrivateKeySignature;
import com.itextpdf.text.pdf.security.TSAClientBouncyCastle;
import java.io.FileOutputStream;

/** Signs with iText 5 in a field that is there, as CAdES. */
public final class IText5 {
    public static void main(String[] args) throws Exception {
        java.security.Security.addProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider());
        Client client = new Client(args);
        if (client.way.equals("fill")) {
            PdfStamper filled = new PdfStamper(new PdfReader(client.in), new FileOutputStream(client.out), '\0', true);
            filled.getAcroFields().setField(Client.NOTE, "Gezien");
            filled.close();
            return;
        }
        PdfStamper stamper = PdfStamper.createSignature(new PdfReader(client.in), new FileOutputStream(client.out), '\0', null, true);
        PdfSignatureAppearance look = stamper.getSignatureAppearance();
        look.setVisibleSignature(client.field);
        look.setLayer2Text("");
        MakeSignature.signDetached(look, new BouncyCastleDigest(), new PrivateKeySignature(client.key, "SHA-256", "BC"), client.chain,
                null, null, client.way.equals("tsa") ? new TSAClientBouncyCastle(client.tsa) : null, 0, CryptoStandard.CADES);
    }
}
