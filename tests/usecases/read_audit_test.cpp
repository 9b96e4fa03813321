// The tail of the audit trail, and what follows it: everything once, nothing left out.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

using Reasons = std::vector<std::string>;

/// A trail whose events become visible in the order of the test.
struct Trail final : outbound::AuditReader {
  std::map<std::int64_t, AuditEvent> visible;

  std::int64_t newest_position() override { return visible.empty() ? 0 : visible.rbegin()->first; }
  std::vector<StoredEvent> newest(const AuditFilter& filter, std::size_t limit) override {
    auto all = after(0, filter, visible.size());
    all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(std::min(limit, all.size())));
    return all;
  }
  std::vector<StoredEvent> after(std::int64_t position, const AuditFilter& filter,
                                 std::size_t limit) override {
    looked_at = position;
    std::vector<StoredEvent> found;
    for (auto it = visible.upper_bound(position); it != visible.end() && found.size() < limit; ++it)
      if (matches(filter, it->second)) found.push_back({it->first, it->second});
    return found;
  }
  std::int64_t looked_at = 0;
};

class ReadAuditTest : public testing::Test {
 protected:
  void show(std::int64_t position, AuditType type = AuditType::login_ended) {
    trail.visible.emplace(
        position, AuditEvent{.type = type, .at = clock.at, .reason = std::to_string(position)});
  }
  static Reasons reasons(const inbound::AuditPage& page) {
    Reasons found;
    for (const auto& event : page.events) found.push_back(event.reason);
    return found;
  }
  Reasons begin(std::size_t limit, const AuditFilter& filter = {}) {
    auto page = audit.newest(filter, limit);
    mark = page.mark;
    return reasons(page);
  }
  Reasons next(const AuditFilter& filter = {}) {
    clock.at += 1s;
    auto page = audit.since(mark, filter);
    mark = page.mark;
    return reasons(page);
  }

  SettableClock clock;
  Trail trail;
  ReadAudit audit{trail, clock};
  inbound::AuditMark mark;
};

TEST_F(ReadAuditTest, FollowsWhatComesAndRepeatsNothing) {
  for (int i = 1; i <= 5; ++i) show(i);
  EXPECT_EQ(begin(2), (Reasons{"4", "5"}));
  EXPECT_EQ(next(), Reasons{});
  show(6);
  show(7);
  EXPECT_EQ(next(), (Reasons{"6", "7"}));
  EXPECT_EQ(next(), Reasons{});
  show(8);
  EXPECT_EQ(next(), Reasons{"8"});
}

TEST_F(ReadAuditTest, FollowsFromAnEmptyTrailOn) {
  EXPECT_EQ(begin(20), Reasons{});
  show(1);
  EXPECT_EQ(next(), Reasons{"1"});
  EXPECT_EQ(next(), Reasons{});
}

TEST_F(ReadAuditTest, AnEventThatBecomesVisibleAfterALaterOneIsNotMissed) {
  show(1);
  show(3);
  EXPECT_EQ(begin(20), (Reasons{"1", "3"}));
  show(2);
  show(6);
  EXPECT_EQ(next(), (Reasons{"2", "6"}));
  for (int i = 0; i < 10; ++i) EXPECT_EQ(next(), Reasons{});
  show(4);
  EXPECT_EQ(next(), Reasons{"4"});
}

TEST_F(ReadAuditTest, NorIfItBeganBeforeTheFirstLook) {
  for (const std::size_t limit : {0, 1, 2}) {
    trail.visible.clear();
    for (const int position : {1, 2, 4, 5}) show(position);
    EXPECT_EQ(begin(limit).size(), limit);
    show(3);
    EXPECT_EQ(next(), Reasons{"3"}) << limit;
    show(6);
    EXPECT_EQ(next(), Reasons{"6"}) << limit;
  }
}

TEST_F(ReadAuditTest, WhatWasShownFromFarBackBringsBackNothing) {
  for (int i = 1; i <= 3'000; ++i) {
    show(i, i % 1'000 == 1 ? AuditType::key_changed : AuditType::login_ended);
  }
  EXPECT_EQ(begin(20, {.type = AuditType::key_changed}), (Reasons{"1", "1001", "2001"}));
  for (int i = 0; i < 30; ++i) EXPECT_EQ(next(), Reasons{});
}

TEST_F(ReadAuditTest, WhatIsFilteredOutIsNotReadAgainForEver) {
  const AuditFilter keys{.type = AuditType::key_changed};
  EXPECT_EQ(begin(20, keys), Reasons{});
  for (int i = 1; i <= 90; ++i) {
    show(i);
    EXPECT_EQ(next(keys), Reasons{});
  }
  EXPECT_GT(trail.looked_at, 60);
  EXPECT_LT(mark.seen.size(), 30U);
  show(91, AuditType::key_changed);
  EXPECT_EQ(next(keys), Reasons{"91"});
}

TEST_F(ReadAuditTest, MoreThanAPageAtOnceIsReadWhollyAndOnce) {
  begin(20);
  for (int i = 1; i <= 2'500; ++i) show(i);
  EXPECT_EQ(next().size(), 2'500U);
  EXPECT_EQ(next().size(), 0U);
  for (int i = 2'501; i <= 15'000; ++i) show(i);
  const auto first = next().size();
  EXPECT_LT(first, 12'500U);
  EXPECT_EQ(next().size(), 12'500U - first);
  EXPECT_EQ(next().size(), 0U);
}

}  // namespace
}  // namespace chancery::test
