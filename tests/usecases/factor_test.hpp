#pragma once

// A user with second factors of every kind, who logs in by them at the first-party API.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "domain/totp.hpp"
#include "tests/usecases/world.hpp"

namespace chancery::test {

inline const std::string enrolled_key(20, 'k');

class FactorTest : public testing::Test, protected World {
 protected:
  /// The user's app, as it is after enrolment.
  void enrol_app(std::vector<RecoveryCodeDigest> recovery = {}) {
    const FactorId id("app1");
    const outbound::TotpFactor totp{
        .id = id,
        .user = user.id,
        .name = "app",
        .sealed_key = sealer.seal(Secret(enrolled_key), totp_key_place(id)),
        .created_at = clock.now()};
    EXPECT_NE(factors.enrol_totp(totp, recovery, enrolled), outbound::EnrolOutcome::unknown_user);
  }
  void enrol_passkey(PlainAuthenticator& with) {
    const auto made =
        challenges.make({.purpose = Challenge::Purpose::enrol_passkey, .user = user.id}, holder);
    const auto credential =
        passkeys.made(made, with.make(passkeys.creation(made, user)),
                      {.id = FactorId("key1"), .kind = FactorKind::passkey, .name = "key"});
    EXPECT_NE(credentials.enrol(credential.value(), {}, enrolled),
              outbound::EnrolOutcome::unknown_user);
    clock.at += 1s;
  }
  Secret shown(Lifetime later = 0s) {
    return one_time_passwords.code(Secret(enrolled_key), totp_step(clock.now() + later));
  }
  /// The challenge that a password brings.
  std::string challenge() {
    const auto refused = log_in();
    EXPECT_EQ(refused.error().code, OAuthErrorCode::mfa_required);
    return refused.error().challenge;
  }
  std::expected<inbound::TokenResponse, OAuthError> answer(const std::string& to,
                                                           FactorProof proof) {
    return answer(app, to, std::move(proof));
  }
  std::expected<inbound::TokenResponse, OAuthError> answer(const Client& client,
                                                           const std::string& to,
                                                           FactorProof proof) {
    return issue_tokens.issue(client, inbound::FactorRequest{to, std::move(proof)}, context);
  }
  std::expected<inbound::TokenResponse, OAuthError> type(const Secret& code) {
    return answer(challenge(), TotpProof{code});
  }
  static std::string why(const std::expected<inbound::TokenResponse, OAuthError>& outcome) {
    return outcome ? "tokens"
                   : std::string(name(outcome.error().code)) + " " + outcome.error().detail;
  }
  Authentication authentication_of(const inbound::TokenResponse& tokens) {
    return signer.verify(tokens.access_token.reveal()).value().authentication;
  }

  const AuditEvent enrolled{.type = AuditType::factor_added, .at = clock.now()};
  PlainAuthenticator authenticator{digests};
  const ChallengeHolder holder{"test"};
};

}  // namespace chancery::test
