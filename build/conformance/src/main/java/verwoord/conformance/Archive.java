package verwoord.conformance;

import java.io.File;
import java.io.FileInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Judges files against PDF/A-3a and PDF/UA-1 with veraPDF, all in one JVM.
 *
 * <p>Prints one line a file and standard, below it each failed rule with its clause, and the totals. The exit code is 1 when any
 * assertion failed or any file could not be read, 2 when there is nothing to judge.
 */
public final class Archive {
    private static final List<PDFAFlavour> FLAVOURS = List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1);

    private int files;
    private long assertions;
    private long failed;

    private Archive() {}

    public static void main(String[] paths) {
        if (paths.length == 0) {
            System.err.println("usage: Archive FILE.pdf...");
            System.exit(2);
        }
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        Archive archive = new Archive();
        for (String path : paths) {
            archive.judge(new File(path));
        }
        System.out.printf("veraPDF: %d files, %d assertions, %d failed%n", archive.files, archive.assertions, archive.failed);
        System.exit(archive.failed > 0 ? 1 : 0);
    }

    private void judge(File file) {
        files++;
        for (PDFAFlavour flavour : FLAVOURS) {
            try {
                report(file, flavour, validate(file, flavour));
            } catch (Exception e) {
                failed++;
                System.out.printf("FAIL %s %s: %s%n", flavour.getId(), file.getName(), e);
            }
        }
    }

    private static ValidationResult validate(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            return validator.validate(parser);
        }
    }

    private void report(File file, PDFAFlavour flavour, ValidationResult result) {
        Map<RuleId, TestAssertion> samples = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                samples.putIfAbsent(assertion.getRuleId(), assertion);
            }
        }
        int broken = result.getFailedChecks().values().stream().mapToInt(Integer::intValue).sum();
        assertions += result.getTotalAssertions();
        failed += broken;
        System.out.printf("%s %s %s: %d assertions%n",
                result.isCompliant() ? "PASS" : "FAIL", flavour.getId(), file.getName(), result.getTotalAssertions());
        if (!result.isCompliant() && broken == 0) {
            failed++;
        }
        samples.forEach((rule, sample) -> System.out.printf("  %s %s-%d (%d times): %s%n    %s%n    %s%n",
                rule.getSpecification().getId(), rule.getClause(), rule.getTestNumber(), result.getFailedChecks().getOrDefault(rule, 0),
                sample.getMessage(), sample.getLocation().getContext(), String.valueOf(sample.getErrorMessage())));
    }
}
