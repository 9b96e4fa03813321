// Mails are tried until they are sent, and not for ever.

#include "app/usecases/deliver_mail.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

using outbound::MailFailure;
using Outcome = inbound::DeliverMail::Outcome;

/// Mails in plain sight; what the contract says of claims is the stores' business.
struct PlainOutbox final : outbound::MailOutbox {
  void add(const Mail& mail) override { mails.emplace(mail.id, mail); }
  Claim claim(Instant now, Instant leased_until, std::size_t limit) override {
    Claim claim{.mails = {}, .unreadable = std::exchange(unreadable, 0)};
    for (auto& [id, mail] : mails) {
      if (now < mail.next_attempt_at || claim.mails.size() == limit || claim.unreadable > 0)
        continue;
      mail.next_attempt_at = leased_until;
      ++mail.attempts;
      claim.mails.push_back(mail);
    }
    return claim;
  }
  void postpone(const Mail& claimed, Instant at) override {
    mails.at(claimed.id).next_attempt_at = at;
  }
  void remove(const MailId& id) override { mails.erase(id); }

  std::map<MailId, Mail> mails;
  std::size_t unreadable = 0;
};

struct Writer final : outbound::MailWriter {
  std::optional<outbound::Message> write(const Mail& mail) override {
    if (mail.to.empty()) return std::nullopt;
    return outbound::Message{.id = mail.id,
                             .created_at = mail.created_at,
                             .to = mail.to,
                             .subject = {},
                             .text = {},
                             .html = {}};
  }
};

struct Server final : outbound::Mailer {
  std::expected<void, MailFailure> send(const outbound::Message& message,
                                        const std::stop_token&) override {
    if (failure) return std::unexpected(*failure);
    sent.push_back(message.to);
    return {};
  }
  std::vector<std::string> sent;
  std::optional<MailFailure> failure;
};

class DeliverMailTest : public testing::Test {
 protected:
  void put(const std::string& id, MailKind kind = MailKind::password_changed) {
    outbox.add({.id = MailId(id),
                .kind = kind,
                .to = id + "@example.org",
                .created_at = clock.at,
                .next_attempt_at = clock.at});
  }
  inbound::DeliverMail::Delivery next() { return deliver.deliver_next(stop.get_token()); }
  Instant due(const std::string& id) { return outbox.mails.at(MailId(id)).next_attempt_at; }

  SettableClock clock;
  PlainOutbox outbox;
  Writer writer;
  Server server;
  std::stop_source stop;
  DeliverMail deliver{{outbox, writer, server, clock}};
};

TEST_F(DeliverMailTest, EachMailIsSentOnce) {
  put("ann");
  put("bob");
  EXPECT_EQ(next(), (inbound::DeliverMail::Delivery{
                        Outcome::sent, MailId("ann"), MailKind::password_changed, {}}));
  EXPECT_EQ(next().outcome, Outcome::sent);
  EXPECT_EQ(next(), inbound::DeliverMail::Delivery{});
  EXPECT_EQ(server.sent, (std::vector<std::string>{"ann@example.org", "bob@example.org"}));
  EXPECT_TRUE(outbox.mails.empty());
}

TEST_F(DeliverMailTest, WhatFailsIsTriedAgainLaterAndLater) {
  put("ann");
  server.failure = MailFailure{MailFailure::Blame::message, "450"};
  for (const auto pause : {1s, 2s, 4s, 8s}) {
    const auto delivery = next();
    EXPECT_EQ(delivery.outcome, Outcome::postponed);
    EXPECT_EQ(delivery.reason, "450");
    EXPECT_EQ(due("ann"), clock.at + pause);
    EXPECT_EQ(next().outcome, Outcome::none_due);
    clock.at += pause;
  }
  server.failure.reset();
  EXPECT_EQ(next().outcome, Outcome::sent);
}

TEST_F(DeliverMailTest, AServerThatIsAwayStallsAllMail) {
  put("ann");
  server.failure = MailFailure{MailFailure::Blame::server, "away"};
  EXPECT_EQ(next().outcome, Outcome::stalled);
  EXPECT_EQ(due("ann"), clock.at + 1s);
}

TEST_F(DeliverMailTest, AnAddressThatDoesNotExistIsNotTriedAgain) {
  put("ann");
  server.failure = MailFailure{MailFailure::Blame::address, "550"};
  EXPECT_EQ(next(), (inbound::DeliverMail::Delivery{Outcome::given_up, MailId("ann"),
                                                    MailKind::password_changed, "550"}));
  EXPECT_TRUE(outbox.mails.empty());
}

TEST_F(DeliverMailTest, AMailThatMustNotBeSentIsNot) {
  put("ann");
  outbox.mails.at(MailId("ann")).to.clear();
  EXPECT_EQ(next().outcome, Outcome::given_up);
  EXPECT_TRUE(outbox.mails.empty() && server.sent.empty());
}

TEST_F(DeliverMailTest, IsGivenUpWhenItsTimeIsOver) {
  const std::pair<MailKind, Lifetime> cases[]{
      {MailKind::verify_email, 24h},     {MailKind::reset_password, 1h},
      {MailKind::change_email, 1h},      {MailKind::email_changed, 24h},
      {MailKind::password_changed, 24h}, {MailKind::invite, 24h},
      {MailKind::factor_changed, 24h}};
  for (const auto& [kind, lifetime] : cases) {
    put("ann", kind);
    const auto began_at = clock.at;
    server.failure = MailFailure{MailFailure::Blame::server, "away"};
    auto last = next();
    while (last.outcome == Outcome::stalled) {
      clock.at = due("ann");
      EXPECT_LT(clock.at, began_at + lifetime);
      last = next();
    }
    EXPECT_EQ(last.outcome, Outcome::given_up) << name(kind);
    EXPECT_EQ(last.reason, "away");
    EXPECT_GT(clock.at + 1h, began_at + lifetime) << "not earlier than need be";
    EXPECT_TRUE(outbox.mails.empty());
  }
}

TEST_F(DeliverMailTest, AfterALongOutageADeadLinkIsNotSent) {
  put("ann", MailKind::reset_password);
  put("bob", MailKind::reset_password);
  clock.at += 1h - 1s;
  EXPECT_EQ(next().outcome, Outcome::sent);
  clock.at += 1s;
  EXPECT_EQ(next().outcome, Outcome::given_up);
  EXPECT_EQ(server.sent, std::vector<std::string>{"ann@example.org"});
}

TEST_F(DeliverMailTest, AStopPutsAMailOffToAtOnce) {
  put("ann");
  clock.at += 12h;
  outbox.mails.at(MailId("ann")).attempts = 20;
  server.failure = MailFailure{MailFailure::Blame::message, "the program ends"};
  stop.request_stop();
  EXPECT_EQ(next().outcome, Outcome::postponed);
  EXPECT_EQ(due("ann"), clock.at);
}

TEST_F(DeliverMailTest, WhatCannotBeReadIsToldAndHoldsUpNothing) {
  put("ann");
  outbox.unreadable = 1;
  EXPECT_EQ(next().outcome, Outcome::unreadable);
  EXPECT_EQ(next().outcome, Outcome::sent);
}

}  // namespace
}  // namespace chancery::test
