// What browsers and authenticators send, read strictly.

#include <gtest/gtest.h>

#include "domain/codec/base64url.hpp"
#include "domain/webauthn/authenticator_data.hpp"
#include "domain/webauthn/client_data.hpp"
#include "domain/webauthn/credential_key.hpp"
#include "domain/webauthn/relying_party.hpp"

namespace chancery {
namespace {

using namespace std::string_literals;

TEST(ReadClientData, ReadsWhatBrowsersWrite) {
  const auto read =
      read_client_data(R"({"type":"webauthn.get","challenge":"abc","origin":"https://id.example",)"
                       R"("crossOrigin":false,"other_keys_can_be_added_here":"do not compare"})");
  EXPECT_EQ(read, (ClientData{"webauthn.get", "abc", "https://id.example", false}));
  EXPECT_TRUE(read_client_data(R"({"type":"t","challenge":"c","origin":"o","crossOrigin":true})")
                  ->cross_origin);
}

TEST(ReadClientData, OtherTextsAreNone) {
  for (const auto* text : {"", "[]", "{}", R"({"type":"t","challenge":"c"})",
                           R"({"type":1,"challenge":"c","origin":"o"})",
                           R"({"type":"t","challenge":"c","origin":"o","crossOrigin":"true"})",
                           R"({"type":"t","challenge":"c","origin":"o","origin":"p"})",
                           R"({"type":"t","challenge":"c","origin":"o"} )"
                           "x",
                           "\xef\xbb\xbf{}"}) {
    EXPECT_FALSE(read_client_data(text)) << text;
  }
}

std::string authenticator_data(char flags, const std::string& rest = {}) {
  return std::string(32, 'h') + flags + "\x01\x02\x03\x04"s + rest;
}

TEST(ReadAuthenticatorData, ReadsEachFlag) {
  const auto none = read_authenticator_data(authenticator_data(0)).value();
  EXPECT_EQ(none,
            (AuthenticatorData{.party_hash = std::string(32, 'h'), .sign_count = 0x01020304}));
  EXPECT_TRUE(read_authenticator_data(authenticator_data('\x01'))->user_present);
  EXPECT_TRUE(read_authenticator_data(authenticator_data('\x04'))->user_verified);
  EXPECT_TRUE(read_authenticator_data(authenticator_data('\x08'))->backup_eligible);
  EXPECT_TRUE(read_authenticator_data(authenticator_data('\x18'))->backed_up);
  EXPECT_TRUE(read_authenticator_data(authenticator_data('\x80', "x"))->has_extensions);
}

TEST(ReadAuthenticatorData, ReadsTheCredential) {
  const auto model = std::string(16, 'm');
  const auto read =
      read_authenticator_data(authenticator_data('\x41', model + "\0\x03"s + "abc" + "the key"));
  EXPECT_EQ(read.value().credential, (AttestedCredential{"abc", "the key"}));
}

TEST(ReadAuthenticatorData, OtherBytesAreNone) {
  const auto model = std::string(16, 'm');
  for (const auto& bytes :
       {""s, std::string(36, 'h'), authenticator_data('\x01', "x"), authenticator_data('\x80'),
        authenticator_data('\x10'), authenticator_data('\x40'),
        authenticator_data('\x40', model + "\0"s), authenticator_data('\x40', model + "\0\0key"s),
        authenticator_data('\x40', model + "\0\x03"s + "abc"),
        authenticator_data('\x40', model + "\x04\0"s + std::string(1024, 'i') + "key")}) {
    EXPECT_FALSE(read_authenticator_data(bytes)) << bytes.size();
  }
  EXPECT_TRUE(read_authenticator_data(
      authenticator_data('\x40', model + "\x03\xff"s + std::string(1023, 'i') + "key")));
}

TEST(CredentialKey, IsReadAsItWasWritten) {
  const CredentialKey keys[] = {
      P256Key{std::string(32, 'x'), std::string(32, '\0')}, Ed25519Key{std::string(32, '\xff')},
      RsaKey{std::string(256, '\x81'), "\x01\0\x01"s}, RsaKey{std::string(512, '\x81'), "\x03"}};
  for (const auto& key : keys) {
    EXPECT_TRUE(is_well_formed(key));
    EXPECT_EQ(read_credential_key(write_credential_key(key)), key) << write_credential_key(key);
  }
}

TEST(CredentialKey, OtherTextsAreNone) {
  const auto x = codec::base64url(std::string(32, 'x'));
  for (const auto& text : {""s, "{}"s, R"({"kty":"OKP","crv":"Ed448","x":")" + x + "\"}",
                           R"({"kty":"OKP","crv":"Ed25519","x":")" + x + R"(","d":"x"})",
                           R"({"kty":"EC","crv":"P-256","x":")" + x + "\"}",
                           R"( {"kty":"OKP","crv":"Ed25519","x":")" + x + "\"}"}) {
    EXPECT_FALSE(read_credential_key(text)) << text;
  }
}

TEST(CredentialKey, NumbersThatNoKeyHasAreRefused) {
  const CredentialKey keys[] = {P256Key{std::string(31, 'x'), std::string(32, 'y')},
                                P256Key{std::string(32, 'x'), ""},
                                Ed25519Key{std::string(33, 'x')},
                                RsaKey{std::string(255, '\x81'), "\x03"},
                                RsaKey{std::string(513, '\x81'), "\x03"},
                                RsaKey{std::string(256, '\x80'), "\x03"},
                                RsaKey{"\0"s + std::string(256, '\x81'), "\x03"},
                                RsaKey{std::string(256, '\x81'), ""},
                                RsaKey{std::string(256, '\x81'), "\x01"},
                                RsaKey{std::string(256, '\x81'), "\x02"},
                                RsaKey{std::string(256, '\x81'), "\0\x03"s},
                                RsaKey{std::string(256, '\x81'), "\x01\1\1\1\1"}};
  for (const auto& key : keys) EXPECT_FALSE(is_well_formed(key)) << write_credential_key(key);
}

TEST(RelyingParty, IsTheIssuersHostAndOrigin) {
  EXPECT_EQ(relying_party(Issuer("https://id.example")),
            (RelyingParty{"id.example", "https://id.example", "id.example"}));
  EXPECT_EQ(relying_party(Issuer("https://id.example:443/auth"))->origin, "https://id.example");
  EXPECT_EQ(relying_party(Issuer("https://id.example:8443/a"))->origin, "https://id.example:8443");
  EXPECT_EQ(relying_party(Issuer("http://localhost:8080")),
            (RelyingParty{"localhost", "http://localhost:8080", "localhost:8080"}));
}

TEST(RelyingParty, AddressesAreNone) {
  for (const auto* issuer : {"http://127.0.0.1:8080", "http://[::1]:8080", "https://192.0.2.1"}) {
    EXPECT_FALSE(relying_party(Issuer(issuer))) << issuer;
  }
}

}  // namespace
}  // namespace chancery
