package sendepostfach.web;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The web application: what {@code serve} adds to what every command starts. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@Import(OAuth2ClientAutoConfiguration.class)
@EnableConfigurationProperties(Oidc.class)
public class WebApplication {}
