#include "domain/client.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace chancery {
namespace {

using namespace std::chrono_literals;

Client confidential() {
  Client client{.id = ClientId("service"), .name = "Service"};
  client.secret = ClientSecretDigest{KeyId("key"), "mac"};
  client.grants = {GrantType::client_credentials};
  client.scopes = {"orders", "stock"};
  return client;
}

Client of_the_public() {
  Client client{.id = ClientId("app"), .name = "App", .auth_method = ClientAuthMethod::none};
  client.grants = {GrantType::password, GrantType::refresh_token};
  client.first_party = true;
  return client;
}

std::vector<std::string> fields(const Client& client) {
  std::vector<std::string> names;
  for (const auto& problem : problems(client)) names.push_back(problem.field);
  return names;
}

using Change = std::function<void(Client&)>;

struct RegistrationRow {
  const char* what;
  Client base;
  Change change;
  std::vector<std::string> expected;
};

TEST(Problems, NamesTheFieldThatIsWrong) {
  const std::vector<RegistrationRow> rows{
      {"confidential", confidential(), [](Client&) {}, {}},
      {"public", of_the_public(), [](Client&) {}, {}},
      {"secret missing",
       confidential(),
       [](Client& c) { c.secret.reset(); },
       {"token_endpoint_auth_method"}},
      {"public with a secret",
       of_the_public(),
       [](Client& c) { c.secret = {KeyId("k"), "m"}; },
       {"token_endpoint_auth_method"}},
      {"public with client_credentials",
       of_the_public(),
       [](Client& c) { c.grants = {GrantType::client_credentials}; },
       {"grant_types"}},
      {"public that introspects",
       of_the_public(),
       [](Client& c) { c.introspects = {"api"}; },
       {"introspects"}},
      {"no grant", confidential(), [](Client& c) { c.grants.clear(); }, {"grant_types"}},
      {"no grant, but introspects",
       confidential(),
       [](Client& c) {
         c.grants.clear();
         c.introspects = {"api"};
       },
       {}},
      {"password, not first-party",
       of_the_public(),
       [](Client& c) { c.first_party = false; },
       {"grant_types"}},
      {"a control in the name",
       confidential(),
       [](Client& c) { c.name = "a\x1b[1m"; },
       {"client_name"}},
      {"a name of 128 bytes",
       confidential(),
       [](Client& c) { c.name = std::string(128, 'n'); },
       {}},
      {"a name of 129 bytes",
       confidential(),
       [](Client& c) { c.name = std::string(129, 'n'); },
       {"client_name"}},
      {"an unusable redirect URI",
       confidential(),
       [](Client& c) { c.redirect_uris = {"https://a.example/", "/cb"}; },
       {"redirect_uris"}},
      {"two mistakes",
       confidential(),
       [](Client& c) {
         c.id = ClientId("");
         c.audiences = {"a b"};
       },
       {"client_id", "audiences"}},
      {"codes without a redirect URI",
       confidential(),
       [](Client& c) { c.grants = {GrantType::authorization_code}; },
       {"redirect_uris"}},
      {"codes with one",
       of_the_public(),
       [](Client& c) {
         c.grants = {GrantType::authorization_code};
         c.redirect_uris = {"https://a.example/cb"};
       },
       {}},
      {"confidential without PKCE", confidential(), [](Client& c) { c.require_pkce = false; }, {}},
      {"B5: public without PKCE",
       of_the_public(),
       [](Client& c) { c.require_pkce = false; },
       {"require_pkce"}},
      {"two unusable post-logout redirect URIs",
       confidential(),
       [](Client& c) {
         c.post_logout_redirect_uris = {"https://a.example/#x", "http://a.example"};
       },
       {"post_logout_redirect_uris"}},
      {"post-logout redirect URIs of every kind",
       confidential(),
       [](Client& c) {
         c.post_logout_redirect_uris = {"https://a.example/?x", "http://127.0.0.1:8/",
                                        "com.example.app:/bye"};
       },
       {}},
  };
  for (const auto& row : rows) {
    auto client = row.base;
    row.change(client);
    EXPECT_EQ(fields(client), row.expected) << row.what;
  }
}

TEST(Problems, AnIdIsOneTo128UnreservedCharacters) {
  const auto accepted = [](std::string id) {
    auto client = confidential();
    client.id = ClientId(std::move(id));
    return problems(client).empty();
  };
  for (const char* id : {"a", "A.b_c~d-9", "0"}) EXPECT_TRUE(accepted(id)) << id;
  EXPECT_TRUE(accepted(std::string(128, 'a')));
  EXPECT_FALSE(accepted(std::string(129, 'a')));
  for (const char* id : {"", "a b", "a:b", "a/b", "a%20", "a'b", "a\n", "\xc3\xa4", "a\x7f"}) {
    EXPECT_FALSE(accepted(id)) << id;
  }
}

TEST(Problems, B33_AnAudienceIsPrintableAndHasNoFragment) {
  const auto accepted = [](std::string audience) {
    auto client = confidential();
    client.audiences = {audience};
    auto reader = confidential();
    reader.introspects = {audience};
    EXPECT_EQ(problems(client).empty(), problems(reader).empty()) << audience;
    return problems(client).empty();
  };
  for (const char* audience : {"api", "https://api.example/v1?x=y", "urn:x:y"})
    EXPECT_TRUE(accepted(audience));
  EXPECT_TRUE(accepted(std::string(512, 'a')));
  EXPECT_FALSE(accepted(std::string(513, 'a')));
  for (const char* audience : {"", "a b", "a\"b", "a\\b", "a#b", "a\tb", "\xc3\xa4", "a\x7f"}) {
    EXPECT_FALSE(accepted(audience)) << audience;
  }
}

/// The fields that are wrong once `change` was made to a client that was right.
std::vector<std::string> wrong_after(const Change& change) {
  auto client = confidential();
  change(client);
  return fields(client);
}

TEST(Problems, B52_LogoutTokensGoToHttpsOrToThisMachine) {
  const auto wrong = [](const char* uri) {
    return wrong_after([&](Client& c) { c.backchannel_logout_uri = uri; });
  };
  for (const char* uri : {"https://a.example", "https://a.example:8443/out?tenant=a",
                          "http://127.0.0.1:3000/out", "http://localhost/out"}) {
    EXPECT_EQ(wrong(uri), std::vector<std::string>{}) << uri;
  }
  for (const char* uri : {"", "/out", "http://a.example/out", "https:/out", "com.example.app:/out",
                          "https://a.example/out#x", "https://u@a.example/out", "ftp://a.example",
                          "https://a.example/ out"}) {
    EXPECT_EQ(wrong(uri), std::vector<std::string>{"backchannel_logout_uri"}) << uri;
  }
}

TEST(Problems, WhatPeopleAreShownIsHttps) {
  const auto wrong = [](const char* uri) {
    return wrong_after(
        [&](Client& c) { c.client_uri = c.logo_uri = c.policy_uri = c.tos_uri = uri; });
  };
  const std::vector<std::string> all{"client_uri", "logo_uri", "policy_uri", "tos_uri"};
  for (const char* uri : {"https://a.example", "https://a.example/terms?lang=en#top"}) {
    EXPECT_EQ(wrong(uri), std::vector<std::string>{}) << uri;
  }
  for (const char* uri : {"", "http://a.example/", "http://127.0.0.1/", "javascript:alert(1)",
                          "data:text/html;base64,AAAA", "//a.example/", "https://u@a.example/",
                          "https://a.example/\"onload=x"}) {
    EXPECT_EQ(wrong(uri), all) << uri;
  }
}

using Texts = std::vector<std::string>;

TEST(Sector, IsTheOneHostOfTheRedirectUrisOrTheIdentifier) {
  struct Row {
    Texts redirect_uris;
    std::optional<std::string> identifier;
    std::optional<std::string> expected;
  };
  const std::vector<Row> rows{
      {{}, std::nullopt, std::nullopt},
      {{"https://A.example/cb"}, std::nullopt, "a.example"},
      {{"https://a.example/cb", "https://a.example:8443/x"}, std::nullopt, "a.example"},
      {{"https://a.example/cb", "https://b.example/cb"}, std::nullopt, std::nullopt},
      {{"com.example.app:/cb"}, std::nullopt, std::nullopt},
      {{"https://a.example/cb", "com.example.app:/cb"}, std::nullopt, std::nullopt},
      {{"https://a.example/cb", "https://b.example/cb"}, "c.example", "c.example"},
      {{}, "c.example", "c.example"},
  };
  for (const auto& row : rows) {
    auto client = confidential();
    client.redirect_uris = row.redirect_uris;
    client.sector_identifier = row.identifier;
    EXPECT_EQ(sector(client), row.expected) << testing::PrintToString(row.redirect_uris);
    client.subject_type = SubjectType::pairwise;
    EXPECT_EQ(fields(client), row.expected ? Texts{} : Texts{"sector_identifier"})
        << testing::PrintToString(row.redirect_uris);
  }
}

TEST(Problems, ASectorIdentifierIsAHostInLowerCase) {
  const auto wrong = [](const char* identifier) {
    return wrong_after([&](Client& c) { c.sector_identifier = identifier; });
  };
  for (const char* host : {"a.example", "localhost", "[::1]", "10.0.0.1"}) {
    EXPECT_EQ(wrong(host), Texts{}) << host;
  }
  for (const char* text : {"", "A.example", "a.example:443", "a.example/", "https://a.example",
                           "u@a.example", "a.example?x", "a.example#x", "a b", "*.example"}) {
    EXPECT_EQ(wrong(text), Texts{"sector_identifier"}) << text;
  }
}

TEST(IsRedirectUri, TakesHttpsLoopbackAndPrivateSchemes) {
  for (const char* uri :
       {"https://app.example", "https://app.example/cb?tenant=a", "https://app.example:8443/cb",
        "HTTPS://app.example/cb", "http://127.0.0.1/cb", "http://127.0.0.1:49152/cb",
        "http://[::1]:8080/cb", "http://localhost/cb", "com.example.app:/cb",
        "com.example.app://cb"}) {
    EXPECT_TRUE(is_redirect_uri(uri)) << uri;
  }
}

TEST(IsRedirectUri, B2_B3_RefusesWhatCouldLeadElsewhere) {
  using namespace std::string_literals;
  for (const auto& uri : {""s,
                          "/cb"s,
                          "cb"s,
                          "//app.example/cb"s,
                          "https:/cb"s,
                          "https:cb"s,
                          "https://"s,
                          "http://app.example/cb"s,
                          "http://127.0.0.1.evil.example/cb"s,
                          "http://localhost.evil.example/cb"s,
                          "http://127.0.0.1:1@evil.example/cb"s,
                          "http://0.0.0.0/cb"s,
                          "https://app.example/cb#top"s,
                          "https://app.example/cb#"s,
                          "javascript:alert(1)"s,
                          "data:text/html,x"s,
                          "file:///etc/passwd"s,
                          "ftp://app.example/"s,
                          "myapp:/cb"s,
                          "https://*.example/cb"s,
                          "https://app.example/*"s,
                          "https://user@app.example/cb"s,
                          "https://user:pw@app.example/cb"s,
                          "https://app.example\\@evil.example"s,
                          "https://app.example/\0"s,
                          "https://app.example/ cb"s,
                          "https://b\xc3\xbc"
                          "cher.example/"s,
                          "https://app.example/" + std::string(2048, 'a')}) {
    EXPECT_FALSE(is_redirect_uri(uri)) << testing::PrintToString(uri);
  }
}

TEST(WebOrigin, IsSchemeHostAndUnusualPort) {
  const auto origin = [](const char* uri) { return web_origin(uri).value_or("none"); };
  EXPECT_EQ(origin("https://App.Example/cb?x#y"), "https://app.example");
  EXPECT_EQ(origin("https://app.example:443/cb"), "https://app.example");
  EXPECT_EQ(origin("https://app.example:80/cb"), "https://app.example:80");
  EXPECT_EQ(origin("http://localhost:80/cb"), "http://localhost");
  EXPECT_EQ(origin("http://127.0.0.1:3000"), "http://127.0.0.1:3000");
  EXPECT_EQ(origin("http://[::1]:3000/cb"), "http://[::1]:3000");
  EXPECT_EQ(origin("com.example.app:/cb"), "none");
  EXPECT_EQ(origin("com.example.app://host/cb"), "none");
  EXPECT_EQ(origin("https:cb"), "none");
  EXPECT_EQ(origin("rubbish"), "none");
}

TEST(Weakness, B101_RefusesShortAndMonotonousSecrets) {
  const auto weak = [](std::string text) { return weakness(Secret(std::move(text))).has_value(); };
  const std::string eight = "abcdefgh";
  EXPECT_TRUE(weak(""));
  EXPECT_TRUE(weak("changeit"));
  EXPECT_TRUE(weak(eight + eight + eight + "abcdefg"));
  EXPECT_FALSE(weak(eight + eight + eight + eight));
  EXPECT_TRUE(weak(std::string(32, 'a')));
  EXPECT_TRUE(weak("abcdefgabcdefgabcdefgabcdefgabcdefg"));
  EXPECT_TRUE(weak(eight + eight + eight + "abcdefg "));
  EXPECT_TRUE(weak(eight + eight + eight + "abcdefg\n"));
  EXPECT_TRUE(weak(eight + eight + eight + "abcdef\xc3\xa4"));
  EXPECT_TRUE(weak(eight + eight + eight + "abcdefg\x7f"));
  EXPECT_FALSE(weak(eight + std::string(1016, 'x')));
  EXPECT_TRUE(weak(eight + std::string(1017, 'x')));
}

TEST(Weakness, B100_TheReasonDoesNotRepeatTheSecret) {
  EXPECT_EQ(weakness(Secret("hunter2"))->find("hunter2"), std::string::npos);
}

TEST(GrantedScopes, AreTheClientsUnlessFewerAreAsked) {
  const auto client = confidential();
  EXPECT_EQ(granted_scopes(client, std::nullopt), client.scopes);
  EXPECT_EQ(granted_scopes(client, Scopes{}), client.scopes);
  EXPECT_EQ(granted_scopes(client, Scopes{"stock"}), Scopes{"stock"});
  EXPECT_EQ(granted_scopes(client, client.scopes), client.scopes);
}

TEST(GrantedScopes, B31_AScopeTheClientLacksIsInvalid) {
  for (const Scopes& requested : {Scopes{"admin"}, Scopes{"orders", "admin"}, Scopes{"Orders"}}) {
    const auto granted = granted_scopes(confidential(), requested);
    ASSERT_FALSE(granted.has_value()) << requested.to_string();
    EXPECT_EQ(granted.error().code, OAuthErrorCode::invalid_scope) << requested.to_string();
  }
}

TEST(Names, AreReadBackAsTheSameValue) {
  for (const auto method : {ClientAuthMethod::none, ClientAuthMethod::client_secret_basic,
                            ClientAuthMethod::client_secret_post}) {
    EXPECT_EQ(parse_client_auth_method(name(method)), method);
  }
  for (const auto grant : grant_types) EXPECT_EQ(parse_grant_type(name(grant)), grant);
  EXPECT_EQ(name(GrantType::authorization_code), "authorization_code");
  for (const auto type : {SubjectType::public_, SubjectType::pairwise}) {
    EXPECT_EQ(parse_subject_type(name(type)), type);
  }
  for (const char* unknown : {"", "None", "client_secret_jwt", "implicit", "password ", "Public"}) {
    EXPECT_FALSE(parse_subject_type(unknown).has_value()) << unknown;
    EXPECT_FALSE(parse_client_auth_method(unknown).has_value()) << unknown;
    EXPECT_FALSE(parse_grant_type(unknown).has_value()) << unknown;
  }
}

TEST(DisabledClient, HasAnotherEpochAndKeepsItWhenEnabledAgain) {
  auto client = confidential();
  client.epoch = 41;
  const auto off = disabled(client, Instant{300s});
  EXPECT_TRUE(off.disabled);
  EXPECT_EQ(off.epoch, 42);
  EXPECT_EQ(off.updated_at, Instant{300s});
  const auto on = enabled(off, Instant{400s});
  EXPECT_FALSE(on.disabled);
  EXPECT_EQ(on.epoch, 42);
  EXPECT_EQ(on.updated_at, Instant{400s});
}

TEST(DisabledClient, EndsWhatWasIssuedBeforeItWasEnabledAgainWhateverTheClockSaid) {
  const auto off = disabled(confidential(), Instant{300s});
  EXPECT_EQ(off.tokens_not_before, Instant{301s});
  EXPECT_EQ(enabled(off, Instant{400s}).tokens_not_before, Instant{400s});
  EXPECT_EQ(enabled(off, Instant{300s}).tokens_not_before, Instant{301s});
}

TEST(LoggedOutEverywhere, MovesTheClientsEpochAndNothingElseThatCounts) {
  const Client before{.id = ClientId("app"), .epoch = 7};
  const Instant now(Lifetime(1'000));
  auto expected = before;
  expected.epoch = 8;
  expected.updated_at = now;
  EXPECT_EQ(logged_out_everywhere(before, now), expected);
}

}  // namespace
}  // namespace chancery
