package sendepostfach.web;

import java.io.Serializable;

import sendepostfach.access.Person;
import sendepostfach.access.Role;

/**
 * Who has logged in. What the person may do is asked for anew with every request, so that a lock works at once.
 *
 * @param id the person's number
 * @param name the person's name
 * @param role what the person may do
 */
public record Visitor(long id, String name, Role role) implements Serializable {
    static Visitor of(Person person) {
        return new Visitor(person.id(), person.name(), person.role());
    }

    public boolean isMarketer() {
        return role.includes(Role.MARKETER);
    }

    public boolean isOperator() {
        return role.includes(Role.OPERATOR);
    }

    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    @Override
    public String toString() {
        return name;
    }
}
