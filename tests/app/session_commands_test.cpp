// session and audit: what the commands pass on, and what they print.

#include <algorithm>

#include "tests/app/cli_fixture.hpp"

namespace chancery::cli {
namespace {

using trompeloeil::_;

constexpr Lifetime minute(60);
const Instant at{Lifetime(1'767'225'599)};

UserSession session(const std::string& id) {
  return {.id = FamilyId(id),
          .user = UserId("u1"),
          .client = ClientId("app"),
          .client_name = "The App",
          .created_at = at,
          .last_used_at = at + minute,
          .expires_at = at + 2 * minute,
          .login_address = "198.51.100.9",
          .last_used_from = {"192.0.2.1", "Agent/1.0"}};
}

class SessionCommands : public CliTest {
 protected:
  std::unique_ptr<trompeloeil::expectation> ada =
      NAMED_ALLOW_CALL(users, find("ada")).RETURN(User{.id = UserId("u1"), .email = "a@b.example"});
  std::unique_ptr<trompeloeil::expectation> nobody =
      NAMED_ALLOW_CALL(users, find("bob")).RETURN(std::nullopt);
  std::unique_ptr<trompeloeil::expectation> app =
      NAMED_ALLOW_CALL(clients, find(ClientId("app"))).RETURN(Client{.id = ClientId("app")});
  std::unique_ptr<trompeloeil::expectation> no_app =
      NAMED_ALLOW_CALL(clients, find(ClientId("no"))).RETURN(std::nullopt);
};

TEST_F(SessionCommands, ListReadsEveryPage) {
  REQUIRE_CALL(sessions, list(SessionFilter{}, _, _))
      .WITH(!_2.has_value())
      .RETURN(inbound::SessionPage{{session("s1"), session("s2")}, "c"});
  REQUIRE_CALL(sessions, list(SessionFilter{}, _, _))
      .WITH(_2 == "c")
      .RETURN(inbound::SessionPage{{session("s3")}});
  EXPECT_EQ(run_json({"session", "list"}).as_array()->size(), 3U);
}

TEST_F(SessionCommands, ListPrintsTheLogins) {
  ALLOW_CALL(sessions, list(_, _, _)).RETURN(inbound::SessionPage{{session("s1")}});
  EXPECT_EQ(run({"session", "list", "--json"}).out,
            R"([{"id":"s1","user_id":"u1","client_id":"app","client_name":"The App",)"
            R"("address":"192.0.2.1","user_agent":"Agent/1.0","login_address":"198.51.100.9",)"
            R"("created_at":"2025-12-31T23:59:59Z","last_used_at":"2026-01-01T00:00:59Z",)"
            R"("expires_at":"2026-01-01T00:01:59Z"}])"
            "\n");
  const auto text = run({"session", "list"}).out;
  EXPECT_TRUE(text.starts_with("ID  USER ID  CLIENT ID  ADDRESS    CREATED AT")) << text;
}

TEST_F(SessionCommands, ListPassesTheFilterOn) {
  REQUIRE_CALL(sessions, list(SessionFilter{UserId("u1"), ClientId("app")}, _, _))
      .RETURN(inbound::SessionPage{});
  EXPECT_EQ(run({"session", "list", "--user", "ada", "--client", "app"}).out, "no sessions\n");
}

TEST_F(SessionCommands, RevokeEndsOneOrManyAndSaysHowMany) {
  REQUIRE_CALL(sessions, end(FamilyId("s1"), _, _)).WITH(!_2.has_value()).RETURN(true);
  EXPECT_EQ(run({"session", "revoke", "s1", "--json"}).out, "{\"revoked\":1,\"more\":false}\n");
  REQUIRE_CALL(sessions, end_all(SessionFilter{.user = UserId("u1")}, _))
      .RETURN(inbound::EndedSessions{.count = 3});
  EXPECT_EQ(run({"session", "revoke", "--user", "ada", "--json"}).out,
            "{\"revoked\":3,\"more\":false}\n");
  REQUIRE_CALL(sessions, end_all(SessionFilter{.client = ClientId("app")}, _))
      .RETURN(inbound::EndedSessions{.count = 9, .more = true});
  EXPECT_EQ(run({"session", "revoke", "--client", "app"}).out, "revoked  9\nmore     yes\n");
  REQUIRE_CALL(sessions, end_all(SessionFilter{UserId("u1"), ClientId("app")}, _))
      .RETURN(inbound::EndedSessions{});
  EXPECT_EQ(run({"session", "revoke", "--client", "app", "--user", "ada"}).exit, 0);
}

TEST_F(SessionCommands, RevokeOfEverythingOrOfTwoThingsIsWrongUsage) {
  FORBID_CALL(sessions, end(_, _, _));
  FORBID_CALL(sessions, end_all(_, _));
  for (const auto& words : {std::vector<std::string>{"session", "revoke"},
                            {"session", "revoke", "s1", "--user", "ada"},
                            {"session", "revoke", "s1", "s2"}}) {
    EXPECT_EQ(run(words).exit, 2) << testing::PrintToString(words);
  }
  EXPECT_EQ(opened, 0);
}

TEST_F(SessionCommands, WhatIsNotThereIsAFailure) {
  FORBID_CALL(sessions, end_all(_, _));
  ALLOW_CALL(sessions, end(_, _, _)).RETURN(false);
  for (const auto& words : {std::vector<std::string>{"session", "revoke", "s1"},
                            {"session", "revoke", "--user", "bob"},
                            {"session", "revoke", "--client", "no"},
                            {"session", "list", "--user", "bob"},
                            {"session", "list", "--client", "no"}}) {
    const auto result = run(words);
    EXPECT_EQ(result.exit, 1) << testing::PrintToString(words);
    EXPECT_EQ(result.out, "");
  }
}

const AuditEvent reuse{.type = AuditType::login_ended,
                       .at = at,
                       .reason = "reuse",
                       .user = UserId("u1"),
                       .client = ClientId("app"),
                       .family = FamilyId("s1"),
                       .origin = {"192.0.2.1", "Agent/1.0 (x\x1b)"},
                       .request_id = "request-1"};
const AuditEvent key{.type = AuditType::key_changed, .at = at, .reason = "created"};

constexpr const char* reuse_line =
    "2025-12-31T23:59:59Z login_ended reason=reuse user=u1 client=app session=s1 "
    "address=192.0.2.1 request=request-1 agent=Agent/1.0 (x\\u001b)\n";
constexpr const char* key_line = "2025-12-31T23:59:59Z key_changed reason=created\n";
constexpr const char* key_json =
    R"({"at":"2025-12-31T23:59:59Z","type":"key_changed","reason":"created","user_id":null,)"
    R"("client_id":null,"session_id":null,"address":"","user_agent":"","request_id":""})";

using AuditCommands = SessionCommands;

TEST_F(AuditCommands, B100_TailPrintsALineAnEvent) {
  REQUIRE_CALL(audit, newest(AuditFilter{}, 20U)).RETURN(inbound::AuditPage{{reuse, key}, {}});
  EXPECT_EQ(run({"audit", "tail"}).out, std::string(reuse_line) + key_line);
}

TEST_F(AuditCommands, TailIsAnArrayInJson) {
  REQUIRE_CALL(audit, newest(AuditFilter{}, 1U)).RETURN(inbound::AuditPage{{key}, {}});
  EXPECT_EQ(run({"audit", "tail", "--limit", "1", "--json"}).out,
            "[" + std::string(key_json) + "]\n");
}

TEST_F(AuditCommands, TailPassesTheFilterOn) {
  REQUIRE_CALL(audit, newest(AuditFilter{UserId("u1"), AuditType::login_ended}, 20U))
      .RETURN(inbound::AuditPage{});
  EXPECT_EQ(run({"audit", "tail", "--user", "ada", "--type", "login_ended"}).exit, 0);
  REQUIRE_CALL(audit, newest(AuditFilter{.user = UserId("bob")}, _)).RETURN(inbound::AuditPage{});
  EXPECT_EQ(run({"audit", "tail", "--user", "bob"}).exit, 0)
      << "an account that is gone, by its id";
}

TEST_F(AuditCommands, WrongFlagsAreWrongUsage) {
  for (const auto& words : {std::vector<std::string>{"audit", "tail", "--limit", "many"},
                            {"audit", "tail", "--limit", "-1"},
                            {"audit", "tail", "--limit", "10001"},
                            {"audit", "tail", "--type", "login_end"}}) {
    EXPECT_EQ(run(words).exit, 2) << testing::PrintToString(words);
  }
  EXPECT_EQ(run({"audit", "tail", "--type", "login_end"}).err,
            "error: --type: there is no such type of event\nhint: did you mean login_ended?\n");
  EXPECT_EQ(opened, 0);
}

TEST_F(AuditCommands, FollowGoesOnFromWhereItWas) {
  int rounds = 0;
  wiring.pause = [&] { return ++rounds <= 2; };
  REQUIRE_CALL(audit, newest(_, _)).RETURN(inbound::AuditPage{{key}, {.settled = 1}});
  REQUIRE_CALL(audit, since(_, _))
      .WITH(_1.settled == 1)
      .RETURN(inbound::AuditPage{{reuse}, {.settled = 2}});
  REQUIRE_CALL(audit, since(_, _))
      .WITH(_1.settled == 2)
      .RETURN(inbound::AuditPage{{key, key}, {.settled = 3}});
  EXPECT_EQ(run({"audit", "tail", "--follow"}).out,
            std::string(key_line) + reuse_line + key_line + key_line);
}

TEST_F(AuditCommands, FollowInJsonPrintsALineAnEvent) {
  int rounds = 0;
  wiring.pause = [&] { return ++rounds <= 1; };
  REQUIRE_CALL(audit, newest(_, _)).RETURN(inbound::AuditPage{{key}, {}});
  REQUIRE_CALL(audit, since(_, _)).RETURN(inbound::AuditPage{{key}, {}});
  EXPECT_EQ(run({"audit", "tail", "--follow", "--json"}).out,
            std::string(key_json) + '\n' + key_json + '\n');
}

}  // namespace
}  // namespace chancery::cli
