// What client commands pass on, and what they print.

#include "tests/app/cli_fixture.hpp"
#include "tests/app/temporary_folder.hpp"

namespace chancery::cli {
namespace {

using codec::Json;
using trompeloeil::_;
using Reason = inbound::ClientRefusal::Reason;

constexpr auto canary = "generated-secret-generated-secret-43-characte";

Client stored() {
  return {.id = ClientId("shop"),
          .name = "Shop",
          .secret = ClientSecretDigest{KeyId("k1"), "mac-canary"},
          .grants = {GrantType::password, GrantType::refresh_token},
          .scopes = {"openid", "orders"},
          .audiences = {"https://api.example"},
          .introspects = {"https://api.example"},
          .redirect_uris = {"https://shop.example/cb"},
          .first_party = true,
          .epoch = 7,
          .version = 3,
          .created_at = Instant(Lifetime(1'767'225'599)),
          .updated_at = Instant(Lifetime(1'767'225'600))};
}

std::string text(const Json& object, std::string_view member) {
  const auto* found = object.find(member);
  return found == nullptr || found->as_string() == nullptr ? "?" : *found->as_string();
}

using ClientCommands = CliTest;

TEST_F(ClientCommands, AddPassesEveryFlagOn) {
  const Client wanted{.id = ClientId("shop"),
                      .name = "Shop",
                      .auth_method = ClientAuthMethod::client_secret_post,
                      .grants = {GrantType::password, GrantType::refresh_token},
                      .scopes = {"openid", "orders", "stock"},
                      .audiences = {"https://a.example", "https://b.example"},
                      .introspects = {"https://c.example"},
                      .redirect_uris = {"https://x.example/1,2", "app.example:/cb"},
                      .first_party = true,
                      .access_token_alg = SignatureAlgorithm::RS256};
  REQUIRE_CALL(clients, add(wanted, _, _))
      .WITH(!_2.has_value())
      .RETURN(inbound::RegisteredClient{_1, Secret(canary)});
  const auto printed = run_json({"client",         "add",
                                 "--id",           "shop",
                                 "--name",         "Shop",
                                 "--auth-method",  "client_secret_post",
                                 "--grant",        "password",
                                 "--grant",        "refresh_token",
                                 "--scope",        "openid orders",
                                 "--scope",        "stock",
                                 "--audience",     "https://a.example",
                                 "--audience",     "https://b.example",
                                 "--introspect",   "https://c.example",
                                 "--redirect-uri", "https://x.example/1,2",
                                 "--redirect-uri", "app.example:/cb",
                                 "--first-party",  "--access-token-alg",
                                 "RS256"});
  EXPECT_EQ(text(printed, "client_id"), "shop");
  EXPECT_EQ(text(printed, "client_secret"), canary);
}

TEST_F(ClientCommands, AddWithoutFlagsAsksForAConfidentialBasicClientWithARandomId) {
  REQUIRE_CALL(clients, add(Client{.id = ClientId(""), .name = ""}, _, _))
      .WITH(_1.auth_method == ClientAuthMethod::client_secret_basic)
      .RETURN(inbound::RegisteredClient{stored(), Secret(canary)});
  run_json({"client", "add"});
}

TEST_F(ClientCommands, APublicClientHasTheMethodNone) {
  for (const auto& words : {std::vector<std::string>{"client", "add", "--public"},
                            {"client", "add", "--auth-method", "none"},
                            {"client", "add", "--public", "--auth-method", "none"}}) {
    auto public_client = stored();
    public_client.secret.reset();
    REQUIRE_CALL(clients, add(_, _, _))
        .WITH(_1.is_public() && !_2.has_value())
        .RETURN(inbound::RegisteredClient{public_client});
    const auto printed = run_json(words);
    EXPECT_EQ(printed.find("client_secret"), nullptr);
  }
}

TEST_F(ClientCommands, AGivenSecretIsPassedOnAndNeverPrinted) {
  const std::string given = "given-secret-given-secret-given-secret";
  REQUIRE_CALL(clients, add(_, _, _))
      .WITH(_2.has_value() && _2->reveal() == given)
      .RETURN(inbound::RegisteredClient{stored()});
  const auto result = run({"client", "add", "--secret-stdin"}, given + "\n");
  EXPECT_EQ(result.exit, 0);
  EXPECT_EQ((result.out + result.err).find(given), std::string::npos);
}

TEST_F(ClientCommands, AGeneratedSecretIsPrintedExactlyOnce) {
  ALLOW_CALL(clients, add(_, _, _)).RETURN(inbound::RegisteredClient{stored(), Secret(canary)});
  ALLOW_CALL(clients, replace_secret(ClientId("shop"), _, _))
      .RETURN(inbound::RegisteredClient{stored(), Secret(canary)});
  for (const auto& words : {std::vector<std::string>{"client", "add"},
                            {"client", "add", "--json"},
                            {"client", "rotate-secret", "shop"},
                            {"client", "rotate-secret", "shop", "--json"}}) {
    const auto result = run(words);
    const auto first = result.out.find(canary);
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(result.out.find(canary, first + 1), std::string::npos);
    EXPECT_EQ(result.err, "");
  }
}

TEST_F(ClientCommands, B100_NoCommandPrintsADigest) {
  ALLOW_CALL(clients, list()).RETURN(std::vector{stored()});
  ALLOW_CALL(clients, find(_)).RETURN(stored());
  ALLOW_CALL(clients, update(_, _)).RETURN(_1);
  for (const auto& words : {std::vector<std::string>{"client", "list"},
                            {"client", "show", "shop"},
                            {"client", "update", "shop", "--name", "x"}}) {
    for (const bool json : {false, true}) {
      auto asked = words;
      if (json) asked.emplace_back("--json");
      const auto result = run(asked);
      EXPECT_EQ(result.exit, 0);
      EXPECT_EQ(result.out.find("mac-canary"), std::string::npos);
    }
  }
}

TEST_F(ClientCommands, ShowPrintsTheRegistration) {
  ALLOW_CALL(clients, find(ClientId("shop"))).RETURN(stored());
  EXPECT_EQ(run({"client", "show", "shop", "--json"}).out,
            R"({"client_id":"shop","client_name":"Shop",)"
            R"("token_endpoint_auth_method":"client_secret_basic",)"
            R"("grant_types":["password","refresh_token"],"scope":"openid orders",)"
            R"("audiences":["https://api.example"],"introspects":["https://api.example"],)"
            R"("redirect_uris":["https://shop.example/cb"],"post_logout_redirect_uris":[],)"
            R"("require_pkce":true,"first_party":true,"access_token_alg":"ES256",)"
            R"("id_token_signed_response_alg":"RS256","userinfo_signed_response_alg":null,)"
            R"("subject_type":"public","sector_identifier":null,"backchannel_logout_uri":null,)"
            R"("backchannel_logout_session_required":false,"client_uri":null,"logo_uri":null,)"
            R"("policy_uri":null,"tos_uri":null,"disabled":false,)"
            R"("created_at":"2025-12-31T23:59:59Z","updated_at":"2026-01-01T00:00:00Z"})"
            "\n");
  EXPECT_EQ(run({"client", "show", "shop"}).out,
            "client_id                            shop\n"
            "client_name                          Shop\n"
            "token_endpoint_auth_method           client_secret_basic\n"
            "grant_types                          password refresh_token\n"
            "scope                                openid orders\n"
            "audiences                            https://api.example\n"
            "introspects                          https://api.example\n"
            "redirect_uris                        https://shop.example/cb\n"
            "post_logout_redirect_uris            -\n"
            "require_pkce                         yes\n"
            "first_party                          yes\n"
            "access_token_alg                     ES256\n"
            "id_token_signed_response_alg         RS256\n"
            "userinfo_signed_response_alg         -\n"
            "subject_type                         public\n"
            "sector_identifier                    -\n"
            "backchannel_logout_uri               -\n"
            "backchannel_logout_session_required  no\n"
            "client_uri                           -\n"
            "logo_uri                             -\n"
            "policy_uri                           -\n"
            "tos_uri                              -\n"
            "disabled                             no\n"
            "created_at                           2025-12-31T23:59:59Z\n"
            "updated_at                           2026-01-01T00:00:00Z\n");
}

TEST_F(ClientCommands, WhatOpenIdConnectRegistersIsReadFromFlags) {
  Client wanted{.id = ClientId("shop"), .name = ""};
  wanted.post_logout_redirect_uris = {"https://shop.example/bye", "app.example:/bye"};
  wanted.require_pkce = false;
  wanted.id_token_alg = SignatureAlgorithm::EdDSA;
  wanted.userinfo_alg = SignatureAlgorithm::PS256;
  wanted.subject_type = SubjectType::pairwise;
  wanted.sector_identifier = "shop.example";
  wanted.backchannel_logout_uri = "https://shop.example/out";
  wanted.backchannel_logout_session_required = true;
  wanted.client_uri = "https://shop.example/";
  wanted.logo_uri = "https://shop.example/logo";
  wanted.policy_uri = "https://shop.example/policy";
  wanted.tos_uri = "https://shop.example/terms";
  REQUIRE_CALL(clients, add(wanted, _, _)).RETURN(inbound::RegisteredClient{stored()});
  run_json({"client",
            "add",
            "--id",
            "shop",
            "--no-pkce",
            "--backchannel-logout-session-required",
            "--post-logout-redirect-uri",
            "https://shop.example/bye",
            "--post-logout-redirect-uri",
            "app.example:/bye",
            "--id-token-alg",
            "EdDSA",
            "--userinfo-alg",
            "PS256",
            "--subject-type",
            "pairwise",
            "--sector-identifier",
            "shop.example",
            "--backchannel-logout-uri",
            "https://shop.example/out",
            "--client-uri",
            "https://shop.example/",
            "--logo-uri",
            "https://shop.example/logo",
            "--policy-uri",
            "https://shop.example/policy",
            "--tos-uri",
            "https://shop.example/terms"});

  ALLOW_CALL(clients, find(ClientId("shop"))).RETURN(wanted);
  REQUIRE_CALL(clients, update(Client{.id = ClientId("shop"), .name = ""}, _)).RETURN(_1);
  run_json({"client",
            "update",
            "shop",
            "--pkce",
            "--no-backchannel-logout-session-required",
            "--post-logout-redirect-uri",
            "",
            "--id-token-alg",
            "RS256",
            "--userinfo-alg",
            "",
            "--subject-type",
            "public",
            "--sector-identifier",
            "",
            "--backchannel-logout-uri",
            "",
            "--client-uri",
            "",
            "--logo-uri",
            "",
            "--policy-uri",
            "",
            "--tos-uri",
            ""});
}

TEST_F(ClientCommands, ALogoIsReadFromAFile) {
  const TemporaryFolder folder;
  {
    REQUIRE_CALL(clients, add(_, _, _))
        .WITH(_1.logo_uri == "data:image/svg+xml;base64,PHN2Zy8+")
        .RETURN(inbound::RegisteredClient{stored()});
    run_json({"client", "add", "--id", "shop", "--logo", folder.file("logo.svg", "<svg/>")});
  }
  FORBID_CALL(clients, add(_, _, _));
  for (const auto& path : {folder.file("logo.txt", "text"), (folder / "none.svg").string()}) {
    const auto result = run({"client", "add", "--id", "shop", "--logo", path});
    EXPECT_EQ(result.exit, 1);
    EXPECT_NE(result.err.find(path), std::string::npos) << result.err;
  }
}

TEST_F(ClientCommands, ListIsAnAlignedTableOrAnArray) {
  auto other = stored();
  other.id = ClientId("a-longer-id");
  other.name = "";
  ALLOW_CALL(clients, list()).RETURN(std::vector{stored(), other});
  EXPECT_EQ(
      run({"client", "list"}).out,
      "CLIENT ID    CLIENT NAME  TOKEN ENDPOINT AUTH METHOD  GRANT TYPES             DISABLED\n"
      "shop         Shop         client_secret_basic         password refresh_token  no\n"
      "a-longer-id  -            client_secret_basic         password refresh_token  no\n");
  const auto printed = run_json({"client", "list"});
  ASSERT_NE(printed.as_array(), nullptr);
  EXPECT_EQ(printed.as_array()->size(), 2U);
}

TEST_F(ClientCommands, AnEmptyListIsSaidSoOrAnEmptyArray) {
  ALLOW_CALL(clients, list()).RETURN(std::vector<Client>{});
  EXPECT_EQ(run({"client", "list"}).out, "no clients\n");
  EXPECT_EQ(run({"client", "list", "--json"}).out, "[]\n");
}

TEST_F(ClientCommands, UpdateChangesWhatIsGivenAndNothingElse) {
  ALLOW_CALL(clients, find(ClientId("shop"))).RETURN(stored());
  struct Case {
    std::vector<std::string> flags;
    void (*change)(Client&);
  };
  for (const auto& [flags, change] : {
           Case{{"--name", "New"}, [](Client& c) { c.name = "New"; }},
           Case{{"--grant", "refresh_token"},
                [](Client& c) { c.grants = {GrantType::refresh_token}; }},
           Case{{"--grant", ""}, [](Client& c) { c.grants = {}; }},
           Case{{"--scope", "x"}, [](Client& c) { c.scopes = {"x"}; }},
           Case{{"--scope", ""}, [](Client& c) { c.scopes = {}; }},
           Case{{"--audience", "a", "--audience", "b"},
                [](Client& c) { c.audiences = {"a", "b"}; }},
           Case{{"--redirect-uri", ""}, [](Client& c) { c.redirect_uris = {}; }},
           Case{{"--introspect", ""}, [](Client& c) { c.introspects = {}; }},
           Case{{"--no-first-party"}, [](Client& c) { c.first_party = false; }},
           Case{{"--disable"}, [](Client& c) { c.disabled = true; }},
           Case{{"--access-token-alg", "RS256"},
                [](Client& c) { c.access_token_alg = SignatureAlgorithm::RS256; }},
       }) {
    auto wanted = stored();
    change(wanted);
    REQUIRE_CALL(clients, update(wanted, _)).RETURN(_1);
    std::vector<std::string> words{"client", "update", "shop"};
    words.insert(words.end(), flags.begin(), flags.end());
    run_json(words);
  }
}

TEST_F(ClientCommands, UpdateSwitchesADisabledClientOnAgain) {
  auto off = stored();
  off.disabled = true;
  ALLOW_CALL(clients, find(ClientId("shop"))).RETURN(off);
  REQUIRE_CALL(clients, update(stored(), _)).RETURN(_1);
  run_json({"client", "update", "shop", "--enable"});
}

TEST_F(ClientCommands, AnotherSecretIsMadeOrGiven) {
  {
    REQUIRE_CALL(clients, replace_secret(ClientId("shop"), _, _))
        .WITH(!_2.has_value())
        .RETURN(inbound::RegisteredClient{stored(), Secret(canary)});
    const auto printed = run_json({"client", "rotate-secret", "shop"});
    EXPECT_EQ(text(printed, "client_id"), "shop");
    EXPECT_EQ(text(printed, "client_secret"), canary);
  }
  REQUIRE_CALL(clients, replace_secret(ClientId("shop"), _, _))
      .WITH(_2.has_value() && _2->reveal() == "given")
      .RETURN(inbound::RegisteredClient{stored()});
  const auto printed = run_json({"client", "rotate-secret", "shop", "--secret-stdin"}, "given\n");
  EXPECT_EQ(printed.find("client_secret"), nullptr);
}

TEST_F(ClientCommands, AnEmptySecretIsAFailureBeforeAnythingIsOpened) {
  const auto result = run({"client", "add", "--secret-stdin"}, "\n");
  EXPECT_EQ(result.exit, 1);
  EXPECT_EQ(result.err,
            "error: the client secret is empty\n"
            "hint: write it as one line to standard input\n");
  EXPECT_EQ(opened, 0);
}

TEST_F(ClientCommands, RemoveSaysWhatIsGone) {
  ALLOW_CALL(clients, remove(ClientId("shop"), _)).RETURN(MockClients::Removed());
  EXPECT_EQ(run({"client", "remove", "shop", "--json"}).out,
            "{\"client_id\":\"shop\",\"removed\":true}\n");
}

TEST_F(ClientCommands, RefusalsAreFailuresWithAReason) {
  struct Case {
    inbound::ClientRefusal refusal;
    const char* error;
  };
  for (const auto& [refusal, error] :
       {Case{{Reason::unknown},
             "error: there is no client shop\n"
             "hint: chancery client list names them\n"},
        Case{{Reason::already_exists},
             "error: there is a client shop already\n"
             "hint: chancery client update changes it, chancery client remove ends it\n"},
        Case{{Reason::changed_meanwhile},
             "error: the client shop was changed meanwhile\n"
             "hint: try again\n"},
        Case{{Reason::invalid, {{"redirect_uris", "no"}, {"grant_types", "none"}, {"odd", "x"}}},
             "error: --redirect-uri: no; --grant: none; odd: x\n"}}) {
    REQUIRE_CALL(clients, add(_, _, _)).RETURN(std::unexpected(refusal));
    const auto result = run({"client", "add", "--id", "shop"});
    EXPECT_EQ(result.exit, 1);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, error);
  }
}

TEST_F(ClientCommands, AnUnknownClientIsAFailure) {
  ALLOW_CALL(clients, find(_)).RETURN(std::nullopt);
  ALLOW_CALL(clients, remove(_, _))
      .RETURN(std::unexpected(inbound::ClientRefusal{Reason::unknown}));
  ALLOW_CALL(clients, replace_secret(_, _, _))
      .RETURN(std::unexpected(inbound::ClientRefusal{Reason::unknown}));
  for (const auto* verb : {"show", "update", "remove", "rotate-secret"}) {
    const auto result = run({"client", verb, "shop"});
    EXPECT_EQ(result.exit, 1) << verb;
    EXPECT_TRUE(result.err.starts_with("error: there is no client shop\n")) << verb;
  }
}

}  // namespace
}  // namespace chancery::cli
