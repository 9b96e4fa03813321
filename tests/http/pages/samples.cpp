#include "tests/http/pages/samples.hpp"

#include "adapters/http/pages/pages.hpp"
#include "adapters/http/qr_code.hpp"

namespace chancery::http::pages {
namespace {

const ClientCard notes{.name = "Meridian Notes",
                       .client_uri = "https://notes.example",
                       .policy_uri = "https://notes.example/privacy",
                       .tos_uri = "https://notes.example/terms"};
const ClientCard plain{.name = "élan"};
const ClientCard longest{
    .name =
        "The Association of Municipal Waterworks’ Meter-Reading-and-Billing-Portal "
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"};

PageForm form(const char* action, const char* leads_to) {
  return {.action = action,
          .hidden = {{"interaction", std::string(600, 'i')}, {"csrf", std::string(43, 'c')}},
          .leads_to = leads_to};
}

const PageForm at_login = form("/login", "https://notes.example/callback");
const PageForm at_factor = form("/login/factor", "https://notes.example/callback");
const PageForm at_consent = form("/consent", "https://notes.example/callback");

std::vector<Sample> of_accounts(const Pages& pages, const PageContext& context) {
  const auto at = [](const char* path) {
    return PageForm{.action = path, .hidden = {{"token", std::string(43, 't')}}};
  };
  const std::string ada = "ada@example.com";
  const std::string long_address =
      "augusta.ada.king.countess.of.lovelace@analytical-engines.example.com";
  return {
      {"forgot",
       pages.ask_email({AskEmailReason::forgot_password, at("/forgot-password")}, context)},
      {"forgot-wrong",
       pages.ask_email({AskEmailReason::forgot_password, at("/forgot-password"), "ada"}, context)},
      {"ask-verify", pages.ask_email({AskEmailReason::verify_email, at("/verify")}, context)},
      {"verify", pages.verify({at("/verify"), ada}, context)},
      {"verify-long", pages.verify({at("/verify"), long_address}, context)},
      {"reset", pages.new_password({NewPasswordReason::reset_password, at("/reset-password"), ada},
                                   context)},
      {"reset-weak", pages.new_password({.reason = NewPasswordReason::reset_password,
                                         .form = at("/reset-password"),
                                         .email = ada,
                                         .problem = NewPasswordProblem::weak_password},
                                        context)},
      {"invite", pages.new_password({NewPasswordReason::invite, at("/invite"), ada}, context)},
      {"invite-taken", pages.new_password({.reason = NewPasswordReason::invite,
                                           .form = at("/invite"),
                                           .email = long_address,
                                           .username = "ada",
                                           .problem = NewPasswordProblem::username_taken},
                                          context)},
      {"note-sent", pages.note({Note::mail_sent}, context)},
      {"note-verified", pages.note({Note::verified}, context)},
      {"note-reset", pages.note({Note::password_reset}, context)},
      {"note-made", pages.note({Note::account_made}, context)},
      {"note-dead", pages.note({Note::link_invalid, "https://login.example.com/verify"}, context)},
      {"note-taken", pages.note({Note::address_taken}, context)},
      {"note-no-mail", pages.note({Note::no_mail}, context)},
      {"note-off", pages.note({Note::registration_off}, context)},
  };
}

AccountView account_view(AccountSection section) {
  return {.section = section,
          .sections = {{AccountSection::profile, "/account"},
                       {AccountSection::password, "/account/password"},
                       {AccountSection::factors, "/account/factors"},
                       {AccountSection::sessions, "/account/sessions"},
                       {AccountSection::apps, "/account/apps"},
                       {AccountSection::deletion, "/account/delete"}},
          .form = {.action = "/account", .hidden = {{"csrf", std::string(43, 'c')}}},
          .email = "ada@example.com",
          .username = "ada",
          .changes_email = true,
          .signed_in_at = "2026-03-01 09:30 UTC",
          .logout_uri = "/logout"};
}

std::vector<Sample> of_own_account(const Pages& pages, const PageContext& context) {
  const auto view = account_view;
  const AccountRow notes_row{.id = "1",
                             .name = "Meridian Notes",
                             .device = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) · 192.0.2.7",
                             .since = "2026-02-01 08:00 UTC",
                             .last_used = "2026-03-01 09:00 UTC",
                             .scopes = {"profile", "email", "notes:write"}};
  const AccountRow long_row{.id = "2", .name = longest.name, .last_used = "2026-01-01 00:00 UTC"};
  auto profile = view(AccountSection::profile);
  auto password = view(AccountSection::password);
  auto sessions = view(AccountSection::sessions);
  auto apps = view(AccountSection::apps);
  auto deletion = view(AccountSection::deletion);
  std::vector<Sample> all{{"account", pages.account(profile, context)},
                          {"account-password", pages.account(password, context)},
                          {"account-sessions-none", pages.account(sessions, context)},
                          {"account-apps-none", pages.account(apps, context)},
                          {"account-delete", pages.account(deletion, context)}};
  profile.notice = AccountNotice::saved;
  profile.problem = {AccountTrouble::username_taken, AccountField::username};
  password.problem = {AccountTrouble::weak_password, AccountField::new_password};
  sessions.rows = {notes_row, long_row};
  sessions.more = 3;
  apps.rows = {notes_row, long_row};
  apps.problem = {.trouble = AccountTrouble::gone};
  deletion.problem = {AccountTrouble::not_confirmed, AccountField::confirm};
  all.push_back({"account-taken", pages.account(profile, context)});
  all.push_back({"account-password-weak", pages.account(password, context)});
  all.push_back({"account-sessions", pages.account(sessions, context)});
  all.push_back({"account-apps", pages.account(apps, context)});
  all.push_back({"account-delete-wrong", pages.account(deletion, context)});
  all.push_back({"note-deleted", pages.note({Note::account_deleted}, context)});
  return all;
}

/// As one with one key.
const std::string passkey_options =
    R"({"challenge":"b2g","rpId":"login.example.com","timeout":300000,"allowCredentials":)"
    R"([{"type":"public-key","id":")" +
    std::string(86, 'A') + R"(","transports":["usb"]}],"userVerification":"preferred"})";

std::vector<Sample> of_factors(const Pages& pages, const PageContext& context) {
  const FactorView app{.form = at_factor,
                       .user = "ada@example.com",
                       .totp = true,
                       .recovery_code = true,
                       .restart_uri = "https://login.example.com/login?interaction=i"};
  auto wrong = app;
  wrong.problem = FactorProblem::wrong;
  auto both = app;
  both.passkey = passkey_options;
  auto key = both;
  key.totp = false;
  key.problem = FactorProblem::locked;
  return {
      {"login-passkey", pages.login({.client = notes,
                                     .form = at_login,
                                     .problem = LoginProblem::passkey,
                                     .forgot_uri = "https://login.example.com/forgot-password",
                                     .passkey = passkey_options,
                                     .passkey_challenge = std::string(80, 'c')},
                                    context)},
      {"factor", pages.factor(app, context)},
      {"factor-wrong", pages.factor(wrong, context)},
      {"factor-both", pages.factor(both, context)},
      {"factor-key", pages.factor(key, context)},
  };
}

const AccountFactors both_factors{
    .rows = {{.id = "1",
              .kind = "totp",
              .name = "Authenticator app",
              .since = "2026-02-01 08:00 UTC",
              .last_used = "2026-03-01 09:00 UTC"},
             {.id = "2", .kind = "passkey", .name = longest.name, .since = "2026-02-02 08:00 UTC"}},
    .recovery_codes = 9,
    .has_totp = true,
    .offers_passkeys = true};

std::vector<Sample> of_own_factors(const Pages& pages, const PageContext& context) {
  using enum FactorsStep;
  std::vector<Sample> all;
  const auto add = [&](const char* name, const AccountFactors& factors, FactorsStep step,
                       std::optional<AccountProblem> problem = {}) {
    auto view = account_view(AccountSection::factors);
    view.factors = factors;
    view.factors.step = step;
    view.problem = problem;
    all.push_back({std::string("account-factors") + name, pages.account(view, context)});
  };
  auto one = both_factors;
  one.rows.erase(one.rows.begin() + 1);
  one.is_last = true;
  const AccountFactors asked{
      .asks_totp = true, .asks_recovery_code = true, .passkey = passkey_options};
  const AccountFactors key{.asks_recovery_code = true, .passkey = passkey_options};
  const auto qr = qr_svg(Secret("otpauth://totp/Chancery:ada@example.com?secret=GEZDGNBVGY3TQOJQ"));
  const AccountFactors app{
      .has_totp = true, .key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", .qr = qr->reveal()};
  const AccountFactors made{.codes = {10, "abcd-efgh-jkmn-pqrs"}};
  add("-none", {}, overview);
  add("", both_factors, overview,
      AccountProblem{AccountTrouble::wrong_password, AccountField::current_password});
  add("-second", asked, second_factor);
  add("-second-wrong", key, second_factor,
      AccountProblem{AccountTrouble::wrong_factor, AccountField::code});
  add("-change", both_factors, change);
  add("-change-none", {.offers_passkeys = true}, change);
  add("-one", one, factor, AccountProblem{AccountTrouble::invalid_name, AccountField::name});
  add("-totp", app, totp, AccountProblem{AccountTrouble::wrong_code, AccountField::code});
  add("-passkey", {.passkey = passkey_options}, passkey);
  add("-codes", made, recovery_codes);
  return all;
}

std::vector<Sample> in_language(const Pages& pages, const std::string& language) {
  const PageContext context{.ui_locales = {language},
                            .request_id = "8f14e45fceea167a5a36dedd4bea2543"};
  const ConsentView consent{.client = notes,
                            .form = at_consent,
                            .user = "ada@example.com",
                            .scopes = {"profile", "email", "offline_access", "notes.write"}};
  auto more = consent;
  more.client = longest;
  more.user = "augusta.ada.king.countess.of.lovelace@analytical-engines.example.com";
  more.scopes = {"profile", "email", "address", "phone", "offline_access", std::string(60, 's')};
  more.claims = {"birthdate", "shoe_size"};
  std::vector<Sample> all{
      {"login", pages.login({.client = notes, .form = at_login}, context)},
      {"login-hint",
       pages.login({.client = plain, .form = at_login, .username = "ada@example.com"}, context)},
      {"login-wrong", pages.login({.client = notes,
                                   .form = at_login,
                                   .username = "ada@example.com",
                                   .problem = LoginProblem::wrong_credentials},
                                  context)},
      {"login-long", pages.login({.client = longest, .form = at_login}, context)},
      {"consent", pages.consent(consent, context)},
      {"consent-long", pages.consent(more, context)},
      {"logout", pages.logout({.form = form("/logout", "https://notes.example/bye"),
                               .user = "ada@example.com"},
                              context)},
      {"signed-out", pages.signed_out({}, context)},
      {"signed-out-client", pages.signed_out({.client = notes}, context)},
      {"error-client", pages.error({PageError::unknown_client}, context)},
      {"error-redirect", pages.error({PageError::redirect_uri}, context)},
      {"error-interaction", pages.error({PageError::interaction}, context)},
      {"error-request", pages.error({PageError::invalid_request}, context)},
      {"error-forbidden", pages.error({PageError::forbidden}, context)},
      {"error-unavailable", pages.error({PageError::unavailable}, context)},
      {"login-unverified", pages.login({.client = notes,
                                        .form = at_login,
                                        .username = "ada@example.com",
                                        .problem = LoginProblem::unverified,
                                        .forgot_uri = "https://login.example.com/forgot-password",
                                        .verify_uri = "https://login.example.com/verify"},
                                       context)},
      {"stayed", pages.signed_out({.stayed = true}, context)},
      {"form-post", pages.form_post({.action = "https://notes.example/callback",
                                     .parameters = {{"code", "c"}, {"state", "s"}, {"iss", "i"}}},
                                    context)},
  };
  for (auto& sample : of_factors(pages, context)) all.push_back(std::move(sample));
  for (auto& sample : of_accounts(pages, context)) all.push_back(std::move(sample));
  for (auto& sample : of_own_account(pages, context)) all.push_back(std::move(sample));
  for (auto& sample : of_own_factors(pages, context)) all.push_back(std::move(sample));
  for (auto& sample : all) sample.name += '-' + language;
  return all;
}

}  // namespace

std::vector<Sample> samples() {
  const auto pages = Pages::make(Issuer("https://login.example.com")).value();
  std::vector<Sample> all;
  for (const auto& language : Pages::languages()) {
    for (auto& sample : in_language(pages, language)) all.push_back(std::move(sample));
  }
  return all;
}

}  // namespace chancery::http::pages
