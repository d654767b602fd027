package sendepostfach.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;

import sendepostfach.campaign.ReplyKind;

/** AUTH (RFC 4954) with PLAIN, LOGIN and XOAUTH2, to which every name and password is right, or every one wrong. */
final class PracticeLogin implements AuthenticationHandlerFactory {
    private static final String USERNAME = "334 VXNlcm5hbWU6";
    private static final String PASSWORD = "334 UGFzc3dvcmQ6";

    private final AccountRules.Login login;
    private final Provider account;

    PracticeLogin(AccountRules.Login login, Provider account) {
        this.login = login;
        this.account = account;
    }

    @Override
    public List<String> getAuthenticationMechanisms() {
        return List.of("PLAIN", "LOGIN", "XOAUTH2");
    }

    @Override
    public AuthenticationHandler create() {
        return new Exchange();
    }

    /** One exchange of challenges and answers. */
    private final class Exchange implements AuthenticationHandler {
        private boolean begun;
        private int answersMissing;

        @Override
        public Optional<String> auth(String line, MessageContext context) throws RejectException {
            if (begun) {
                answersMissing--;
            } else {
                begun = true;
                String[] words = line.strip().split("\\s+");
                boolean isLogin = words[1].toUpperCase(Locale.ROOT).equals("LOGIN");
                answersMissing = (isLogin ? 2 : 1) - (words.length > 2 ? 1 : 0);
                if (answersMissing > 0) {
                    return Optional.of(isLogin ? answersMissing == 2 ? USERNAME : PASSWORD : "334 ");
                }
            }
            if (answersMissing > 0) {
                return Optional.of(PASSWORD);
            }
            if (login == AccountRules.Login.REFUSED) {
                account.count(ReplyKind.SENDER_MISCONFIGURED);
                throw new RejectException(535, "5.7.8 Error: authentication failed: authentication failure");
            }
            return Optional.empty();
        }

        @Override
        public Object getIdentity() {
            return "practice";
        }
    }
}
