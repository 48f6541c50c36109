import com.lowagie.text.pdf.PdfDate;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.PdfSignature;
import com.lowagie.text.pdf.PdfSignatureAppearance;
import com.lowagie.text.pdf.PdfStamper;
import com.lowagie.text.pdf.PdfString;
import java.io.FileOutputStream;
import java.util.Calendar;
import java.util.HashMap;

/** Signs with OpenPDF in a field that is there. */
public final class OpenPdf {
    private static final int SIZE = 16_000;

    public static void main(String[] args) throws Exception {
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
        look.setSignDate(Calendar.getInstance());
        look.setLayer2Text("");
        PdfSignature signature = new PdfSignature(PdfName.ADOBE_PPKLITE, new PdfName("ETSI.CAdES.detached"));
        signature.setDate(new PdfDate(look.getSignDate()));
        look.setCryptoDictionary(signature);
        HashMap<PdfName, Integer> room = new HashMap<>();
        room.put(PdfName.CONTENTS, 2 * SIZE + 2);
        look.preClose(room);
        byte[] cms = client.cms(look.getRangeStream().readAllBytes());
        byte[] contents = new byte[SIZE];
        System.arraycopy(cms, 0, contents, 0, cms.length);
        PdfDictionary rest = new PdfDictionary();
        rest.put(PdfName.CONTENTS, new PdfString(contents).setHexWriting(true));
        look.close(rest);
    }
}
