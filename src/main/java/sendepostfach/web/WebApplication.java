package sendepostfach.web;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The web application: what {@code serve} adds to what every command starts. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class WebApplication {}
