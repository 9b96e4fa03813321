#include "adapters/http/pages/pages.hpp"

#include <gtest/gtest.h>

#include <regex>

#include "adapters/http/digest_source.hpp"
#include "adapters/http/pages/built_in.hpp"
#include "adapters/http/pages/page_headers.hpp"
#include "adapters/http/pages/view_values.hpp"
#include "adapters/http/wire/reply_writer.hpp"
#include "tests/http/pages/samples.hpp"

namespace chancery::http::pages {
namespace {

const Issuer issuer("https://login.example.com");

Pages built_in() { return Pages::make(issuer).value(); }

std::string header(const Reply& reply, std::string_view name) {
  for (const auto& [field, value] : reply.headers) {
    if (field == name) return value;
  }
  return {};
}

bool has(const Reply& reply, std::string_view text) {
  return reply.body.find(text) != std::string::npos;
}

LoginView login_of(ClientCard client) {
  return {.client = std::move(client),
          .form = {.action = "/login", .hidden = {{"csrf", "token"}, {"interaction", "sealed"}}}};
}

TEST(Pages, AreSmallAndAskNothingOfAnywhereElse) {
  const std::regex load(R"((src|srcset|@import|url\()\s*=?)", std::regex::icase);
  for (const auto& [name, page] : samples()) {
    EXPECT_LT(page.body.size(), 50'000U) << name;
    EXPECT_FALSE(std::regex_search(page.body, load)) << name;
    EXPECT_FALSE(has(page, "<link")) << name;
    EXPECT_FALSE(has(page, "{{")) << name;
    EXPECT_EQ(page.content_type, "text/html; charset=utf-8") << name;
  }
}

TEST(Pages, LeaveNoBlankUnfilled) {
  for (const auto& [name, page] : samples()) {
    auto shown = page.body.substr(page.body.find("</style>"));
    // Scripts and what they are given have braces of their own.
    for (const char* const own : {R"(data-(get|create)="[^"]*")", R"(<script>[^<]*)"}) {
      shown = std::regex_replace(shown, std::regex(own), "");
    }
    EXPECT_EQ(shown.find_first_of("{}"), std::string::npos) << name;
  }
}

TEST(Pages, B16_B18_CannotBeFramedStoredOrTraced) {
  for (const auto& [name, page] : samples()) {
    const auto policy = header(page, "Content-Security-Policy");
    EXPECT_TRUE(policy.starts_with("default-src 'none'; style-src 'sha256-")) << policy;
    EXPECT_TRUE(policy.ends_with("; base-uri 'none'; frame-ancestors 'none'")) << policy;
    EXPECT_EQ(policy.find("unsafe"), std::string::npos) << policy;
    EXPECT_EQ(page.cache_control, "no-store") << name;
    std::string wire;
    write_reply(wire, page, {});
    EXPECT_NE(wire.find("\r\nX-Frame-Options: DENY\r\n"), std::string::npos) << name;
    EXPECT_NE(wire.find("\r\nReferrer-Policy: no-referrer\r\n"), std::string::npos) << name;
    EXPECT_NE(wire.find("\r\nX-Content-Type-Options: nosniff\r\n"), std::string::npos) << name;
  }
}

TEST(Pages, B17_HaveNoFieldThatOpensThemToOtherOrigins) {
  for (const auto& [name, page] : samples()) {
    EXPECT_EQ(header(page, "Access-Control-Allow-Origin"), "") << name;
    EXPECT_EQ(header(page, "Cross-Origin-Resource-Policy"), "same-origin") << name;
  }
}

TEST(Pages, TheirOneStyleIsWhatThePolicyAllows) {
  const auto page = built_in().login(login_of({.name = "App"}), {});
  const auto begin = page.body.find("<style>") + 7;
  const auto style = page.body.substr(begin, page.body.find("</style>") - begin);
  EXPECT_EQ(style, style_css());
  EXPECT_NE(header(page, "Content-Security-Policy").find(digest_source(style)), std::string::npos);
}

TEST(Pages, TheScriptThatSendsAnAnswerOnIsWhatThePolicyAllows) {
  const auto page = built_in().form_post(
      {.action = "https://app.example/cb?a=b&c", .parameters = {{"code", "\"><x>"}}}, {});
  const auto begin = page.body.find("<script>") + 8;
  const auto script = page.body.substr(begin, page.body.find("</script>") - begin);
  const auto policy = header(page, "Content-Security-Policy");
  EXPECT_NE(policy.find("; script-src " + digest_source(script) + ";"), std::string::npos);
  EXPECT_NE(policy.find("; form-action 'self' https:;"), std::string::npos) << policy;
  EXPECT_TRUE(has(page, R"(action="https://app.example/cb?a=b&amp;c")"));
  EXPECT_TRUE(has(page, R"(name="code" value="&quot;&gt;&lt;x&gt;")"));
  EXPECT_TRUE(has(page, "<noscript>"));
}

TEST(Pages, B13_WhatComesFromOutsideIsShownAsText) {
  const std::string attack = R"("><script>alert('1')</script>)";
  const auto shown = "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;";
  const auto pages = built_in();
  auto login = login_of({.name = attack});
  login.username = attack;
  login.form.hidden.emplace_back(attack, attack);
  login.form.action = attack;
  const ConsentView consent{.client = {.name = attack},
                            .form = login.form,
                            .user = attack,
                            .scopes = {attack},
                            .claims = {attack}};
  const PageContext context{
      .ui_locales = {attack}, .accept_language = attack, .request_id = attack};
  for (const auto& page :
       {pages.login(login, context), pages.consent(consent, context),
        pages.logout({.form = login.form, .user = attack}, context),
        pages.signed_out({.client = ClientCard{.name = attack, .client_uri = "https://a.example"}},
                         context),
        pages.error({PageError::redirect_uri}, context),
        pages.ask_email({AskEmailReason::forgot_password, login.form, attack}, context),
        pages.verify({login.form, attack}, context),
        pages.new_password({NewPasswordReason::invite, login.form, attack, attack}, context),
        pages.form_post({.action = attack, .parameters = {{attack, attack}}}, context)}) {
    EXPECT_FALSE(has(page, "<script>alert")) << page.body;
    EXPECT_TRUE(has(page, shown)) << page.body;
  }
}

TEST(Pages, B13_OnlyLinksOfTheWebAreShown) {
  const std::pair<const char*, bool> cases[]{
      {"https://app.example/privacy", true},
      {"http://127.0.0.1:3000/terms", true},
      {"javascript:alert(1)", false},
      {"JavaScript:alert(1)", false},
      {"data:text/html,x", false},
      {"https:app.example", false},
      {"//app.example/x", false},
      {"/x", false},
      {" https://app.example", false},
      {"", false},
  };
  for (const auto& [uri, is_shown] : cases) {
    EXPECT_EQ(shown_link(std::string(uri)), is_shown ? uri : "") << uri;
    const auto page = built_in().login(
        login_of({.name = "App", .logo_uri = uri, .policy_uri = uri, .tos_uri = uri}), {});
    EXPECT_EQ(has(page, "<a href="), is_shown) << uri;
    EXPECT_FALSE(has(page, "<img")) << uri << ": nothing is loaded from elsewhere";
  }
}

TEST(Pages, ThePolicyNamesWhereAFormMayLead) {
  const std::pair<const char*, const char*> cases[]{{"https://app.example:8443/cb?x=1", "https:"},
                                                    {"http://127.0.0.1:49152/cb", "http:"},
                                                    {"http://[::1]:49152/cb", "http:"},
                                                    {"com.example.app:/cb", "com.example.app:"},
                                                    {"com.example.app://cb/x", "com.example.app:"}};
  for (const auto& [uri, source] : cases) {
    auto view = login_of({.name = "App"});
    view.form.leads_to = uri;
    const auto policy = header(built_in().login(view, {}), "Content-Security-Policy");
    EXPECT_NE(policy.find("; img-src data:; form-action 'self' " + std::string(source) + "; base"),
              std::string::npos)
        << policy;
  }
}

TEST(Pages, ALogoIsShownIfThePageHoldsIt) {
  const std::string image = "data:image/png;base64,iVBORw0KGgo=";
  const auto page = built_in().login(login_of({.name = "App", .logo_uri = image}), {});
  EXPECT_TRUE(has(page, R"(<img class="logo" src=")" + image + '"'));
  for (const auto* const no_uri : {"https://a.example; script-src *", "https://a b", "\r\n"}) {
    EXPECT_EQ(scheme_source(no_uri), std::nullopt) << no_uri;
  }
}

TEST(Pages, AFlowThatGoesOnKeepsItsOpener) {
  const auto pages = built_in();
  constexpr auto field = "Cross-Origin-Opener-Policy";
  EXPECT_EQ(header(pages.login(login_of({.name = "App"}), {}), field), "");
  EXPECT_EQ(header(pages.form_post({}, {}), field), "");
  EXPECT_EQ(header(pages.error({PageError::interaction}, {}), field), "same-origin");
  EXPECT_EQ(header(pages.signed_out({}, {}), field), "same-origin");
}

TEST(Pages, ALoginFormIsWhatPasswordManagersAndScreenReadersExpect) {
  auto view = login_of({.name = "App"});
  const auto fresh = built_in().login(view, {});
  EXPECT_TRUE(has(fresh, R"(<label for="username">)"));
  EXPECT_TRUE(has(fresh, R"(autocomplete="username")"));
  EXPECT_TRUE(has(fresh, R"(<label for="password">)"));
  EXPECT_TRUE(has(fresh, R"(type="password" autocomplete="current-password")"));
  EXPECT_FALSE(has(fresh, "role=\"alert\""));
  EXPECT_FALSE(has(fresh, "aria-invalid=\"true\""));

  view.username = "ada@example.com";
  view.problem = LoginProblem::wrong_credentials;
  const auto again = built_in().login(view, {});
  EXPECT_EQ(again.status, 200);
  EXPECT_TRUE(has(again, R"(id="problem" role="alert">This email or username)"));
  EXPECT_TRUE(
      has(again, R"(value="ada@example.com" aria-describedby="problem" aria-invalid="true")"));
}

TEST(Pages, EnterSignsInBecauseCancelComesLater) {
  const auto page = built_in().login(login_of({.name = "App"}), {});
  EXPECT_LT(page.body.find(R"(<button class="main" type="submit">)"),
            page.body.find(R"(name="cancel" value="1" formnovalidate)"));
}

TEST(Pages, SayScopesAndClaimsInWords) {
  const ConsentView view{.client = {.name = "App"},
                         .form = {.leads_to = "https://app.example:444/cb"},
                         .user = "ada",
                         .scopes = {"email", "files.read", "other"},
                         .claims = {"birthdate", "shoe_size"}};
  const auto page = built_in().consent(view, {});
  for (const auto* const text :
       {"App would like to:", "See your email address", "Use “files.read”", "Use “other”",
        "See your date of birth", "See “shoe_size” of your account",
        "Afterwards you return to app.example."}) {
    EXPECT_TRUE(has(page, text)) << text;
  }
  EXPECT_TRUE(has(built_in().consent(view, {.accept_language = "de-CH"}), "App möchte:"));
}

TEST(Pages, AreInTheLanguageThatIsWanted) {
  const auto pages = built_in();
  const auto view = login_of({.name = "App"});
  EXPECT_TRUE(has(pages.login(view, {}), R"(<html lang="en" dir="ltr">)"));
  EXPECT_TRUE(has(pages.login(view, {.accept_language = "de"}), R"(<html lang="de" dir="ltr">)"));
  EXPECT_TRUE(
      has(pages.login(view, {.ui_locales = {"fr"}, .accept_language = "de"}), "Se connecter"));
}

TEST(Pages, ErrorsHaveTheirStatus) {
  const auto pages = built_in();
  EXPECT_EQ(pages.error({PageError::unknown_client}, {}).status, 400);
  EXPECT_EQ(pages.error({PageError::redirect_uri}, {}).status, 400);
  EXPECT_EQ(pages.error({PageError::invalid_request}, {}).status, 400);
  EXPECT_EQ(pages.error({PageError::interaction}, {}).status, 400);
  EXPECT_EQ(pages.error({PageError::forbidden}, {}).status, 403);
  EXPECT_EQ(pages.error({PageError::unavailable}, {}).status, 503);
  EXPECT_TRUE(has(pages.error({PageError::forbidden}, {.request_id = "r-1"}), "Reference: r-1"));
}

TEST(Pages, NotesHaveTheirStatus) {
  const auto pages = built_in();
  for (const auto note :
       {Note::mail_sent, Note::verified, Note::password_reset, Note::account_made}) {
    EXPECT_EQ(pages.note({note}, {}).status, 200);
  }
  EXPECT_EQ(pages.note({Note::link_invalid}, {}).status, 400);
  EXPECT_EQ(pages.note({Note::registration_off}, {}).status, 403);
  EXPECT_EQ(pages.note({Note::address_taken}, {}).status, 409);
  EXPECT_EQ(pages.note({Note::no_mail}, {}).status, 501);
}

TEST(Pages, ANewPasswordGoesToTheRightEntryOfAPasswordManager) {
  const auto pages = built_in();
  const auto reset =
      pages.new_password({NewPasswordReason::reset_password, {}, "ada@example.com"}, {});
  EXPECT_TRUE(has(reset, R"(autocomplete="username" value="ada@example.com" readonly)"));
  EXPECT_TRUE(has(reset, R"(autocomplete="new-password")"));
  EXPECT_FALSE(has(reset, R"(name="username")"));
  const auto invited = pages.new_password({NewPasswordReason::invite, {}, "ada@example.com"}, {});
  EXPECT_TRUE(has(invited, R"(name="username" type="text" autocomplete="username")"));
}

TEST(Pages, AnOperatorsFilesReplaceTheBuiltInOnes) {
  const auto pages = Pages::make(issuer, {.layout = "<title>{{title}}</title>{{>page}}{{>style}}",
                                          .login = "<b>{{client_name}}</b>",
                                          .style = "b{}"});
  ASSERT_TRUE(pages);
  const auto page = pages->login(login_of({.name = "App"}), {});
  EXPECT_EQ(page.body, "<title>Sign in</title><b>App</b>b{}");
  EXPECT_NE(header(page, "Content-Security-Policy").find(digest_source("b{}")), std::string::npos);
}

TEST(Pages, EveryFileOfAnOperatorIsReadAndItsErrorFound) {
  for (const auto& [name, member] : PageFiles::files()) {
    PageFiles own;
    own.*member = "\n{{nobody}}</";
    const auto pages = Pages::make(issuer, own);
    ASSERT_FALSE(pages) << name;
    EXPECT_EQ(pages.error().file, name);
  }
  const auto pages = Pages::make(issuer, {.error = "a\n{{username}}"});
  ASSERT_FALSE(pages);
  EXPECT_EQ(pages.error().error.line, 2U);
  EXPECT_EQ(pages.error().error.message, "{{username}} is not known here");
}

}  // namespace
}  // namespace chancery::http::pages
