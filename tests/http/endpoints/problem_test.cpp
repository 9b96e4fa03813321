// How the first-party API says no.

#include "adapters/http/problem.hpp"

#include <gtest/gtest.h>

#include "tests/http/endpoints/api_mocks.hpp"

namespace chancery::http::test {
namespace {

using Reason = inbound::UserRefusal::Reason;

TEST(Problem, IsWhatRfc9457SaysAndTheContractAdds) {
  const Request request{.method = "GET", .path = "/", .request_id = "request-0001"};
  const auto reply = problem_reply(
      {422, "invalid", "not as it must be", {{"email", "missing"}}, "for the log"}, request);
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(reply.content_type, "application/problem+json");
  EXPECT_EQ(reply.cache_control, "no-store");
  EXPECT_EQ(reply.body,
            R"({"type":"about:blank","title":"Unprocessable Content","status":422,)"
            R"("detail":"not as it must be","code":"invalid","request_id":"request-0001",)"
            R"("errors":[{"field":"email","code":"missing"}]})");
  EXPECT_EQ(reply.log.detail, "for the log");
  EXPECT_EQ(header(reply, "WWW-Authenticate"), "(absent)");
}

TEST(Problem, A401NamesTheSchemeAndWhatIsWrongWithAToken) {
  const Request request{.method = "GET", .path = "/"};
  EXPECT_EQ(header(problem_reply({401, "missing_token", ""}, request), "WWW-Authenticate"),
            R"(Bearer realm="chancery")");
  EXPECT_EQ(header(problem_reply(problem_of(invalid_token("x")), request), "WWW-Authenticate"),
            R"(Bearer realm="chancery", error="invalid_token")");
}

TEST(Problem, EveryRefusalHasItsStatusCodeAndField) {
  const Request request{.method = "GET", .path = "/"};
  const struct {
    Reason reason;
    const char* told;
  } cases[] = {
      {Reason::unknown, "404 not_found"},
      {Reason::email_taken, "409 account_exists email:taken"},
      {Reason::username_taken, "409 account_exists username:taken"},
      {Reason::invalid_email, "422 invalid email:invalid"},
      {Reason::invalid_username, "422 invalid username:invalid"},
      {Reason::invalid_role, "422 invalid roles:invalid"},
      {Reason::weak_password, "422 invalid new_password:weak"},
      {Reason::current_password_missing, "422 invalid current_password:missing"},
      {Reason::current_password_wrong, "422 invalid current_password:wrong"},
      {Reason::second_factor_needed, "403 insufficient_user_authentication"},
      {Reason::changed_meanwhile, "409 changed_meanwhile"},
      {Reason::invalid_claim, "422 invalid claims:invalid"},
      {Reason::invalid_link, "400 invalid_link"},
      {Reason::registration_off, "403 registration_off"},
      {Reason::invitation_missing, "403 invitation_missing"},
      {Reason::no_mail, "501 no_mail"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(told(problem_reply(problem_of({c.reason, "why"}, "new_password"), request)), c.told);
  }
}

TEST(Problem, B81_TooManyAttemptsAre429AndSayWhenToTryAgain) {
  const Request request{.method = "GET", .path = "/"};
  const auto reply =
      problem_reply(problem_of({Reason::too_many_attempts, "why", Lifetime(32)}), request);
  EXPECT_EQ(told(reply), "429 too_many_attempts");
  EXPECT_EQ(header(reply, "Retry-After"), "32");
}

TEST(Problem, OAuthErrorsAre401Or403AndTheirDetailIsForTheLog) {
  const Request request{.method = "GET", .path = "/"};
  const struct {
    OAuthErrorCode code;
    const char* told;
  } cases[] = {
      {OAuthErrorCode::invalid_client, "401 invalid_client"},
      {OAuthErrorCode::invalid_grant, "401 invalid_grant"},
      {OAuthErrorCode::invalid_token, "401 invalid_token"},
      {OAuthErrorCode::insufficient_scope, "403 first_party_only"},
      {OAuthErrorCode::unauthorized_client, "403 unauthorized_client"},
  };
  for (const auto& c : cases) {
    const auto reply = problem_reply(problem_of(OAuthError{c.code, "inner detail"}), request);
    EXPECT_EQ(told(reply), c.told);
    EXPECT_EQ(reply.body.find("inner"), std::string::npos);
    EXPECT_EQ(reply.log.detail, "inner detail");
  }
}

}  // namespace
}  // namespace chancery::http::test
