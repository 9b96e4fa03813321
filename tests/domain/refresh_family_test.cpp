// What becomes of a login when one of its refresh tokens is presented: every row of the table in
// domain/refresh_family.hpp, at its boundary instants.

#include "domain/refresh_family.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <ostream>

namespace chancery {
namespace {

using namespace std::chrono_literals;

const Instant login{1'000'000s};
const Instant last_use = login + 24h;
const RotationPolicy policy{.idle_lifetime = 720h, .replay_window = 60s};

const TokenDigest current("digest-of-current");
const TokenDigest other("digest-of-another");
const Origin home{.address = "192.0.2.1", .user_agent = "app/1"};

FoundFamily found() {
  return {.family = {.id = FamilyId("family"),
                     .client = ClientId("app"),
                     .user = UserId("user"),
                     .scopes = {"openid", "orders"},
                     .audiences = {"https://api.example", "https://issuer.example"},
                     .authenticated_at = login,
                     .expires_at = login + 2160h,
                     .generation = 5,
                     .current = current,
                     .seed = "seed",
                     .rotated_at = last_use,
                     .last_used_from = home}};
}

Client caller(const char* id = "app") {
  Client client{.id = ClientId(id), .name = "App"};
  client.scopes = {"openid", "orders", "profile"};
  return client;
}

/// The newest token, as the family's owner presents it.
Presentation newest() {
  return {.generation = 5, .presented = current, .successor = other, .from = home};
}

/// The token before it, whose successor is the current one.
Presentation predecessor() {
  return {.generation = 4, .presented = other, .successor = current, .from = home};
}

/// A decision in one word, with the error's code where it has one.
std::string outcome(const RotationDecision& decision) {
  if (std::holds_alternative<Rotate>(decision)) return "Rotate";
  if (const auto* replay = std::get_if<Replay>(&decision)) {
    return replay->from_elsewhere ? "Replay from elsewhere" : "Replay";
  }
  if (const auto* revoke = std::get_if<Revoke>(&decision)) {
    return "Revoke " + std::string(name(revoke->why.code));
  }
  return "Refuse " + std::string(name(std::get<Refuse>(decision).why.code));
}

std::string decide(const FoundFamily& family, const Presentation& presentation, Instant now) {
  return outcome(decide_rotation(family, caller(), presentation, policy, now));
}

std::string decide(const Presentation& presentation, Instant now = last_use + 1s) {
  return decide(found(), presentation, now);
}

TEST(DecideRotation, TheCurrentTokenBuysASuccessorForAllThatWasGranted) {
  const auto decision = decide_rotation(found(), caller(), newest(), policy, last_use + 1s);
  const auto& rotate = std::get<Rotate>(decision);
  EXPECT_EQ(rotate.access_scopes, (Scopes{"openid", "orders"}));
  EXPECT_EQ(rotate.audiences, found().family.audiences);
}

TEST(DecideRotation, TheFirstTokenIsNoDifferent) {
  auto first = found();
  first.family.generation = 0;
  first.family.seed.clear();
  auto presented = newest();
  presented.generation = 0;
  EXPECT_EQ(decide(first, presented, last_use), "Rotate");
}

TEST(DecideRotation, B37_AConcurrentPresentationGetsTheSameSuccessor) {
  const auto decision = decide_rotation(found(), caller(), predecessor(), policy, last_use);
  const auto& replay = std::get<Replay>(decision);
  EXPECT_EQ(replay.access_scopes, (Scopes{"openid", "orders"}));
  EXPECT_EQ(replay.audiences, found().family.audiences);
  EXPECT_FALSE(replay.from_elsewhere);
}

struct WindowRow {
  const char* what;
  Lifetime window;
  Lifetime since_last_use;
  const char* expected;
};

void PrintTo(const WindowRow& row, std::ostream* out) { *out << row.what; }

class ReplayWindow : public testing::TestWithParam<WindowRow> {};

TEST_P(ReplayWindow, B36_B38_EndsAtItsInstantAndIsNeverExtended) {
  const auto& row = GetParam();
  const RotationPolicy with_window{.idle_lifetime = 720h, .replay_window = row.window};
  const auto now = last_use + row.since_last_use;
  EXPECT_EQ(outcome(decide_rotation(found(), caller(), predecessor(), with_window, now)),
            row.expected);
}

INSTANTIATE_TEST_SUITE_P(
    DecideRotation, ReplayWindow,
    testing::Values(WindowRow{"at once", 60s, 0s, "Replay"},
                    WindowRow{"its last second", 60s, 59s, "Replay"},
                    WindowRow{"its end", 60s, 60s, "Revoke invalid_grant"},
                    WindowRow{"after it", 60s, 61s, "Revoke invalid_grant"},
                    WindowRow{"long after it", 60s, 480h, "Revoke invalid_grant"},
                    WindowRow{"a clock one second behind", 60s, -1s, "Replay"},
                    WindowRow{"a clock an hour behind", 60s, -1h, "Replay"},
                    WindowRow{"switched off, at once", 0s, 0s, "Revoke invalid_grant"},
                    WindowRow{"switched off, a clock behind", 0s, -1h, "Revoke invalid_grant"},
                    WindowRow{"one second, at once", 1s, 0s, "Replay"},
                    WindowRow{"one second, its end", 1s, 1s, "Revoke invalid_grant"}));

TEST(DecideRotation, TimeInWhichNobodyCouldAskIsNoPartOfTheWindow) {
  const struct {
    Lifetime reachable_after;
    Lifetime asks_after;
    Lifetime window;
    const char* expected;
  } rows[] = {{10min, 10min, 60s, "Replay"},
              {10min, 10min + 59s, 60s, "Replay"},
              {10min, 10min + 60s, 60s, "Revoke invalid_grant"},
              {10min, 10min, 0s, "Revoke invalid_grant"},
              {10min, 9min, 60s, "Replay"},
              {0s, 59s, 60s, "Replay"},
              {-10min, 59s, 60s, "Replay"},
              {-10min, 60s, 60s, "Revoke invalid_grant"}};
  for (const auto& row : rows) {
    auto family = found();
    family.reachable_since = last_use + row.reachable_after;
    const RotationPolicy with_window{.idle_lifetime = 720h, .replay_window = row.window};
    EXPECT_EQ(outcome(decide_rotation(family, caller(), predecessor(), with_window,
                                      last_use + row.asks_after)),
              row.expected)
        << row.asks_after.count() << " s after, reachable after " << row.reachable_after.count();
  }
}

TEST(DecideRotation, B36_AnOutageExcusesNoReuse) {
  auto family = found();
  family.reachable_since = last_use + 10min;
  auto reused = predecessor();
  reused.successor = TokenDigest("digest-of-a-used-successor");
  EXPECT_EQ(decide(family, reused, last_use + 10min), "Revoke invalid_grant");
}

TEST(DecideRotation, B36_ReuseOfATokenWhoseSuccessorWasUsedEndsTheLogin) {
  auto reused = predecessor();
  reused.successor = TokenDigest("digest-of-a-used-successor");
  EXPECT_EQ(decide(reused), "Revoke invalid_grant");
}

TEST(DecideRotation, B36_ReuseIsNewsHoweverLateAndHoweverMuchIsAsked) {
  auto reused = predecessor();
  reused.requested_scopes = {"admin"};
  EXPECT_EQ(decide(reused, login + 2160h), "Revoke invalid_grant");
  EXPECT_EQ(decide(reused, login + 87600h), "Revoke invalid_grant");
}

TEST(DecideRotation, B42_AGrandparentInsideTheWindowEndsTheLogin) {
  auto grandparent = predecessor();
  for (const std::uint32_t generation : {3U, 2U, 0U}) {
    grandparent.generation = generation;
    EXPECT_EQ(decide(grandparent, last_use), "Revoke invalid_grant") << generation;
  }
}

TEST(DecideRotation, ATokenTheRecordHasNotReachedIsRefusedAndNothingEnds) {
  struct Row {
    std::uint32_t generation;
    TokenDigest presented;
  };
  for (const auto& row : {Row{6, other}, Row{6, current}, Row{7, other}, Row{5, other},
                          Row{std::numeric_limits<std::uint32_t>::max(), other}}) {
    const Presentation ahead{.generation = row.generation,
                             .presented = row.presented,
                             .successor = current,
                             .from = home};
    const auto decision = decide_rotation(found(), caller(), ahead, policy, last_use + 1s);
    ASSERT_EQ(outcome(decision), "Refuse invalid_grant") << row.generation;
    EXPECT_TRUE(std::get<Refuse>(decision).why.detail.starts_with("state_lost")) << row.generation;
  }
}

TEST(DecideRotation, TheHighestGenerationDoesNotWrapRound) {
  auto last = found();
  last.family.generation = std::numeric_limits<std::uint32_t>::max();
  auto presented = newest();
  presented.generation = last.family.generation;
  EXPECT_EQ(decide(last, presented, last_use), "Rotate");
  presented = predecessor();
  presented.generation = 0;
  EXPECT_EQ(decide(last, presented, last_use), "Revoke invalid_grant");
}

TEST(DecideRotation, B40_AnotherClientIsRefusedAndTheLoginLivesOn) {
  for (const auto& presented :
       {newest(), predecessor(), Presentation{1, other, other, {}, {}, home}}) {
    const auto decision =
        decide_rotation(found(), caller("thief"), presented, policy, last_use + 3600s);
    EXPECT_EQ(outcome(decision), "Refuse invalid_grant") << presented.generation;
  }
}

TEST(DecideRotation, B40_AnEndedPartyIsRefusedWhateverIsPresented) {
  for (const auto standing :
       {Standing::user_gone, Standing::user_ended, Standing::client_gone, Standing::client_ended}) {
    auto ended = found();
    ended.standing = standing;
    const auto row = static_cast<int>(standing);
    EXPECT_EQ(decide(ended, newest(), last_use), "Refuse invalid_grant") << row;
    EXPECT_EQ(decide(ended, predecessor(), last_use), "Refuse invalid_grant") << row;
    EXPECT_EQ(decide(ended, predecessor(), last_use + 3600s), "Refuse invalid_grant") << row;
  }
}

TEST(DecideRotation, B40_AScopeTakenFromTheClientEndsWhatWasGranted) {
  auto reduced = caller();
  reduced.scopes = {"openid", "profile"};
  for (auto presented : {newest(), predecessor()}) {
    presented.requested_scopes = {"openid"};
    const auto decision = decide_rotation(found(), reduced, presented, policy, last_use + 1s);
    EXPECT_EQ(outcome(decision), "Refuse invalid_grant");
  }
}

TEST(DecideRotation, B41_LessScopeNarrowsMoreIsRefused) {
  struct Row {
    Scopes requested;
    const char* expected;
    Scopes granted;
  };
  for (const auto& row :
       {Row{{}, "Rotate", {"openid", "orders"}}, Row{{"orders"}, "Rotate", {"orders"}},
        Row{{"orders", "openid"}, "Rotate", {"openid", "orders"}},
        Row{{"profile"}, "Refuse invalid_scope", {}},
        Row{{"orders", "profile"}, "Refuse invalid_scope", {}},
        Row{{"Orders"}, "Refuse invalid_scope", {}}}) {
    auto presented = newest();
    presented.requested_scopes = row.requested;
    const auto decision = decide_rotation(found(), caller(), presented, policy, last_use + 1s);
    ASSERT_EQ(outcome(decision), row.expected) << row.requested.to_string();
    if (const auto* rotate = std::get_if<Rotate>(&decision)) {
      EXPECT_EQ(rotate->access_scopes, row.granted);
    }
  }
}

TEST(DecideRotation, B41_AResourceOutsideTheGrantIsRefused) {
  struct Row {
    std::vector<std::string> requested;
    const char* expected;
  };
  for (const auto& row :
       {Row{{"https://api.example"}, "Rotate"},
        Row{{"https://issuer.example", "https://api.example"}, "Rotate"},
        Row{{"https://other.example"}, "Refuse invalid_target"},
        Row{{"https://api.example", "https://other.example"}, "Refuse invalid_target"},
        Row{{"https://api.example/"}, "Refuse invalid_target"}}) {
    auto presented = newest();
    presented.requested_audiences = row.requested;
    const auto decision = decide_rotation(found(), caller(), presented, policy, last_use + 1s);
    ASSERT_EQ(outcome(decision), row.expected) << row.requested.back();
    if (const auto* rotate = std::get_if<Rotate>(&decision)) {
      EXPECT_EQ(rotate->audiences, row.requested);
    }
  }
}

TEST(DecideRotation, B41_AReplayGrantsNoMoreThanItsFirstAnswer) {
  auto wider = predecessor();
  wider.requested_scopes = {"profile"};
  EXPECT_EQ(decide(wider), "Refuse invalid_scope");
  auto elsewhere = predecessor();
  elsewhere.requested_audiences = {"https://other.example"};
  EXPECT_EQ(decide(elsewhere), "Refuse invalid_target");
}

TEST(DecideRotation, AReplayFromAnotherAddressOrAgentIsToldApart) {
  auto replay = predecessor();
  replay.from.address = "192.0.2.2";
  EXPECT_EQ(decide(replay), "Replay from elsewhere");
  replay = predecessor();
  replay.from.user_agent = "app/2";
  EXPECT_EQ(decide(replay), "Replay from elsewhere");
}

TEST(DecideRotation, EndsWhenItWasIdleForTheIdleLifetime) {
  EXPECT_EQ(decide(newest(), last_use + 720h - 1s), "Rotate");
  EXPECT_EQ(decide(newest(), last_use + 720h), "Refuse invalid_grant");
}

TEST(DecideRotation, B44_EndsAtItsAbsoluteEndThoughUsedDaily) {
  auto used_daily = found();
  used_daily.family.rotated_at = login + 2159h;
  EXPECT_EQ(decide(used_daily, newest(), login + 2160h - 1s), "Rotate");
  EXPECT_EQ(decide(used_daily, newest(), login + 2160h), "Refuse invalid_grant");
  used_daily.family.rotated_at = login + 2160h - 1s;
  EXPECT_EQ(decide(used_daily, predecessor(), login + 2160h - 1s), "Replay");
  EXPECT_EQ(decide(used_daily, predecessor(), login + 2160h), "Refuse invalid_grant");
}

TEST(RefreshExpiresAt, IsTheEarlierOfIdleAndAbsoluteEnd) {
  auto family = found().family;
  EXPECT_EQ(refresh_expires_at(family, 720h), last_use + 720h);
  EXPECT_EQ(refresh_expires_at(family, 2136h - 1s), login + 2160h - 1s);
  EXPECT_EQ(refresh_expires_at(family, 2136h + 1s), login + 2160h);
}

TEST(IsLive, NeedsBothPartiesAndBothEndsAhead) {
  auto family = found();
  EXPECT_EQ(last_used_at(family.family), last_use);
  EXPECT_TRUE(is_live(family, 720h, last_use + 720h - 1s));
  EXPECT_FALSE(is_live(family, 720h, last_use + 720h));
  EXPECT_TRUE(is_live(family, 2160h, login + 2160h - 1s));
  EXPECT_FALSE(is_live(family, 2160h, login + 2160h));
  for (const auto standing :
       {Standing::user_gone, Standing::user_ended, Standing::client_gone, Standing::client_ended}) {
    family.standing = standing;
    EXPECT_FALSE(is_live(family, 720h, last_use));
  }
}

TEST(Begun, RemembersWhereAndWhen) {
  const Origin from{"192.0.2.77", "app/3"};
  const auto family = begun(found().family, from, login + 1h);
  EXPECT_EQ(family.authenticated_at, login + 1h);
  EXPECT_EQ(last_used_at(family), login + 1h);
  EXPECT_EQ(family.login_address, "192.0.2.77");
  EXPECT_EQ(family.last_used_from, from);
}

}  // namespace
}  // namespace chancery
