// What client commands read of what OpenID Connect registers.

#include "tests/app/client_fixture.hpp"
#include "tests/app/temporary_folder.hpp"

namespace chancery::cli {
namespace {

using trompeloeil::_;

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

TEST_F(ClientCommands, ReleasedClaimsAreNamedWithWhereTheyGo) {
  using enum ClaimTarget;
  ALLOW_CALL(clients, find(ClientId("shop"))).RETURN(stored());
  const auto update = [&](const std::vector<std::string>& rules, const ReleasedClaims& expected) {
    auto wanted = stored();
    wanted.released_claims = expected;
    REQUIRE_CALL(clients, update(wanted, _)).RETURN(_1);
    std::vector<std::string> words{"client", "update", "shop"};
    for (const auto& rule : rules) words.insert(words.end(), {"--release-claim", rule});
    run_json(words);
  };
  update({"roles"}, {{"roles", {access_token, id_token, userinfo}}});
  update({"roles=access_token", "department=userinfo,id_token"},
         {{"roles", {access_token}}, {"department", {id_token, userinfo}}});
  update({""}, {});
  const auto refused = [&](const std::vector<std::string>& rules) {
    std::vector<std::string> words{"client", "update", "shop"};
    for (const auto& rule : rules) words.insert(words.end(), {"--release-claim", rule});
    const auto result = run(words);
    EXPECT_EQ(result.exit, 2);
    return result.err;
  };
  EXPECT_EQ(refused({"roles=everywhere"}),
            "error: --release-claim: \"everywhere\" is none of access_token, id_token, userinfo\n"
            "hint: did you mean userinfo?\n");
  EXPECT_EQ(refused({"roles", "roles=userinfo"}), "error: --release-claim: roles is given twice\n");
}

}  // namespace
}  // namespace chancery::cli
