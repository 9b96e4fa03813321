#include "adapters/crypto/mail_outbox.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "adapters/crypto/entropy.hpp"

namespace chancery::crypto {
namespace {

using namespace std::chrono_literals;
using outbound::SealedMail;

const Instant noon{1'700'000'000s};

/// Rows as they come; what the contract says of claims is the stores' business.
struct Rows final : outbound::MailStore {
  void add(const SealedMail& mail) override { rows.push_back(mail); }
  std::vector<SealedMail> claim(Instant, Instant, std::size_t limit) override {
    auto due = rows;
    while (due.size() > limit) due.pop_back();
    return due;
  }
  void postpone(const MailId& id, std::int64_t attempts, Instant at) override {
    for (auto& row : rows) {
      if (row.id == id && row.attempts == attempts) row.next_attempt_at = at;
    }
  }
  void remove(const MailId& id) override {
    std::erase_if(rows, [&](const auto& row) { return row.id == id; });
  }

  std::vector<SealedMail> rows;
};

Mail mail_to(const std::string& to, const std::string& id = "m1") {
  return {.id = MailId(id),
          .kind = MailKind::reset_password,
          .to = to,
          .locale = "de-CH, fr",
          .values = {{"link", "https://id.example/reset#ticket"}, {"name", "Ä \"<&"}},
          .created_at = noon,
          .next_attempt_at = noon + 1s,
          .attempts = 3};
}

class MailOutboxTest : public testing::Test {
 protected:
  MailOutbox::Claim claim_all() { return outbox.claim(noon, noon, 99); }

  Entropy entropy;
  Sealer sealer{MasterKeys::parse(MasterKeys::make(entropy)).value(), entropy};
  Rows store;
  MailOutbox outbox{sealer, store};
};

TEST_F(MailOutboxTest, GivesBackWhatWasPutIn) {
  for (const auto kind : mail_kinds) {
    store.rows.clear();
    auto mail = mail_to("ann@example.org");
    mail.kind = kind;
    outbox.add(mail);
    const auto claim = claim_all();
    EXPECT_EQ(claim.mails, std::vector{mail}) << name(kind);
    EXPECT_EQ(claim.unreadable, 0U);
  }
}

TEST_F(MailOutboxTest, B83_AStoreLearnsNeitherAddressNorTicketNorName) {
  outbox.add(mail_to("ann@example.org"));
  ASSERT_EQ(store.rows.size(), 1U);
  const auto& row = store.rows.front();
  for (const auto* told : {"ann", "ticket", "reset", "Ä", "de-CH"}) {
    EXPECT_EQ((row.id.value() + row.sealed).find(told), std::string::npos) << told;
  }
  EXPECT_TRUE(row.sealed.starts_with("s1.")) << row.sealed;
}

TEST_F(MailOutboxTest, B83_WhoWritesToTheStoreTurnsNoMailToAnotherAddress) {
  outbox.add(mail_to("ann@example.org", "m1"));
  outbox.add(mail_to("eve@example.org", "m2"));
  std::swap(store.rows[0].sealed, store.rows[1].sealed);
  const auto claim = claim_all();
  EXPECT_TRUE(claim.mails.empty());
  EXPECT_EQ(claim.unreadable, 2U);
}

TEST_F(MailOutboxTest, WhatCannotBeReadStaysAndHoldsUpNothing) {
  Sealer other{MasterKeys::parse(MasterKeys::make(entropy)).value(), entropy};
  MailOutbox(other, store).add(mail_to("ann@example.org", "m1"));
  outbox.add(mail_to("bob@example.org", "m2"));
  const auto add_content = [&](const std::string& id, const std::string& content) {
    store.rows.push_back({.id = MailId(id),
                          .sealed = sealer.seal(
                              Secret(content), {.table = "mails", .row = id, .column = "sealed"})});
  };
  add_content("m3", R"({"kind":"poem","to":"a","locale":"","values":{}})");
  add_content("m4", R"({"kind":"invite","to":"a","locale":"","values":{"link":1}})");
  add_content("m5", R"({"kind":"invite","to":"a","values":{}})");
  add_content("m6", "{");
  const auto claim = claim_all();
  EXPECT_EQ(claim.mails, std::vector{mail_to("bob@example.org", "m2")});
  EXPECT_EQ(claim.unreadable, 5U);
  EXPECT_EQ(store.rows.size(), 6U) << "another node may know the key, or the kind";
}

TEST_F(MailOutboxTest, SettlesTheMailThatWasClaimed) {
  outbox.add(mail_to("ann@example.org"));
  outbox.postpone(mail_to("ann@example.org"), noon + 9s);
  EXPECT_EQ(store.rows.at(0).next_attempt_at, noon + 9s);
  outbox.remove(MailId("m1"));
  EXPECT_TRUE(store.rows.empty());
}

}  // namespace
}  // namespace chancery::crypto
