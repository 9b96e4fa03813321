// Attestation objects and keys that somebody else's program wrote.

#include "adapters/webauthn/attestation_reader.hpp"

#include <gtest/gtest.h>

#include "domain/codec/base64url.hpp"
#include "domain/webauthn/authenticator_data.hpp"
#include "tests/adapters/webauthn/test_credentials.hpp"

namespace chancery::webauthn {
namespace {

using namespace std::string_literals;
namespace made = test_credentials;

std::string bytes(std::string_view base64url) { return codec::from_base64url(base64url).value(); }

/// `{"fmt": format, "attStmt": statement, "authData": "data"}`.
std::string object(const std::string& format, const std::string& statement) {
  return "\xa3\x63"s + "fmt" + format + "\x67" + "attStmt" + statement + "\x68" + "authData" +
         "\x44" + "data";
}
const auto none = "\x64none"s;
const auto packed = "\x66packed"s;

class AttestationReaderTest : public testing::Test {
 protected:
  AttestationReader reader;
};

TEST_F(AttestationReaderTest, ReadsWhatOthersWrote) {
  for (const auto& [attested, key] :
       {std::pair(made::es256_none, made::es256_key), std::pair(made::eddsa_none, made::eddsa_key),
        std::pair(made::rs256_none, made::rs256_key)}) {
    const auto attestation = reader.read(bytes(attested)).value();
    EXPECT_EQ(attestation.self, std::nullopt);
    const auto data = read_authenticator_data(attestation.authenticator_data).value();
    EXPECT_TRUE(data.user_present && data.user_verified);
    EXPECT_EQ(data.sign_count, 3U);
    EXPECT_TRUE(data.credential.value().id.starts_with("credential-"));
    EXPECT_EQ(data.credential->key_and_rest, bytes(key));
    const auto read = reader.read_key(data.credential->key_and_rest, false);
    ASSERT_TRUE(read);
    EXPECT_TRUE(is_well_formed(*read));
  }
}

TEST_F(AttestationReaderTest, ReadsEachKindOfKey) {
  EXPECT_TRUE(
      std::holds_alternative<P256Key>(reader.read_key(bytes(made::es256_key), false).value()));
  EXPECT_TRUE(
      std::holds_alternative<Ed25519Key>(reader.read_key(bytes(made::eddsa_key), false).value()));
  EXPECT_EQ(std::get<RsaKey>(reader.read_key(bytes(made::rs256_key), false).value()).e,
            "\x01\x00\x01"s);
}

TEST_F(AttestationReaderTest, ReadsAKeysOwnSignatureAndPassesOverCertificates) {
  const auto es256 = reader.read(bytes(made::es256_self)).value().self.value();
  EXPECT_EQ(es256.algorithm, -7);
  EXPECT_TRUE(es256.signature.starts_with("\x30"));
  EXPECT_EQ(reader.read(bytes(made::eddsa_self)).value().self.value().signature.size(), 64U);
  EXPECT_EQ(reader.read(bytes(made::es256_certified)).value().self, std::nullopt);
}

TEST_F(AttestationReaderTest, StatementsOfOtherFormatsArePassedOver) {
  const auto read = reader.read(object("\x63tpm"s, "\xa1\x61x\x01"s));
  EXPECT_EQ(read, (outbound::Attestation{"data", std::nullopt}));
}

TEST_F(AttestationReaderTest, B88_OtherBytesAreNoAttestation) {
  EXPECT_TRUE(reader.read(object(none, "\xa0")));
  for (const auto& wrong :
       {""s, "\xa0"s, "\x01"s, object(none, "\xa1\x61x\x01"s), object(none, "\x80"s),
        object("\x01"s, "\xa0"s), object(packed, "\xa0"s),
        object(packed,
               "\xa1\x63"
               "alg\x26"s),
        object(packed,
               "\xa2\x63"
               "alg\x61x\x63sig\x41x"s),
        object(none, "\xa0") + "\x01", object(none, "\xa0").substr(0, 30)}) {
    EXPECT_FALSE(reader.read(wrong));
  }
  const auto whole = bytes(made::es256_none);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(reader.read(whole.substr(0, length))) << length;
  }
}

TEST_F(AttestationReaderTest, ExtensionsFollowAKeyOnlyIfTheyWereAnnounced) {
  const auto key = bytes(made::eddsa_key);
  EXPECT_TRUE(reader.read_key(key + "\xa1\x61x\x01", true));
  EXPECT_FALSE(reader.read_key(key + "\xa1\x61x\x01", false));
  EXPECT_FALSE(reader.read_key(key, true));
  EXPECT_FALSE(reader.read_key(key + "\x01", true));
  EXPECT_FALSE(reader.read_key(key + "\xa0\x01", true));
}

TEST_F(AttestationReaderTest, B88_KeysOfOtherKindsAreRefused) {
  // 1: kty, 3: alg, -1: crv, -2: x.
  const auto okp = [](const std::string& kty, const std::string& alg, const std::string& crv,
                      std::size_t length = 32) {
    return "\xa4\x01"s + kty + "\x03" + alg + "\x20" + crv + "\x21\x58" +
           static_cast<char>(length) + std::string(length, 'x');
  };
  EXPECT_TRUE(reader.read_key(okp("\x01", "\x27", "\x06"), false));
  for (const auto& wrong :
       {okp("\x02", "\x27", "\x06"), okp("\x01", "\x26", "\x06"), okp("\x01", "\x27", "\x07"),
        okp("\x01", "\x27", "\x01"), okp("\x01", "\x27", "\x06", 31),
        okp("\x01", "\x27", "\x06", 33), okp("\x04", "\x05", "\x06"), "\xa0"s, "\x80"s, ""s}) {
    EXPECT_FALSE(reader.read_key(wrong, false));
  }
}

}  // namespace
}  // namespace chancery::webauthn
