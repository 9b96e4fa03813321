// Two and more nodes on one PostgreSQL, which is all they share.

#include <gtest/gtest.h>

#include <set>

#include "adapters/sql/migrations.hpp"
#include "adapters/system/system_clock.hpp"
#include "domain/codec/json.hpp"
#include "tests/adapters/stores/race.hpp"
#include "tests/e2e/running.hpp"

namespace chancery::test {
namespace {

struct Nodes {
  Running first{{}, Engine::postgresql};
  Running second{Running::Beside{first}};
};

std::set<std::string> kids(Authority& authority) {
  std::set<std::string> kids;
  const auto document = codec::read_json(authority.publish_keys.key_set()->json).value();
  for (const auto& key : *document.find("keys")->as_array()) {
    kids.insert(*key.find("kid")->as_string());
  }
  return kids;
}

int count(const std::vector<KeyRecord>& keys, KeyUse use, KeyState state) {
  return static_cast<int>(std::ranges::count_if(
      keys, [&](const KeyRecord& key) { return key.use == use && key.state == state; }));
}

constexpr KeyUse rolled[] = {KeyUse::sign_es256, KeyUse::sign_rs256, KeyUse::sign_ps256,
                             KeyUse::sign_eddsa, KeyUse::tag_refresh_tokens};

TEST(SeveralNodes, ThatStartAtOnceOnAnEmptyDatabaseAgreeOnTheKeys) {
  const auto settings = settings_on_an_empty_schema();
  constexpr int nodes = 4;
  std::vector<std::unique_ptr<Authority>> authorities(nodes);
  EXPECT_EQ(winners(nodes,
                    [&](int i) {
                      auto opened = open_authority(*settings);
                      if (!opened) return false;
                      authorities[static_cast<std::size_t>(i)] = *std::move(opened);
                      return true;
                    }),
            nodes);
  const auto keys = authorities.front()->manage_keys.list();
  EXPECT_EQ(keys.size(), std::size(key_uses));
  for (const auto use : key_uses) EXPECT_EQ(count(keys, use, KeyState::active), 1) << name(use);
  for (const auto& authority : authorities) {
    EXPECT_EQ(kids(*authority), kids(*authorities.front()));
  }
}

TEST(SeveralNodes, ThatRollAtOnceMakeOneKeyOfEachUse) {
  const auto settings = settings_on_an_empty_schema();
  constexpr int nodes = 4;
  std::vector<std::unique_ptr<Authority>> authorities;
  for (int i = 0; i < nodes; ++i) authorities.push_back(open_authority(*settings).value());
  std::vector<std::vector<KeyRecord>> answers(nodes);
  EXPECT_EQ(winners(nodes,
                    [&](int i) {
                      const auto at = static_cast<std::size_t>(i);
                      answers[at] = authorities[at]->manage_keys.roll(false);
                      return true;
                    }),
            nodes);
  for (const auto& answer : answers) EXPECT_EQ(answer, answers.front());
  const auto keys = authorities.front()->manage_keys.list();
  for (const auto use : rolled) {
    EXPECT_EQ(count(keys, use, KeyState::active), 1);
    EXPECT_EQ(count(keys, use, KeyState::next), 1);
  }
}

TEST(SeveralNodes, ThatTakeANewKeyAtOnceEndWithOneThatSigns) {
  const auto settings = settings_on_an_empty_schema();
  constexpr int nodes = 4;
  std::vector<std::unique_ptr<Authority>> authorities;
  for (int i = 0; i < nodes; ++i) authorities.push_back(open_authority(*settings).value());
  EXPECT_EQ(winners(nodes,
                    [&](int i) {
                      const auto at = static_cast<std::size_t>(i);
                      return authorities[at]->manage_keys.roll(true).size() == std::size(rolled);
                    }),
            nodes);
  const auto keys = authorities.front()->manage_keys.list();
  for (const auto use : rolled) {
    EXPECT_EQ(count(keys, use, KeyState::active), 1);
    EXPECT_EQ(count(keys, use, KeyState::next), 0);
  }
  for (const auto& authority : authorities) {
    authority->manage_keys.maintain();
    EXPECT_EQ(kids(*authority), kids(*authorities.front()));
  }
}

// Nobody here looks after the keys but the commands: what a node knows of them, it asked for.
TEST(SeveralNodes, KnowTheTokensOfAKeyThatAnotherHasJustMade) {
  const auto settings = settings_on_an_empty_schema();
  const auto one = open_authority(*settings).value();
  const auto other = open_authority(*settings).value();
  one->manage_keys.roll(true);
  const auto token =
      one->mint.write(FamilyId("abcdefghijklmnopqrstuQ"), 1, Secret(std::string(32, 's')));
  EXPECT_TRUE(other->mint.read(token.reveal()));
  const AccessTokenClaims claims{.issuer = settings->issuer,
                                 .subject = "ada",
                                 .audience = {"api"},
                                 .client = ClientId("app"),
                                 .scopes = {},
                                 .id = TokenId("t"),
                                 .issued_at = one->clock.now(),
                                 .expires_at = one->clock.now() + std::chrono::minutes(1)};
  one->manage_keys.roll(true);
  EXPECT_TRUE(other->signer.verify(one->signer.sign(claims, SignatureAlgorithm::ES256).reveal()));
}

TEST(SeveralNodes, B37_GiveOneAndTheSameSuccessorToAllWhoPresentATokenAtOnce) {
  Nodes nodes;
  const auto token = nodes.first.log_in().text("refresh_token");
  std::vector<HttpConnection> connections;
  for (int i = 0; i < 100; ++i) {
    connections.push_back((i % 2 == 0 ? nodes.first : nodes.second).connect());
  }
  std::set<std::string> successors;
  for (const auto& answer :
       ask_at_once(connections,
                   post_form("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token,
                             app_credentials()))) {
    EXPECT_EQ(answer.status, 200);
    successors.insert(answer.text("refresh_token"));
  }
  ASSERT_EQ(successors.size(), 1U);
  EXPECT_EQ(nodes.second.refresh(*successors.begin()).status, 200);
  EXPECT_EQ(nodes.first.refresh(token).text("error"), "invalid_grant");
}

TEST(SeveralNodes, RefuseWhatAnotherHasRevoked) {
  Nodes nodes;
  const auto login = nodes.first.log_in();
  const auto access = login.text("access_token");
  EXPECT_NE(nodes.second.introspect(access).body, R"({"active":false})");
  const auto form = "token=" + access;
  EXPECT_EQ(nodes.first.ask(post_form("/oauth2/revoke", form, app_credentials())).status, 200);
  EXPECT_EQ(nodes.second.introspect(access).body, R"({"active":false})");
  EXPECT_EQ(nodes.second.ask(get("/oauth2/userinfo", access)).status, 401);

  const auto refresh = "token=" + login.text("refresh_token");
  EXPECT_EQ(nodes.first.ask(post_form("/oauth2/revoke", refresh, app_credentials())).status, 200);
  EXPECT_EQ(nodes.second.refresh(login.text("refresh_token")).text("error"), "invalid_grant");
}

/// What an app does all day.
void use_it_all(const Running& node) {
  const auto login = node.log_in();
  ASSERT_EQ(login.status, 200) << login.body;
  const auto next = node.refresh(login.text("refresh_token"));
  ASSERT_EQ(next.status, 200) << next.body;
  EXPECT_EQ(node.ask(get("/oauth2/userinfo", next.text("access_token"))).status, 200);
  EXPECT_NE(node.introspect(next.text("access_token")).body, R"({"active":false})");
  const auto form = "token=" + next.text("refresh_token");
  EXPECT_EQ(node.ask(post_form("/oauth2/revoke", form, app_credentials())).status, 200);
  EXPECT_EQ(node.refresh(next.text("refresh_token")).text("error"), "invalid_grant");
}

/// The step that the next release may bring.
sql::Migration step_after(bool compatible) {
  static constexpr const char* script =
      "ALTER TABLE refresh_families ADD COLUMN note TEXT NOT NULL DEFAULT '';"
      "ALTER TABLE users ADD COLUMN note TEXT NOT NULL DEFAULT '';"
      "ALTER TABLE clients ADD COLUMN note TEXT NOT NULL DEFAULT '';"
      "ALTER TABLE audit_events ADD COLUMN note TEXT;"
      "CREATE INDEX refresh_families_notes ON refresh_families (note, user_id);"
      "CREATE TABLE notes (id TEXT PRIMARY KEY);";
  const auto newest = static_cast<std::int64_t>(sql::known_migrations().size());
  return {newest + 1, "of_the_next_release", "its-checksum", script, compatible};
}

void bring_the_schema_of_the_next_release(const Settings& settings, bool compatible) {
  std::vector<sql::Migration> steps(sql::known_migrations().begin(), sql::known_migrations().end());
  steps.push_back(step_after(compatible));
  const auto database = open_database(settings).value();
  EXPECT_EQ(sql::Migrations(*database, steps).up(system::SystemClock().now()), 1U);
}

TEST(SchemaVersions, ANodeServesTheOldestSchemaThatItSaysItNeeds) {
  const auto settings = settings_on_an_empty_schema(sql::needed_step);
  EXPECT_TRUE(open_authority(*settings));
  const auto newest = static_cast<std::int64_t>(sql::known_migrations().size());
  const auto database = open_database(*settings).value();
  EXPECT_EQ(sql::Migrations(*database).pending().size(),
            static_cast<std::size_t>(newest - sql::needed_step));
  use_it_all(Running(Running::On{*settings}));
}

TEST(SchemaVersions, ANodeRefusesAnOlderSchemaWithAHint) {
  for (std::int64_t step = 0; step < sql::needed_step; ++step) {
    const auto opened = open_authority(*settings_on_an_empty_schema(step));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().hint, "run: chancery migrate up");
  }
}

TEST(SchemaVersions, ARunningNodeServesOnWhileTheNextReleaseBringsItsStepAndStartsAnewThere) {
  Running running({}, Engine::postgresql);
  bring_the_schema_of_the_next_release(running.settings(), true);
  use_it_all(running);
  running.restart();
  use_it_all(running);
}

TEST(SchemaVersions, ANodeDoesNotStartOnASchemaThatIsTooNew) {
  const auto settings = settings_on_an_empty_schema();
  bring_the_schema_of_the_next_release(*settings, false);
  const auto opened = open_authority(*settings);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().hint,
            "the database is newer than the program: install the newer release");
}

}  // namespace
}  // namespace chancery::test
