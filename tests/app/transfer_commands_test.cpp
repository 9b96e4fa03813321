#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "ports/unavailable.hpp"
#include "tests/app/cli_fixture.hpp"
#include "tests/app/temporary_folder.hpp"

namespace chancery::cli {
namespace {

using inbound::ExportedUser;
using inbound::ImportedRow;
using inbound::ImportVerdict;
using trompeloeil::_;
using Verdicts = std::vector<ImportedRow>;

class TransferCommands : public CliTest {
 protected:
  TemporaryFolder folder;
};

std::string line(int number) {
  return R"({"email":"u)" + std::to_string(number) + "@example.org\"}\n";
}

const Verdicts three{{ImportVerdict::imported, UserId("u1")},
                     {ImportVerdict::present},
                     {ImportVerdict::refused, std::nullopt, "username: another account has it"}};

TEST_F(TransferCommands, EachRowHasItsVerdict) {
  const auto file = folder.file("users", line(1) + "canary\n\n" + line(2) + line(3));
  REQUIRE_CALL(transfer, import(_))
      .WITH(_1.size() == 3 && _1[0].email == "u1@example.org" && _1[2].email == "u3@example.org")
      .RETURN(three);
  const auto result = run({"user", "import", file, "--json"});
  EXPECT_EQ(result.exit, 1);
  EXPECT_EQ(
      result.out,
      "{\"line\":1,\"verdict\":\"imported\",\"id\":\"u1\"}\n"
      "{\"line\":2,\"verdict\":\"refused\",\"reason\":\"this is no JSON object\"}\n"
      "{\"line\":4,\"verdict\":\"present\"}\n"
      "{\"line\":5,\"verdict\":\"refused\",\"reason\":\"username: another account has it\"}\n");
  EXPECT_TRUE(result.err.starts_with("error: 2 rows were refused\n")) << result.err;
}

TEST_F(TransferCommands, APersonReadsWhatWasRefusedAndTheCounts) {
  REQUIRE_CALL(transfer, import(_)).RETURN(three);
  const auto result = run({"user", "import", "-"}, line(1) + line(2) + line(3));
  EXPECT_EQ(result.exit, 1);
  EXPECT_EQ(result.out,
            "line 3 refused: username: another account has it\n"
            "imported  1\npresent   1\nrefused   1\nignored   0\n");
}

TEST_F(TransferCommands, WithNothingRefusedAllIsWell) {
  REQUIRE_CALL(transfer, import(_)).RETURN(Verdicts{{ImportVerdict::present}});
  const auto result = run({"user", "import", "-"}, line(1));
  EXPECT_EQ(result.exit, 0) << result.err;
  EXPECT_EQ(run({"user", "import", "-"}, "").exit, 0);
}

TEST_F(TransferCommands, ADryRunOnlyRehearses) {
  FORBID_CALL(transfer, import(_));
  REQUIRE_CALL(transfer, rehearse(_)).RETURN(Verdicts{{ImportVerdict::imported}});
  const auto result = run({"user", "import", "-", "--dry-run", "--json"}, line(1));
  EXPECT_EQ(result.exit, 0) << result.err;
  EXPECT_EQ(result.out, "{\"line\":1,\"verdict\":\"imported\"}\n");
}

TEST_F(TransferCommands, RowsAreHandedOverInBatches) {
  std::string lines;
  for (int i = 0; i < 501; ++i) lines += line(i);
  std::vector<std::size_t> sizes;
  REQUIRE_CALL(transfer, import(_))
      .TIMES(3)
      .LR_SIDE_EFFECT(sizes.push_back(_1.size()))
      .RETURN(Verdicts(_1.size(), {ImportVerdict::imported, UserId("x")}));
  EXPECT_EQ(run({"user", "import", "-"}, lines).exit, 0);
  EXPECT_EQ(sizes, (std::vector<std::size_t>{250, 250, 1}));
}

TEST_F(TransferCommands, OtherSystemsFilesAreReadAsTheyWriteThem) {
  struct Sample {
    const char* format;
    const char* text;
  };
  const Sample samples[] = {
      {"keycloak", R"({"realm":"x","users":[{"email":"a@example.org"}]})"},
      {"auth0", R"({"email":"a@example.org"})"},
      {"firebase", R"({"users": [{"email":"a@example.org"}]})"},
      {"django", R"([{"model":"auth.group","pk":1,"fields":{}},
                     {"model":"auth.user","pk":1,"fields":{"email":"a@example.org"}}])"},
      {"django", R"({"model":"auth.user","pk":1,"fields":{"email":"a@example.org"}})"},
  };
  for (const auto& [format, text] : samples) {
    REQUIRE_CALL(transfer, import(_))
        .WITH(_1.size() == 1 && _1[0].email == "a@example.org")
        .RETURN(Verdicts{{ImportVerdict::imported, UserId("x")}});
    const auto result = run({"user", "import", "-", "--format", format}, text);
    EXPECT_EQ(result.exit, 0) << format << result.err;
  }
}

TEST_F(TransferCommands, AFileThatEndsInTheMiddleIsAFailure) {
  REQUIRE_CALL(transfer, import(_)).RETURN(Verdicts{{ImportVerdict::imported, UserId("x")}});
  const auto result = run({"user", "import", "-", "--format", "keycloak"},
                          R"({"users":[{"email":"a@example.org"},{"email)");
  EXPECT_EQ(result.exit, 1);
  EXPECT_TRUE(result.err.contains("is not whole")) << result.err;
}

TEST_F(TransferCommands, FirebaseNeedsItsHashConfig) {
  const auto config = folder.file(
      "config", "base64_signer_key: a2V5\nbase64_salt_separator: Bw==\nrounds: 8\nmem_cost: 14\n");
  const auto* exported =
      R"({"users":[{"email":"a@example.org","passwordHash":"eA==","salt":"eA=="}]})";
  EXPECT_EQ(run({"user", "import", "-", "--format", "firebase"}, exported).exit, 1);
  REQUIRE_CALL(transfer, import(_))
      .WITH(_1[0].password.value().value().starts_with("$firebase-scrypt$"))
      .RETURN(Verdicts{{ImportVerdict::imported, UserId("x")}});
  const auto result = run(
      {"user", "import", "-", "--format", "firebase", "--firebase-hash-config", config}, exported);
  EXPECT_EQ(result.exit, 0) << result.err;
}

TEST_F(TransferCommands, WrongUsageOpensNothing) {
  EXPECT_EQ(run({"user", "import"}).exit, 2);
  EXPECT_EQ(run({"user", "import", "-", "--format", "ldap"}).exit, 2);
  EXPECT_EQ(run({"user", "import", "-", "--firebase-hash-config", "x"}).exit, 2);
  EXPECT_EQ(run({"user", "import", (folder / "none").string()}).exit, 1);
  EXPECT_EQ(opened, 0);
}

ExportedUser ann() {
  return {.user = {.id = UserId("u1"),
                   .email = "ann@example.org",
                   .username = "ann",
                   .email_verified = true,
                   .roles = {"admin"},
                   .claims = {{"locale", "de"}},
                   .created_at = Instant(std::chrono::seconds(1'704'067'200))},
          .password = PasswordHash("$argon2id$canary")};
}

constexpr auto ann_line =
    R"({"id":"u1","email":"ann@example.org","email_verified":true,"username":"ann",)"
    R"("roles":["admin"],"claims":{"locale":"de"},"disabled":false,)"
    R"("created_at":"2024-01-01T00:00:00Z")";

TEST_F(TransferCommands, ExportHasHashesOnlyWhenAsked) {
  REQUIRE_CALL(transfer, page(_, _)).TIMES(2).RETURN(std::vector{ann()});
  EXPECT_EQ(run({"user", "export"}).out, ann_line + std::string("}\n"));
  EXPECT_EQ(run({"user", "export", "--with-password-hashes"}).out,
            ann_line + std::string(",\"password_hash\":\"$argon2id$canary\"}\n"));
}

TEST_F(TransferCommands, ExportGoesOnFromPageToPage) {
  trompeloeil::sequence order;
  std::vector<ExportedUser> full(500, ann());
  full.back().user.id = UserId("last");
  REQUIRE_CALL(transfer, page(_, 500U)).IN_SEQUENCE(order).WITH(!_1).RETURN(full);
  REQUIRE_CALL(transfer, page(_, 500U))
      .IN_SEQUENCE(order)
      .WITH(_1 == UserId("last"))
      .RETURN(std::vector<ExportedUser>{});
  const auto out = run({"user", "export"}).out;
  EXPECT_EQ(std::ranges::count(out, '\n'), 500);
}

TEST_F(TransferCommands, AnExportedFileIsItsOwnersOnly) {
  const auto name = folder.file("out", "what was there");
  REQUIRE_CALL(transfer, page(_, _)).RETURN(std::vector{ann()});
  const auto result = run({"user", "export", "--out", name});
  EXPECT_EQ(result.exit, 0) << result.err;
  struct stat state{};
  ASSERT_EQ(::stat(name.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U);
  std::ifstream file(name);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), ann_line + std::string("}\n"));
}

TEST_F(TransferCommands, AnExportThatFailsLeavesTheOldFile) {
  const auto name = folder.file("out", "what was there");
  REQUIRE_CALL(transfer, page(_, _)).THROW(Unavailable("away"));
  EXPECT_EQ(run({"user", "export", "--out", name}).exit, 1);
  std::ifstream file(name);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "what was there");
  EXPECT_FALSE(std::filesystem::exists(name + ".unfinished"));
}

TEST_F(TransferCommands, WhatIsExportedIsImportedAsItWas) {
  REQUIRE_CALL(transfer, page(_, _)).RETURN(std::vector{ann()});
  const auto exported = run({"user", "export", "--with-password-hashes"}).out;
  const auto& [user, password] = ann();
  const UserRow wanted{.id = user.id,
                       .email = user.email,
                       .email_verified = user.email_verified,
                       .username = user.username,
                       .roles = user.roles,
                       .claims = user.claims,
                       .disabled = user.disabled,
                       .created_at = user.created_at,
                       .password = password};
  REQUIRE_CALL(transfer, import(_))
      .LR_WITH(_1.size() == 1 && _1[0] == wanted)
      .RETURN(Verdicts{{ImportVerdict::imported, user.id}});
  EXPECT_EQ(run({"user", "import", "-"}, exported).exit, 0);
}

}  // namespace
}  // namespace chancery::cli
