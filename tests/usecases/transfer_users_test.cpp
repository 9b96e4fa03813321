// Which rows become accounts, and what a rehearsal says of them.

#include "app/usecases/transfer_users.hpp"

#include <gtest/gtest.h>

#include "adapters/memory/user_transfer.hpp"
#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

using enum inbound::ImportVerdict;
using Verdicts = std::vector<inbound::ImportVerdict>;

class TransferUsersTest : public testing::Test, protected World {
 protected:
  static Verdicts verdicts(const std::vector<inbound::ImportedRow>& rows) {
    Verdicts verdicts;
    for (const auto& row : rows) verdicts.push_back(row.verdict);
    return verdicts;
  }
  memory::UserTransfer store{database};
  TransferUsers transfer{{store, entropy, clock},
                         [](std::string_view hash) { return hash == "known"; }};
};

const std::vector<UserRow> mixed{
    {.id = UserId("7"), .email = "seven@example.org", .username = "seven"},
    {.email = "eight@example.org", .password = PasswordHash("known")},
    {.email = "nine@example.org", .password = PasswordHash("unknown")},
    {.email = "no address"},
    {.id = UserId("7"), .email = "other@example.org"},
    {.email = "SEVEN@example.org"},
    {.email = "ten@example.org", .username = "Seven"},
};
const Verdicts mixed_verdicts{imported, imported, refused, refused, present, present, refused};

TEST_F(TransferUsersTest, EveryRowHasAVerdictInItsPlace) {
  const auto rows = transfer.import(mixed);
  EXPECT_EQ(verdicts(rows), mixed_verdicts);
  EXPECT_EQ(rows[0].id, UserId("7"));
  EXPECT_EQ(rows[1].id.value().value().size(), 22U);
  EXPECT_TRUE(rows[2].reason.starts_with("password_hash: ")) << rows[2].reason;
  EXPECT_TRUE(rows[3].reason.starts_with("email: ")) << rows[3].reason;
  EXPECT_TRUE(rows[4].reason.empty());
  EXPECT_TRUE(rows[6].reason.starts_with("username: ")) << rows[6].reason;
  const auto eight = users.find_by_login(LoginName("eight@example.org"));
  ASSERT_TRUE(eight);
  EXPECT_EQ(eight->password, PasswordHash("known"));
  EXPECT_EQ(eight->user.created_at, clock.now());
  EXPECT_EQ(events(AuditType::user_created).back().reason, "import");
}

TEST_F(TransferUsersTest, OnceMoreEndsTheSame) {
  const auto first = transfer.import(mixed);
  const Verdicts again{present, present, refused, refused, present, present, refused};
  EXPECT_EQ(verdicts(transfer.import(mixed)), again);
  EXPECT_EQ(users.find(UserId("7"))->email, "seven@example.org");
}

TEST_F(TransferUsersTest, ARehearsalForeseesItAcrossCallsAndChangesNothing) {
  Verdicts foreseen;
  for (const auto& row : mixed) {
    const auto rows = transfer.rehearse(std::vector{row});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].id, std::nullopt);
    foreseen.push_back(rows[0].verdict);
  }
  EXPECT_EQ(foreseen, mixed_verdicts);
  EXPECT_FALSE(users.find(UserId("7")));
  EXPECT_EQ(verdicts(transfer.import(mixed)), mixed_verdicts);
}

TEST_F(TransferUsersTest, AnAccountThatCameBackUnderItsIdHasAnotherEpoch) {
  const std::vector<UserRow> row{{.id = UserId("7"), .email = "seven@example.org"}};
  ASSERT_EQ(verdicts(transfer.import(row)), Verdicts{imported});
  const auto before = users.find(UserId("7"))->epoch;
  ASSERT_TRUE(users.remove(UserId("7"), {.type = AuditType::user_removed, .at = clock.now()}));
  ASSERT_EQ(verdicts(transfer.import(row)), Verdicts{imported});
  EXPECT_NE(users.find(UserId("7"))->epoch, before);
}

TEST_F(TransferUsersTest, WhatIsExportedIsImportedAsItWas) {
  const UserRow row{.id = UserId("7"),
                    .email = "Seven@example.org",
                    .email_verified = true,
                    .username = "Seven",
                    .roles = {"admin"},
                    .claims = {{"locale", "de"}},
                    .disabled = true,
                    .created_at = Instant(std::chrono::seconds(1'000'000)),
                    .password = PasswordHash("known")};
  ASSERT_EQ(verdicts(transfer.import(std::vector{row})), Verdicts{imported});
  std::optional<inbound::ExportedUser> found;
  for (auto& entry : transfer.page(std::nullopt, 100)) {
    if (entry.user.id == row.id) found = entry;
  }
  ASSERT_TRUE(found);
  const auto& [account, hash] = *found;
  EXPECT_EQ((UserRow{account.id, account.email, account.email_verified, account.username,
                     account.roles, account.claims, account.disabled, account.created_at, hash}),
            row);
}

}  // namespace
}  // namespace chancery::test
