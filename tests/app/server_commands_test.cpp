// serve, migrate, doctor, openapi and the keys.

#include "adapters/http/docs/texts.hpp"
#include "tests/app/cli_fixture.hpp"

namespace chancery::cli {
namespace {

using inbound::Finding;
using inbound::Migration;
using inbound::PlannedStep;

struct Schema final : inbound::ManageSchema {
  std::vector<Migration> steps;
  std::vector<PlannedStep> steps_to_come;

  std::vector<Migration> status() override { return steps; }
  std::vector<Migration> up() override { return steps; }
  std::vector<PlannedStep> plan() override { return steps_to_come; }
};

struct Diagnosis final : inbound::Diagnose {
  std::vector<Finding> findings;

  std::vector<Finding> run() override { return findings; }
};

class ServerCommands : public CliTest {
 protected:
  void with_schema(std::vector<Migration> steps, std::vector<PlannedStep> plan = {}) {
    wiring.open_schema =
        [=](const Settings&) -> std::expected<std::unique_ptr<inbound::ManageSchema>, Complaint> {
      auto schema = std::make_unique<Schema>();
      schema->steps = steps;
      schema->steps_to_come = plan;
      return schema;
    };
  }
  void with_findings(std::vector<Finding> findings) {
    wiring.open_diagnosis = [=](const Settings&) {
      auto diagnosis = std::make_unique<Diagnosis>();
      diagnosis->findings = findings;
      return diagnosis;
    };
  }
};

const Instant at{Lifetime(1'767'225'599)};
const std::vector<Migration> two{{1, "first", at}, {2, "second", {}}};

TEST_F(ServerCommands, ServeServesWithTheSettings) {
  std::uint16_t port = 0;
  wiring.serve = [&](const Settings& settings) -> std::expected<void, Complaint> {
    port = settings.listen.port;
    return {};
  };
  const auto result = run({"serve", "--listen", "127.0.0.1:9999"});
  EXPECT_EQ(result.exit, 0);
  EXPECT_EQ(result.out + result.err, "");
  EXPECT_EQ(port, 9999);
}

TEST_F(ServerCommands, AServerThatCannotStartIsAFailure) {
  wiring.serve = [](const Settings&) -> std::expected<void, Complaint> {
    return std::unexpected(Complaint{"the address is in use", "stop the other one"});
  };
  const auto result = run({"serve"});
  EXPECT_EQ(result.exit, 1);
  EXPECT_EQ(result.err, "error: the address is in use\nhint: stop the other one\n");
}

TEST_F(ServerCommands, MigrationsAreListed) {
  with_schema(two);
  EXPECT_EQ(run({"migrate", "status"}).out,
            "VERSION  NAME    APPLIED AT\n"
            "1        first   2025-12-31T23:59:59Z\n"
            "2        second  -\n");
  for (const auto* verb : {"status", "up"}) {
    EXPECT_EQ(run({"migrate", verb, "--json"}).out,
              R"([{"version":1,"name":"first","applied_at":"2025-12-31T23:59:59Z"},)"
              R"({"version":2,"name":"second","applied_at":null}])"
              "\n");
  }
  with_schema({});
  EXPECT_EQ(run({"migrate", "up"}).out, "nothing to apply\n");
  EXPECT_EQ(run({"migrate", "up", "--json"}).out, "[]\n");
}

TEST_F(ServerCommands, APlanIsSqlToRunAndTellsWhatItLocks) {
  with_schema({}, {{4, "more", true, {{"CREATE TABLE a(b);", {{}}}, {"VACUUM;", {}}}},
                   {5,
                    "less",
                    false,
                    {{"DROP TABLE c;",
                      {{{"c", "ACCESS EXCLUSIVE"}, {"d", "SHARE"}, {"e", "ROW EXCLUSIVE"}}}}}}});
  const std::string sql =
      "-- step 4, more: one transaction\n"
      "-- nodes that do not know it go on serving\n"
      "BEGIN;\n"
      "CREATE TABLE a(b);\n"
      "-- locks: not known\n"
      "VACUUM;\n"
      "COMMIT;\n"
      "\n"
      "-- step 5, less: one transaction\n"
      "-- nodes that do not know it must be stopped first\n"
      "BEGIN;\n"
      "-- locks c: ACCESS EXCLUSIVE, whoever reads or writes waits\n"
      "-- locks d: SHARE, whoever writes waits\n"
      "-- locks e: ROW EXCLUSIVE, no request waits\n"
      "DROP TABLE c;\n"
      "COMMIT;\n";
  EXPECT_EQ(run({"migrate", "plan"}).out, sql);
  const auto json = run_json({"migrate", "plan"});
  EXPECT_EQ(*json.find("sql")->as_string(), sql);
  EXPECT_EQ(codec::write_json(*json.find("steps")),
            R"([{"version":4,"name":"more","compatible":true,"statements":[)"
            R"({"sql":"CREATE TABLE a(b);","locks":[]},{"sql":"VACUUM;","locks":null}]},)"
            R"({"version":5,"name":"less","compatible":false,"statements":[)"
            R"({"sql":"DROP TABLE c;","locks":[{"table":"c","mode":"ACCESS EXCLUSIVE"},)"
            R"({"table":"d","mode":"SHARE"},{"table":"e","mode":"ROW EXCLUSIVE"}]}]}])");
  with_schema({});
  EXPECT_EQ(run({"migrate", "plan"}).out, "nothing to apply\n");
  EXPECT_EQ(run({"migrate", "plan", "--json"}).out, "{\"sql\":\"\",\"steps\":[]}\n");
}

TEST_F(ServerCommands, ASchemaThatCannotBeOpenedIsAFailure) {
  wiring.open_schema =
      [](const Settings&) -> std::expected<std::unique_ptr<inbound::ManageSchema>, Complaint> {
    return std::unexpected(Complaint{"no database"});
  };
  for (const auto* verb : {"status", "up", "plan"}) {
    const auto result = run({"migrate", verb});
    EXPECT_EQ(result.exit, 1);
    EXPECT_EQ(result.err, "error: no database\n");
  }
}

TEST_F(ServerCommands, ADoctorWhoFindsNothingIsDone) {
  with_findings({{"database", true, "answers"}});
  const auto result = run({"doctor"});
  EXPECT_EQ(result.exit, 0);
  EXPECT_EQ(result.out, "ok    database: answers\n");
  EXPECT_EQ(result.err, "");
}

TEST_F(ServerCommands, ADoctorWhoFindsSomethingFails) {
  with_findings({{"database", true, "answers"}, {"clock", false, "1 h behind", "start NTP"}});
  const auto result = run({"doctor"});
  EXPECT_EQ(result.exit, 1);
  EXPECT_EQ(result.out, "ok    database: answers\nFAIL  clock: 1 h behind\n      start NTP\n");
  EXPECT_EQ(result.err, "error: 1 of 2 checks failed\n");
  EXPECT_EQ(run({"doctor", "--json"}).out,
            R"([{"check":"database","ok":true,"message":"answers","hint":null},)"
            R"({"check":"clock","ok":false,"message":"1 h behind","hint":"start NTP"}])"
            "\n");
}

TEST_F(ServerCommands, TheOpenapiDocumentIsPrintedWithoutADatabase) {
  const auto yaml = run({"openapi"});
  EXPECT_EQ(yaml.exit, 0) << yaml.err;
  EXPECT_EQ(yaml.out, http::openapi_yaml());
  EXPECT_EQ(run({"openapi", "--json"}).out, http::openapi_json());
  EXPECT_EQ(opened, 0);
}

TEST_F(ServerCommands, TheOpenapiDocumentHasTheProgramsVersion) {
  const auto document =
      codec::read_json(http::openapi_json(), {.bytes = 1 << 20, .depth = 32, .values = 100'000});
  ASSERT_TRUE(document);
  const auto version = *document->find("info")->find("version")->as_string();
  EXPECT_EQ(run({"--version"}).out, "chancery " + version + '\n');
}

const KeyRecord next_key{KeyId("k2"), KeyUse::sign_es256, KeyState::next,
                         at,          at + Lifetime(330), {}};

TEST_F(ServerCommands, KeysAreListedWithTheirSchedule) {
  ALLOW_CALL(keys, list())
      .RETURN(std::vector{
          KeyRecord{KeyId("k1"), KeyUse::sign_rs256, KeyState::retiring, at, at, at + Lifetime(1)},
          next_key});
  EXPECT_EQ(
      run({"key", "list"}).out,
      "USE    STATE     ID  CREATED AT            ACTIVATES AT          RETIRED AT\n"
      "RS256  retiring  k1  2025-12-31T23:59:59Z  2025-12-31T23:59:59Z  2026-01-01T00:00:00Z\n"
      "ES256  next      k2  2025-12-31T23:59:59Z  2026-01-01T00:05:29Z  -\n");
}

TEST_F(ServerCommands, RollSaysWhenTheNextKeySigns) {
  REQUIRE_CALL(keys, roll(false)).RETURN(std::vector{next_key});
  EXPECT_EQ(run({"key", "roll", "--json"}).out,
            R"([{"id":"k2","use":"ES256","state":"next","created_at":"2025-12-31T23:59:59Z",)"
            R"("activates_at":"2026-01-01T00:05:29Z","retired_at":null}])"
            "\n");
  REQUIRE_CALL(keys, roll(true)).RETURN(std::vector{next_key});
  EXPECT_EQ(run({"key", "roll", "--now"}).exit, 0);
}

}  // namespace
}  // namespace chancery::cli
