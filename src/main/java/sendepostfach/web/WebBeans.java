package sendepostfach.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;

/** What the pages share. */
@Configuration(proxyBeanMethods = false)
class WebBeans {
    @Bean
    LocaleResolver localeResolver() {
        return new Language();
    }
}
