import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Judges PDFs by veraPDF's PDF/UA-1 profile. One line for each broken rule: file, clause, how
 * often, message. The profile is read with the JDK's own parser, since veraPDF's needs JAXB, which
 * the JDK no longer has.
 */
public final class VeraCheck {
    private static final String PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml";

    public static void main(String[] files) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile();
        System.out.println("rules " + profile.getRules().size());
        for (String file : files) {
            judge(file, profile);
        }
    }

    private static void judge(String file, ValidationProfile profile) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.PDFUA_1;
        try (InputStream in = Files.newInputStream(Path.of(file));
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour)) {
            ValidationResult result =
                Foundries.defaultInstance().createValidator(profile, false).validate(parser);
            TreeMap<String, Integer> counts = new TreeMap<>();
            for (TestAssertion found : result.getTestAssertions()) {
                if (found.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = found.getRuleId().getClause() + "-"
                        + found.getRuleId().getTestNumber() + "\t" + found.getMessage();
                    counts.merge(rule, 1, Integer::sum);
                }
            }
            counts.forEach((rule, count) ->
                System.out.println("failed\t" + file + "\t" + count + "\t" + rule));
            System.out.println("judged\t" + file + "\t" + result.getTotalAssertions());
        }
    }

    private static ValidationProfile profile() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root;
        try (InputStream in = PDFAFlavour.class.getClassLoader().getResourceAsStream(PROFILE)) {
            root = factory.newDocumentBuilder().parse(in).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element each : below(root, "rule")) {
            rules.add(rule(each));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element each : below(root, "variable")) {
            variables.add(Profiles.variableFromValues(
                each.getAttribute("name"), each.getAttribute("object"),
                text(each, "defaultValue"), text(each, "value")));
        }
        Element details = below(root, "details").get(0);
        return Profiles.profileFromValues(
            PDFAFlavour.PDFUA_1,
            Profiles.profileDetailsFromValues(
                text(details, "name"), text(details, "description"),
                details.getAttribute("creator"), new Date(0)),
            "", rules, variables);
    }

    private static Rule rule(Element each) {
        Element id = below(each, "id").get(0);
        Element error = below(each, "error").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : below(error, "argument")) {
            String name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), name, null));
        }
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
            each.getAttribute("object"),
            each.hasAttribute("deferred") ? Boolean.valueOf(each.getAttribute("deferred")) : null,
            each.getAttribute("tags"), text(each, "description"), text(each, "test"),
            Profiles.errorFromValues(text(error, "message"), arguments), new ArrayList<>());
    }

    private static List<Element> below(Element parent, String name) {
        NodeList found = parent.getElementsByTagNameNS("*", name);
        List<Element> elements = new ArrayList<>();
        for (int at = 0; at < found.getLength(); at++) {
            elements.add((Element) found.item(at));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        List<Element> found = below(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
