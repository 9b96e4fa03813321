// /account/factors by its URL: each step's page, and what its forms do. The use cases are mocked,
// no socket is opened.

#include <gtest/gtest.h>

#include "tests/http/endpoints/page_mocks.hpp"

namespace chancery::http::test {
namespace {

using inbound::FactorRefusal;
using trompeloeil::_;
using Reason = FactorRefusal::Reason;

class OwnFactorsPageTest : public PagesTest {
 protected:
  const Factor phone{.id = FactorId("f1"),
                     .kind = FactorKind::totp,
                     .name = "<b>Phone</b>",
                     .created_at = Instant(std::chrono::hours(24))};
  const Factor key{.id = FactorId("f2"), .kind = FactorKind::passkey, .name = "Key"};
  const inbound::TotpEnrolment begun{"E", Secret("GEZDGNBV"), Secret("otpauth://totp/x")};

  std::unique_ptr<trompeloeil::expectation> signed_in =
      NAMED_ALLOW_CALL(account, show(_))
          .RETURN(inbound::AccountOverview{{.id = UserId("1"), .email = "ada@example.org"},
                                           Instant(std::chrono::hours(24))});
  std::unique_ptr<trompeloeil::expectation> listed =
      NAMED_ALLOW_CALL(factors, list(UserId("1"))).RETURN(inbound::FactorList{{phone, key}, 9});

  [[nodiscard]] Reply send(const std::string& body) const {
    return ask(post("/account/factors", "csrf=B.account+factors&shown_to=B.shown+to+S&" + body));
  }
  static auto refusal(Reason reason) {
    return std::unexpected(FactorRefusal{.reason = reason, .message = "because"});
  }
  static FactorRefusal asked(Reason reason) {
    FactorRefusal refusal{.reason = reason, .message = "more"};
    refusal.offer = inbound::FactorOffer{.challenge = "C", .totp = true, .recovery_code = true};
    return refusal;
  }
  static bool is_this_browsers(const inbound::FactorOwner& owner) {
    return owner.user.id == UserId("1") && owner.holder == "B" &&
           owner.client == ClientId("/account");
  }
  static std::string hidden(const char* name, const char* value) {
    return R"(<input type="hidden" name=")" + std::string(name) + R"(" value=")" + value + R"(">)";
  }
};

TEST_F(OwnFactorsPageTest, WhoIsNotLoggedInIsSentToLogInFirst) {
  signed_in.reset();
  const inbound::AccountFault login =
      inbound::AuthorizationAnswer{inbound::GoToLogin{"I"}, Secret("N")};
  ALLOW_CALL(account, show(_)).RETURN(std::unexpected(login));
  FORBID_CALL(enrolment, begin_totp(_, _));
  EXPECT_EQ(ask(get("/account/factors")).status, 303);
  EXPECT_EQ(send("do=totp&proof=P").status, 303);
}

TEST_F(OwnFactorsPageTest, WhatThereIsIsShownAndChangedBehindThePassword) {
  const auto page = ask(get("/account/factors"));
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(has(page, "&lt;b&gt;Phone&lt;/b&gt;"));
  EXPECT_TRUE(has(page, "since 1970-01-02 00:00 UTC"));
  EXPECT_TRUE(has(page, "Recovery codes left: 9"));
  EXPECT_TRUE(has(page, R"(name="current_password")"));
  EXPECT_FALSE(has(page, R"(value="totp")"));
  EXPECT_FALSE(has(page, "<script"));
}

TEST_F(OwnFactorsPageTest, B76_FormsOfOtherPagesAreRefused) {
  FORBID_CALL(prove, by_password(_, _, _));
  FORBID_CALL(factors, remove(_, _, _, _));
  for (const auto* csrf : {"", "csrf=B.account+profile&", "csrf=other.account+factors&"}) {
    const auto body = csrf + std::string("shown_to=B.shown+to+S&do=remove&id=f1&proof=P");
    EXPECT_EQ(ask(post("/account/factors", body)).status, 403);
  }
  const auto* const others = "csrf=B.account+factors&shown_to=B.shown+to+S0&do=remove&id=f1";
  EXPECT_EQ(ask(post("/account/factors", others)).status, 303);
}

TEST_F(OwnFactorsPageTest, ThePasswordOpensWhatCanBeChanged) {
  REQUIRE_CALL(prove, by_password(_, _, _))
      .WITH(is_this_browsers(_1) && _2.reveal() == "pw")
      .RETURN(std::string("P"));
  const auto page = send("do=prove&current_password=pw");
  EXPECT_TRUE(has(page, hidden("proof", "P")));
  EXPECT_TRUE(has(page, R"(name="factor" value="f1")"));
  EXPECT_TRUE(has(page, "Use another authenticator app"));
  EXPECT_TRUE(has(page, R"(name="do" value="passkey")"));
  EXPECT_TRUE(has(page, R"(name="do" value="recovery_codes")"));
}

TEST_F(OwnFactorsPageTest, AWrongPasswordIsSaidBesideItsFieldAndTooManyHaveToWait) {
  REQUIRE_CALL(prove, by_password(_, _, _)).RETURN(refusal(Reason::wrong_password));
  const auto wrong = send("do=prove&current_password=pw");
  EXPECT_TRUE(has(wrong, R"(id="current-problem")"));
  EXPECT_EQ(wrong.log.error, "wrong_password");
  FactorRefusal wait{.reason = Reason::too_many_attempts, .message = "wait"};
  wait.retry_after = std::chrono::seconds(7);
  REQUIRE_CALL(prove, by_password(_, _, _)).RETURN(std::unexpected(wait));
  EXPECT_EQ(send("do=prove&current_password=pw").status, 429);
}

TEST_F(OwnFactorsPageTest, B87_WhereThereIsAFactorItIsAskedForToo) {
  REQUIRE_CALL(prove, by_password(_, _, _)).RETURN(std::unexpected(asked(Reason::factor_needed)));
  const auto page = send("do=prove&current_password=pw");
  EXPECT_TRUE(has(page, hidden("challenge", "C")));
  EXPECT_TRUE(has(page, R"(id="code")"));
  EXPECT_TRUE(has(page, R"(id="recovery_code")"));
  EXPECT_FALSE(has(page, R"(name="proof")"));

  REQUIRE_CALL(prove, by_factor(_, "C", _, _))
      .WITH(is_this_browsers(_1) && std::get<TotpProof>(_3).code.reveal() == "000000")
      .RETURN(std::unexpected(asked(Reason::wrong_factor)));
  const auto again = send("do=answer&challenge=C&code=000000");
  EXPECT_TRUE(has(again, hidden("challenge", "C")));
  EXPECT_TRUE(has(again, R"(id="code-problem")"));
  EXPECT_EQ(again.log.error, "wrong_factor");

  REQUIRE_CALL(prove, by_factor(_, "C", _, _))
      .WITH(std::get<RecoveryProof>(_3).code.reveal() == "aaaa")
      .RETURN(std::string("P"));
  EXPECT_TRUE(has(send("do=answer&challenge=C&recovery_code=aaaa"), hidden("proof", "P")));
}

TEST_F(OwnFactorsPageTest, B87_WithoutAProofTheWayBeginsAnew) {
  REQUIRE_CALL(enrolment, begin_totp(_, "")).RETURN(refusal(Reason::proof_needed));
  REQUIRE_CALL(enrolment, begin_passkey(_, "old")).RETURN(refusal(Reason::proof_needed));
  REQUIRE_CALL(factors, remove(_, "old", FactorId("f1"), _)).RETURN(refusal(Reason::proof_needed));
  REQUIRE_CALL(prove, by_factor(_, "old", _, _)).RETURN(refusal(Reason::challenge_lost));
  for (const auto* body : {"do=totp", "do=passkey&proof=old", "do=remove&id=f1&proof=old",
                           "do=answer&challenge=old&code=1", "do=nonsense"}) {
    const auto page = send(body);
    EXPECT_TRUE(has(page, R"(name="current_password")")) << body;
  }
}

TEST_F(OwnFactorsPageTest, AnAppGetsItsKeyAsPictureAndAsText) {
  REQUIRE_CALL(enrolment, begin_totp(_, "P")).WITH(is_this_browsers(_1)).RETURN(begun);
  const auto page = send("do=totp&proof=P");
  EXPECT_TRUE(has(page, "<svg "));
  EXPECT_TRUE(has(page, "GEZD GNBV"));
  EXPECT_TRUE(has(page, hidden("enrolment", "E")));
  EXPECT_TRUE(has(page, "It takes the place of the app"));
}

TEST_F(OwnFactorsPageTest, AWrongCodeShowsTheSameKeyAgain) {
  REQUIRE_CALL(enrolment, confirm_totp(_, "E", _, _, _))
      .WITH(_3.reveal() == "000000" && _4 == "Phone")
      .RETURN(refusal(Reason::wrong_code));
  REQUIRE_CALL(enrolment, begun_totp(_, "E")).RETURN(begun);
  const auto page = send("do=confirm_totp&enrolment=E&proof=P&code=000000&name=Phone");
  EXPECT_TRUE(has(page, "GEZD GNBV"));
  EXPECT_TRUE(has(page, R"(id="code-problem")"));
  EXPECT_TRUE(has(page, hidden("enrolment", "E")));
}

TEST_F(OwnFactorsPageTest, B77_TheFirstFactorBringsRecoveryCodesAndANewSession) {
  const inbound::Enrolled first{
      .factor = phone, .proof = "both", .recovery_codes = {Secret("aaaa"), Secret("bbbb")}};
  REQUIRE_CALL(enrolment, confirm_totp(_, "E", _, _, _)).WITH(!_4).RETURN(first);
  REQUIRE_CALL(account, step_up(_, "both", _))
      .WITH(is_our_browser(_1))
      .RETURN(inbound::RenewedSession{Secret("S2"), Lifetime(60)});
  const auto page = send("do=confirm_totp&enrolment=E&code=123456");
  EXPECT_TRUE(has(page, "<code>aaaa</code>"));
  EXPECT_TRUE(has(page, "<code>bbbb</code>"));
  EXPECT_TRUE(has(page, hidden("proof", "both")));
  EXPECT_TRUE(has(page, hidden("shown_to", "B.shown to S2")));
  ASSERT_EQ(cookies(page).size(), 2U);
  EXPECT_NE(cookies(page)[1].find("chancery-session=S2"), std::string::npos);
}

TEST_F(OwnFactorsPageTest, TheNextFactorLeavesTheSessionAsItIs) {
  FORBID_CALL(account, step_up(_, _, _));
  REQUIRE_CALL(enrolment, confirm_passkey(_, "E", _, _, _))
      .WITH(_3.credential_id == "Y3JlZA" && _4 == "Key")
      .RETURN(inbound::Enrolled{.factor = key, .proof = "both"});
  const auto page = send(
      "do=confirm_passkey&enrolment=E&proof=P&name=Key&passkey=%7B%22id%22:%22Y3JlZA%22,"
      "%22type%22:%22public-key%22,%22response%22:%7B%22clientDataJSON%22:%22ZGF0YQ%22,"
      "%22attestationObject%22:%22YXR0%22,%22transports%22:[]%7D%7D");
  EXPECT_TRUE(has(page, "It is added."));
  EXPECT_TRUE(has(page, hidden("proof", "both")));
  EXPECT_TRUE(cookies(page).empty());
}

TEST_F(OwnFactorsPageTest, APasskeyThatCannotBeReadIsAskedForAnew) {
  REQUIRE_CALL(enrolment, begin_passkey(_, "P"))
      .RETURN(inbound::PasskeyEnrolment{.enrolment = "E2", .creation = {}});
  const auto page = send("do=confirm_passkey&enrolment=E&proof=P&passkey=%7B%7D");
  EXPECT_TRUE(has(page, "data-create=\""));
  EXPECT_TRUE(has(page, hidden("enrolment", "E2")));
  EXPECT_TRUE(has(page, "<script>"));
  EXPECT_EQ(page.log.error, "wrong_passkey");
}

TEST_F(OwnFactorsPageTest, WherePasskeysCannotBeNoneIsOffered) {
  issuer = Issuer("http://127.0.0.1:8080");
  routes = routes_of(true);
  REQUIRE_CALL(prove, by_password(_, _, _)).RETURN(std::string("P"));
  auto request = post("/account/factors",
                      "csrf=B.account+factors&shown_to=B.shown+to+S&do=prove&current_password=pw");
  request.headers = {};
  request.headers.add("Cookie", "chancery-browser=B; chancery-session=S");
  request.headers.add("Content-Type", "application/x-www-form-urlencoded");
  request.headers.add("Sec-Fetch-Site", "same-origin");
  const auto page = ask(request);
  EXPECT_TRUE(has(page, hidden("proof", "P")));
  EXPECT_FALSE(has(page, R"(value="passkey")"));
}

TEST_F(OwnFactorsPageTest, OneFactorIsNamedAndRemoved) {
  const auto page = send("factor=f1&proof=P");
  EXPECT_TRUE(has(page, R"(name="id" value="f1")"));
  EXPECT_FALSE(has(page, R"(value="Key")"));
  EXPECT_FALSE(has(page, "your password alone signs you in")) << "there is another one";
  REQUIRE_CALL(factors, rename(_, "P", FactorId("f1"), "Mine", _)).RETURN(phone);
  EXPECT_TRUE(has(send("do=rename&id=f1&name=Mine&proof=P"), "Saved."));
  REQUIRE_CALL(factors, rename(_, "P", FactorId("f1"), _, _)).RETURN(refusal(Reason::invalid_name));
  EXPECT_TRUE(has(send("do=rename&id=f1&name=x&proof=P"), R"(id="name-problem")"));
  REQUIRE_CALL(factors, remove(_, "P", FactorId("f1"), _)).RETURN(MockFactors::Done());
  EXPECT_TRUE(has(send("do=remove&id=f1&proof=P"), "It is removed."));
  REQUIRE_CALL(factors, remove(_, "P", FactorId("f3"), _)).RETURN(refusal(Reason::unknown));
  EXPECT_TRUE(has(send("do=remove&id=f3&proof=P"), "This is not there any more."));
  EXPECT_TRUE(has(send("factor=f3&proof=P"), "This is not there any more."));
}

TEST_F(OwnFactorsPageTest, TheLastFactorSaysWhatItsEndMeans) {
  listed.reset();
  ALLOW_CALL(factors, list(_)).RETURN(inbound::FactorList{{phone}, 9});
  EXPECT_TRUE(has(send("factor=f1&proof=P"), "your password alone signs you in"));
}

TEST_F(OwnFactorsPageTest, NewRecoveryCodesAreShownOnce) {
  REQUIRE_CALL(factors, replace_recovery_codes(_, "P", _))
      .RETURN(std::vector<Secret>{Secret("cccc")});
  const auto page = send("do=recovery_codes&proof=P");
  EXPECT_TRUE(has(page, "<code>cccc</code>"));
  EXPECT_TRUE(has(page, hidden("proof", "P")));
}

}  // namespace
}  // namespace chancery::http::test
