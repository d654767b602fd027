import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;

/**
 * Runs the SQL statements of standard input, each ended by a semicolon at a line's end, in one session, and prints the rows
 * that they return, with tabs between the columns:
 *
 * <pre>java -cp DRIVER.jar bench/Sql.java JDBC-URL &lt; statements.sql</pre>
 *
 * So that the benchmark needs no client of the database, and {@code LOAD DATA LOCAL INFILE} may read files of this machine.
 */
final class Sql {
    private Sql() {}

    public static void main(String[] args) throws Exception {
        String statements = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        String separator = args[0].contains("?") ? "&" : "?";
        String url = args[0].startsWith("jdbc:mysql:") ? args[0] + separator + "allowLoadLocalInfile=true" : args[0];
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements.split(";[ \t]*(\n|$)")) {
                if (!sql.isBlank() && statement.execute(sql)) {
                    print(statement);
                }
            }
        } catch (SQLException fault) {
            System.err.println("Sql: " + fault.getMessage());
            System.exit(1);
        }
    }

    private static void print(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                var line = new StringJoiner("\t");
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    line.add(String.valueOf(rows.getString(column)));
                }
                System.out.println(line);
            }
        }
    }
}
