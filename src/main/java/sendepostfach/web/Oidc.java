package sendepostfach.web;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import sendepostfach.access.Role;

/**
 * How what an OpenID provider says of somebody becomes a person here.
 *
 * @param nameClaim the claim with the name to be known by
 * @param roleClaim the claim with the names of roles or groups, one or a list; dots lead into objects, as in
 *     {@code realm_access.roles}
 * @param marketer the name in that claim that makes a marketer
 * @param operator the name that makes an operator
 * @param admin the name that makes an administrator
 */
@ConfigurationProperties("sendepostfach.oidc")
record Oidc(
        @DefaultValue("preferred_username") String nameClaim,
        @DefaultValue("roles") String roleClaim,
        @DefaultValue("marketer") String marketer,
        @DefaultValue("operator") String operator,
        @DefaultValue("admin") String admin) {

    /** The highest role that the claims give; empty where they give none, and the person may not log in. */
    Optional<Role> role(Map<String, Object> claims) {
        Collection<?> given = values(at(claims, roleClaim));
        Function<Role, String> name = role -> switch (role) {
            case MARKETER -> marketer;
            case OPERATOR -> operator;
            case ADMIN -> admin;
        };
        return Arrays.stream(Role.values())
                .filter(role -> given.contains(name.apply(role)))
                .max(Comparator.naturalOrder());
    }

    /** The name to be known by. */
    Optional<String> name(Map<String, Object> claims) {
        return Optional.ofNullable(at(claims, nameClaim)).map(String::valueOf).filter(name -> !name.isBlank());
    }

    private static @Nullable Object at(Map<String, Object> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        Object found = claims;
        for (String step : path.split("\\.")) {
            found = found instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return found;
    }

    private static Collection<?> values(@Nullable Object claim) {
        if (claim instanceof Collection<?> many) {
            return many;
        }
        return claim == null ? List.of() : List.of(claim);
    }
}
