package sendepostfach.web;

import java.time.Clock;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

import sendepostfach.access.AuditLog;
import sendepostfach.access.People;
import sendepostfach.access.Tokens;

/** Who may see and do what, and what browsers are told to refuse. */
@Configuration(proxyBeanMethods = false)
class SecurityBeans {
    /** Nothing but what this application serves itself, no script or style within a page. */
    static final String CONTENT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none';"
            + " manifest-src 'self'";

    private static final String MARKETER = "MARKETER";
    private static final String OPERATOR = "OPERATOR";
    private static final String ADMIN = "ADMIN";

    /** For programs: no session, no cookie, so that no page elsewhere can act in somebody's name. */
    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, Tokens tokens, Clock clock) {
        http.securityMatcher("/api/v1/**", "/actuator/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .formLogin(form -> form.disable())
                .httpBasic(basic -> basic.disable())
                .logout(out -> out.disable())
                .requestCache(cache -> cache.disable())
                .addFilterBefore(new TokenFilter(tokens, clock), UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(may -> may.requestMatchers("/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .hasAnyRole(OPERATOR, ADMIN)
                        .requestMatchers("/actuator/**")
                        .denyAll()
                        .requestMatchers("/api/v1/openapi.json")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/v1/campaigns")
                        .hasAnyRole(MARKETER, ADMIN)
                        .requestMatchers(HttpMethod.POST, "/api/v1/campaigns/*/pause")
                        .authenticated()
                        .requestMatchers(HttpMethod.POST, "/api/v1/campaigns/*/*")
                        .hasAnyRole(OPERATOR, ADMIN)
                        .requestMatchers(HttpMethod.DELETE, "/api/v1/suppression")
                        .hasAnyRole(OPERATOR, ADMIN)
                        .requestMatchers("/api/v1/operations/**")
                        .hasAnyRole(OPERATOR, ADMIN)
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(faults -> faults.authenticationEntryPoint(new Problems.Unknown())
                        .accessDeniedHandler(new Problems.Forbidden()));
        headers(http);
        return http.build();
    }

    /** For people in a browser. */
    @Bean
    @Order(2)
    SecurityFilterChain browsers(
            HttpSecurity http,
            People people,
            AuditLog audit,
            Clock clock,
            Oidc oidc,
            ObjectProvider<ClientRegistrationRepository> providers) {
        var requests = new HttpSessionRequestCache();
        requests.setRequestMatcher(SecurityBeans::isPage);
        http.authenticationProvider(new LogIn(people, audit, clock))
                // a stream of events ends in a dispatch of its own; it was let in when it began
                .authorizeHttpRequests(may -> may.dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(
                                "/login",
                                "/assets/**",
                                "/webjars/**",
                                "/error",
                                "/favicon.ico",
                                "/language",
                                "/oauth2/**")
                        .permitAll()
                        // whoever got a mail; the signed token in the address says who
                        .requestMatchers("/unsubscribe/**")
                        .permitAll()
                        .requestMatchers("/drafts/**")
                        .hasAnyRole(MARKETER, ADMIN)
                        .requestMatchers("/campaigns/*/steer/pause")
                        .authenticated()
                        .requestMatchers("/campaigns/*/steer/**")
                        .hasAnyRole(OPERATOR, ADMIN)
                        .requestMatchers("/suppression/remove")
                        .hasAnyRole(OPERATOR, ADMIN)
                        .requestMatchers("/operations/**")
                        .hasAnyRole(OPERATOR, ADMIN)
                        .requestMatchers("/people/**", "/audit/**")
                        .hasRole(ADMIN)
                        .anyRequest()
                        .authenticated())
                .csrf(csrf -> csrf.ignoringRequestMatchers("/unsubscribe/**"))
                .requestCache(cache -> cache.requestCache(requests))
                .addFilterBefore(new StillAllowed(people), AuthorizationFilter.class)
                .formLogin(form -> form.loginPage("/login")
                        .permitAll()
                        .defaultSuccessUrl("/")
                        .failureHandler((request, response, fault) -> response.sendRedirect(request.getContextPath()
                                + (fault instanceof LockedException ? "/login?wait" : "/login?wrong"))))
                .logout(out -> out.logoutUrl("/logout").logoutSuccessUrl("/login?out"))
                .exceptionHandling(faults -> faults.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), request -> !isPage(request))
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), SecurityBeans::isPage));
        if (providers.getIfAvailable() != null) {
            var known = new OidcLogIn(oidc, people, audit, clock);
            http.oauth2Login(login -> login.loginPage("/login")
                    .userInfoEndpoint(user -> user.oidcUserService(known))
                    .successHandler(known)
                    .failureUrl("/login?refused"));
        }
        headers(http);
        return http.build();
    }

    /** Whether a browser wants to show what it asks for as a page. */
    private static boolean isPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return "GET".equals(request.getMethod())
                && request.getHeader("HX-Request") == null
                && accept != null
                && accept.contains("text/html");
    }

    private static void headers(HttpSecurity http) {
        http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                .frameOptions(frames -> frames.sameOrigin())
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        permissions -> permissions.policy("camera=(), geolocation=(), microphone=(), payment=()")));
    }
}
