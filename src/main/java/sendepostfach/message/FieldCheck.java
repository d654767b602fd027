package sendepostfach.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.pebbletemplates.pebble.node.ArgumentsNode;
import io.pebbletemplates.pebble.node.BodyNode;
import io.pebbletemplates.pebble.node.ForNode;
import io.pebbletemplates.pebble.node.IfNode;
import io.pebbletemplates.pebble.node.Node;
import io.pebbletemplates.pebble.node.PrintNode;
import io.pebbletemplates.pebble.node.RootNode;
import io.pebbletemplates.pebble.node.SetNode;
import io.pebbletemplates.pebble.node.TestInvocationExpression;
import io.pebbletemplates.pebble.node.TextNode;
import io.pebbletemplates.pebble.node.expression.ArrayExpression;
import io.pebbletemplates.pebble.node.expression.BinaryExpression;
import io.pebbletemplates.pebble.node.expression.ContextVariableExpression;
import io.pebbletemplates.pebble.node.expression.Expression;
import io.pebbletemplates.pebble.node.expression.FilterInvocationExpression;
import io.pebbletemplates.pebble.node.expression.FunctionOrMacroInvocationExpression;
import io.pebbletemplates.pebble.node.expression.GetAttributeExpression;
import io.pebbletemplates.pebble.node.expression.LiteralStringExpression;
import io.pebbletemplates.pebble.node.expression.MapExpression;
import io.pebbletemplates.pebble.node.expression.SubtractExpression;
import io.pebbletemplates.pebble.node.expression.TernaryExpression;
import io.pebbletemplates.pebble.node.expression.UnaryExpression;
import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.Nearest;
import sendepostfach.campaign.Text;

/**
 * Reads a whole template before anything is sent, the branches too that no recipient may ever take: every merge field must
 * be a column, every filter, test and function one of the language, and nothing may reach into an object.
 */
final class FieldCheck {
    private final String file;
    private final Columns columns;
    private final Set<String> local = new HashSet<>();
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final List<Text> faults = new ArrayList<>();
    private boolean usesRow;
    private int loops;

    FieldCheck(String file, Columns columns) {
        this.file = file;
        this.columns = columns;
    }

    /** What is wrong, each with file and line; empty where the template may be used. */
    List<Text> faults() {
        return List.copyOf(faults);
    }

    /** The merge fields that the template uses, with the column that each means. */
    Map<String, String> fields() {
        return Map.copyOf(fields);
    }

    /** Whether the template reaches for the row as a whole. */
    boolean usesRow() {
        return usesRow;
    }

    /** Reads a statement and all that is in it. */
    void read(Node node) {
        if (node instanceof RootNode root) {
            read(root.getBody());
        } else if (node instanceof BodyNode body) {
            body.getChildren().forEach(this::read);
        } else if (node instanceof PrintNode print) {
            read(print.getExpression());
        } else if (node instanceof SetNode set) {
            read(set.getValue());
            local.add(set.getName());
        } else if (node instanceof IfNode branches) {
            branches.getConditionsWithBodies().forEach(branch -> {
                read(branch.getLeft());
                read(branch.getRight());
            });
            readIfThere(branches.getElseBody());
        } else if (node instanceof ForNode loop) {
            readLoop(loop);
        } else if (node instanceof Expression<?> expression) {
            readExpression(expression);
        } else if (!(node instanceof TextNode)) {
            throw new IllegalStateException(file + ": the template language lets a "
                    + node.getClass().getSimpleName() + " in that nobody checks");
        }
    }

    private void readIfThere(@Nullable Node node) {
        if (node != null) {
            read(node);
        }
    }

    private void readLoop(ForNode loop) {
        if (loops > 0) {
            fault(
                    loop.getLineNumber(),
                    new Text(
                            "a loop within a loop is not allowed, since nobody could say how long it runs",
                            "eine Schleife in einer Schleife ist nicht erlaubt, weil niemand sagen könnte, wie lange sie läuft"));
        }
        if (isRow(loop.getIterable())) {
            usesRow = true;
        } else {
            read(loop.getIterable());
        }
        Set<String> outside = Set.copyOf(local);
        local.add(loop.getIterationVariable());
        local.add("loop");
        loops++;
        read(loop.getBody());
        loops--;
        local.retainAll(outside);
        readIfThere(loop.getElseBody());
    }

    private void readExpression(Expression<?> expression) {
        int line = expression.getLineNumber();
        if (expression instanceof ContextVariableExpression variable) {
            readVariable(variable.getName(), line);
        } else if (expression instanceof GetAttributeExpression member) {
            readMember(member);
        } else if (expression instanceof SubtractExpression minus
                && hyphened(minus).isPresent()) {
            String column = hyphened(minus).orElseThrow();
            fault(
                    line,
                    Text.of(
                            "for the column \"%s\" write row[\"%s\"], a \"-\" would subtract",
                            "für die Spalte \"%s\" schreiben Sie row[\"%s\"]; ein \"-\" würde abziehen",
                            column,
                            column));
        } else if (expression instanceof BinaryExpression<?> binary) {
            read(binary.getLeftExpression());
            read(binary.getRightExpression());
        } else if (expression instanceof UnaryExpression unary) {
            read(unary.getChildExpression());
        } else if (expression instanceof TernaryExpression choice) {
            read(choice.getExpression1());
            read(choice.getExpression2());
            read(choice.getExpression3());
        } else if (expression instanceof ArrayExpression array) {
            array.getValues().forEach(this::read);
        } else if (expression instanceof MapExpression map) {
            map.getEntries().forEach((key, value) -> {
                read(key);
                read(value);
            });
        } else if (expression instanceof FilterInvocationExpression filter) {
            known(new Text("filter", "den Filter"), filter.getFilterName(), TemplateLanguage.FILTERS, line);
            readArguments(filter.getArgs());
        } else if (expression instanceof TestInvocationExpression test) {
            known(new Text("test", "den Test"), test.getTestName(), TemplateLanguage.TESTS, line);
            readArguments(test.getArgs());
        } else if (expression instanceof FunctionOrMacroInvocationExpression call) {
            known(new Text("function", "die Funktion"), call.getFunctionName(), TemplateLanguage.FUNCTIONS, line);
            readArguments(call.getArguments());
        } else if (!expression.getClass().getSimpleName().startsWith("Literal")) {
            fault(
                    line,
                    new Text(
                            "this expression is not part of the mail's language",
                            "dieser Ausdruck gehört nicht zur Sprache der Mails"));
        }
    }

    private void readVariable(String name, int line) {
        if (local.contains(name)) {
            return;
        }
        if (name.equals(Columns.ROW)) {
            fault(
                    line,
                    new Text(
                            "\"row\" stands for the whole row, write row[\"column\"] for one of its cells",
                            "\"row\" steht für die ganze Zeile; schreiben Sie row[\"Spalte\"] für eine ihrer Zellen"));
            return;
        }
        columns.find(name).ifPresentOrElse(column -> fields.put(name, column), () -> fault(line, columns.whyNot(name)));
    }

    private void readMember(GetAttributeExpression member) {
        int line = member.getLineNumber();
        if (member.getArgumentsNode() != null) {
            fault(
                    line,
                    new Text(
                            "a template cannot call methods; filters such as | upper do the work",
                            "eine Vorlage kann keine Methoden aufrufen; Filter wie | upper tun die Arbeit"));
        } else if (isRow(member.getNode())) {
            usesRow = true;
            readCell(member.getAttributeNameExpression(), line);
        } else if (member.getNode() instanceof ContextVariableExpression variable
                && local.contains(variable.getName())) {
            read(member.getAttributeNameExpression());
        } else if (member.getNode() instanceof GetAttributeExpression) {
            read(member.getNode());
            read(member.getAttributeNameExpression());
        } else {
            read(member.getNode());
            fault(
                    line,
                    new Text(
                            "a merge field is text and has no parts; filters such as | upper do the work",
                            "ein Seriendruckfeld ist Text und hat keine Teile; Filter wie | upper tun die Arbeit"));
        }
    }

    private void readCell(Expression<?> name, int line) {
        if (!(name instanceof LiteralStringExpression literal)) {
            fault(
                    line,
                    new Text(
                            "the column's name in row[\"...\"] must be written out, so that it can be checked",
                            "der Name der Spalte in row[\"...\"] muss ausgeschrieben sein, damit er geprüft werden kann"));
        } else if (!columns.names().contains(literal.getValue())) {
            fault(line, columns.whyNotInRow(literal.getValue()));
        }
    }

    private boolean isRow(Expression<?> expression) {
        return expression instanceof ContextVariableExpression variable
                && variable.getName().equals(Columns.ROW)
                && !local.contains(Columns.ROW);
    }

    /** The column that somebody means who writes {@code {{ e-mail }}}. */
    private Optional<String> hyphened(SubtractExpression minus) {
        if (minus.getLeftExpression() instanceof ContextVariableExpression left
                && minus.getRightExpression() instanceof ContextVariableExpression right) {
            return columns.find(left.getName() + "-" + right.getName());
        }
        return Optional.empty();
    }

    private void readArguments(@Nullable ArgumentsNode arguments) {
        if (arguments == null) {
            return;
        }
        if (arguments.getPositionalArgs() != null) {
            arguments.getPositionalArgs().forEach(argument -> read(argument.getValueExpression()));
        }
        if (arguments.getNamedArgs() != null) {
            arguments.getNamedArgs().forEach(argument -> readIfThere(argument.getValueExpression()));
        }
    }

    private void known(Text what, String name, Set<String> names, int line) {
        if (!names.contains(name)) {
            fault(
                    line,
                    Text.of(
                            "there is no %s \"%s\", %s",
                            "%s \"%s\" gibt es nicht, %s", what, name, Nearest.hintText(name, new TreeSet<>(names))));
        }
    }

    private void fault(int line, Text why) {
        faults.add(why.map(words -> file + ":" + line + ": " + words));
    }
}
