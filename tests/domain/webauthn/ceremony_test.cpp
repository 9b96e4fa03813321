// What a passkey may say, as a table of everything that must not count.

#include "domain/webauthn/ceremony.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

using enum CeremonyFault;

const RelyingParty party{.id = "example.com", .origin = "https://example.com", .name = "example"};
const std::string party_hash(32, 'h');

class CeremonyTest : public testing::Test {
 protected:
  Ceremony ceremony{.party = party, .party_hash = party_hash, .challenge = "c1"};
  ClientData client{.type = "webauthn.get", .challenge = "c1", .origin = "https://example.com"};
  AuthenticatorData authenticator{
      .party_hash = party_hash, .user_present = true, .user_verified = true, .sign_count = 8};
  Credential credential{.id = CredentialId("k1"),
                        .factor = FactorId("p1"),
                        .user = UserId("u1"),
                        .name = "key",
                        .key = Ed25519Key{std::string(32, 'x')},
                        .sign_count = 7};

  std::optional<CeremonyFault> use() {
    return fault_of_use(ceremony, client, authenticator, credential);
  }
  std::optional<CeremonyFault> creation() {
    return fault_of_creation(ceremony, client, authenticator);
  }
};

TEST_F(CeremonyTest, NothingIsWrongWithWhatWasAskedFor) {
  EXPECT_EQ(use(), std::nullopt);
  client.type = "webauthn.create";
  authenticator.credential = AttestedCredential{"id", "key"};
  EXPECT_EQ(creation(), std::nullopt);
}

TEST_F(CeremonyTest, B88_AnotherOriginIsRefused) {
  for (const auto* origin :
       {"https://badexample.com", "https://example.com.evil.example", "https://example.com:8443",
        "http://example.com", "https://EXAMPLE.com", "https://example.com/", "null", "",
        "https://sub.example.com", "https://exаmple.com"}) {
    client.origin = origin;
    EXPECT_EQ(use(), wrong_origin) << origin;
    client.type = "webauthn.create";
    EXPECT_EQ(creation(), wrong_origin) << origin;
    client.type = "webauthn.get";
  }
}

TEST_F(CeremonyTest, B88_ItIsNotUsedInAnotherSitesFrame) {
  client.cross_origin = true;
  EXPECT_EQ(use(), wrong_origin);
}

TEST_F(CeremonyTest, B88_AnotherRelyingPartyIsRefused) {
  authenticator.party_hash = std::string(32, 'H');
  EXPECT_EQ(use(), wrong_party);
  client.type = "webauthn.create";
  EXPECT_EQ(creation(), wrong_party);
}

TEST_F(CeremonyTest, B88_AnotherChallengeIsRefused) {
  for (const auto* challenge : {"c2", "", "c1=", "C1"}) {
    client.challenge = challenge;
    EXPECT_EQ(use(), wrong_challenge) << challenge;
  }
}

TEST_F(CeremonyTest, OneCeremonyIsNotTheOther) {
  EXPECT_EQ(creation(), wrong_type);
  client.type = "webauthn.create";
  EXPECT_EQ(use(), wrong_type);
  client.type = "payment.get";
  EXPECT_EQ(use(), wrong_type);
}

TEST_F(CeremonyTest, B88_TheUserMustBeThereAndBeVerifiedWhereThatIsAsked) {
  authenticator.user_verified = false;
  EXPECT_EQ(use(), std::nullopt);
  ceremony.verify_user = true;
  EXPECT_EQ(use(), user_not_verified);
  authenticator.user_verified = true;
  EXPECT_EQ(use(), std::nullopt);
  authenticator.user_present = false;
  EXPECT_EQ(use(), user_absent);
}

TEST_F(CeremonyTest, B88_ACounterThatGoesBackOrStaysIsRefused) {
  const struct {
    std::uint32_t last;
    std::uint32_t now;
    bool counts;
  } rows[] = {{0, 0, true},  {0, 1, true},  {1, 2, true},  {7, 4'000'000'000, true},
              {1, 1, false}, {2, 1, false}, {1, 0, false}, {4'000'000'000, 7, false}};
  for (const auto& row : rows) {
    EXPECT_EQ(has_counted_on(row.last, row.now), row.counts) << row.last << " " << row.now;
    credential.sign_count = row.last;
    authenticator.sign_count = row.now;
    EXPECT_EQ(use(), row.counts ? std::nullopt : std::optional(counter_back));
  }
}

TEST_F(CeremonyTest, WhetherAKeyCanBeCopiedNeverChanges) {
  authenticator.backup_eligible = true;
  EXPECT_EQ(use(), changed_nature);
  credential.backup_eligible = true;
  EXPECT_EQ(use(), std::nullopt);
}

TEST_F(CeremonyTest, ACreationMakesACredential) {
  client.type = "webauthn.create";
  EXPECT_EQ(creation(), no_credential);
}

}  // namespace
}  // namespace chancery
