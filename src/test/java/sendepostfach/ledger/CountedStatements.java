package sendepostfach.ledger;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A data source that counts how often the database is asked; a batch is asked once. */
final class CountedStatements extends DelegatingDataSource {
    private final AtomicLong executed = new AtomicLong();

    CountedStatements(DataSource source) {
        super(source);
    }

    long executed() {
        return executed.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return counted(Connection.class, super.getConnection());
    }

    /** The same object, whose statements are counted. */
    private <T> T counted(Class<T> type, T object) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                executed.incrementAndGet();
            }
            return passedOn(object, method, arguments);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object passedOn(Object object, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            Object result = method.invoke(object, arguments);
            if (result instanceof PreparedStatement prepared) {
                return counted(PreparedStatement.class, prepared);
            }
            return result instanceof Statement statement ? counted(Statement.class, statement) : result;
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }
}
