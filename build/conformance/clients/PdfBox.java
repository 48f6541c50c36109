import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Calendar;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;

/** Signs with PDFBox, 2 or 3: in a field that is there or, with no name, in one that it makes. */
public final class PdfBox {
    public static void main(String[] args) throws Exception {
        Client client = new Client(args);
        PDDocument document = open(new File(client.in));
        if (client.way.equals("fill")) {
            fill(document, client);
            return;
        }
        PDSignature signature = new PDSignature();
        signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
        signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
        signature.setSignDate(Calendar.getInstance());
        if (!client.field.isEmpty()) {
            document.getDocumentCatalog().getAcroForm().getField(client.field).getCOSObject().setItem(COSName.V, signature);
        }
        SignatureOptions options = new SignatureOptions();
        options.setPreferredSignatureSize(16_000);
        document.addSignature(signature, content -> {
            try {
                return client.cms(content.readAllBytes());
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }, options);
        try (FileOutputStream out = new FileOutputStream(client.out)) {
            document.saveIncremental(out);
        }
        document.close();
    }

    private static void fill(PDDocument document, Client client) throws IOException {
        PDField field = document.getDocumentCatalog().getAcroForm().getField(Client.NOTE);
        field.setValue("Gezien");
        for (COSDictionary way : List.of(document.getDocumentCatalog().getCOSObject(), document.getDocumentCatalog().getAcroForm().getCOSObject(),
                document.getPage(0).getCOSObject(), field.getCOSObject())) {
            way.setNeedToBeUpdated(true); // PDFBox 2 writes what is on the way to a change, and only that
        }
        COSDictionary looks = field.getCOSObject().getCOSDictionary(COSName.AP);
        looks.setNeedToBeUpdated(true);
        looks.getCOSStream(COSName.N).setNeedToBeUpdated(true);
        try (FileOutputStream out = new FileOutputStream(client.out)) {
            document.saveIncremental(out);
        }
        document.close();
    }

    private static PDDocument open(File file) throws Exception {
        Method load;
        try {
            load = Class.forName("org.apache.pdfbox.Loader").getMethod("loadPDF", File.class);
        } catch (ClassNotFoundException before3) {
            load = PDDocument.class.getMethod("load", File.class);
        }
        return (PDDocument) load.invoke(null, file);
    }
}
