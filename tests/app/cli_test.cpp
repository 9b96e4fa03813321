// Command lines as a whole: what is found, refused and answered, with which exit code.

#include "app/cli/cli.hpp"

#include <algorithm>
#include <sstream>

#include "app/cli/command.hpp"
#include "ports/unavailable.hpp"
#include "tests/app/cli_fixture.hpp"

namespace chancery::cli {
namespace {

using Words = std::vector<std::string>;

struct Bad {
  Words words;
  const char* error;
  const char* hint;
};

void PrintTo(const Bad& bad, std::ostream* out) {
  for (const auto& word : bad.words) *out << word << ' ';
}

class CliRefuses : public CliTest, public testing::WithParamInterface<Bad> {};

TEST_P(CliRefuses, WrongUsageWithoutOpeningAnything) {
  const auto& [words, error, hint] = GetParam();
  const auto result = run(words, "one line\n");
  EXPECT_EQ(result.exit, 2);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, std::string("error: ") + error + "\n" +
                            (*hint == '\0' ? "" : std::string("hint: ") + hint + "\n"));
  EXPECT_EQ(opened, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Commands, CliRefuses,
    testing::Values(
        Bad{{"session", "revoke", "\xff"},
            "an argument is not UTF-8",
            "use a terminal or script whose locale is UTF-8"},
        Bad{{}, "a command is missing", "chancery --help lists them"},
        Bad{{"srve"}, "unknown command srve", "did you mean chancery serve?"},
        Bad{{"clients"}, "unknown command clients", "did you mean chancery client?"},
        Bad{{""}, "unknown command ", "did you mean chancery key?"},
        Bad{{"client"}, "client is only half a command", "chancery client --help lists them"},
        Bad{{"client", "ad"}, "unknown command client ad", "did you mean chancery client add?"},
        Bad{{"client", "--json"},
            "unknown command client --json",
            "did you mean chancery client list?"},
        Bad{{"--json", "client", "list"},
            "the command comes before the flags",
            "before it stand only --help, which lists them, and --version"},
        Bad{{"client show"}, "unknown command client show", "did you mean chancery client?"},
        Bad{{"client", "list", "x"},
            "client list takes no argument",
            "chancery client list --help tells more"},
        Bad{{"client", "show"},
            "client show takes one argument, ID",
            "chancery client show --help tells more"},
        Bad{{"user", "set-password", "alice", "hunter2"},
            "user set-password takes one argument, USER",
            "chancery user set-password --help tells more"},
        Bad{{"serve", "--json"}, "unknown flag --json", "did you mean --help?"},
        Bad{{"key", "roll", "--no"}, "unknown flag --no", "did you mean --now?"},
        Bad{{"sesame", "list"}, "unknown command sesame", "did you mean chancery serve?"}));

INSTANTIATE_TEST_SUITE_P(
    Flags, CliRefuses,
    testing::Values(
        Bad{{"client", "add", "--grnt", "password"},
            "unknown flag --grnt",
            "did you mean --grant?"},
        Bad{{"client", "add", "--grant", "pasword"},
            "--grant: \"pasword\" is none of authorization_code, client_credentials, "
            "password, refresh_token",
            "did you mean password?"},
        Bad{{"client", "add", "--grant", "password,refresh_token"},
            "--grant: \"password,refresh_token\" is none of authorization_code, "
            "client_credentials, "
            "password, refresh_token",
            "did you mean refresh_token?"},
        Bad{{"client", "add", "--scope", "a  b"},
            "--scope: this is no list of scopes",
            "write them with one space between: --scope \"openid orders\""},
        Bad{{"client", "add", "--auth-method", "basic"},
            "--auth-method: \"basic\" is none of none, client_secret_basic, client_secret_post",
            "did you mean none?"},
        Bad{{"client", "add", "--access-token-alg", "none"},
            "--access-token-alg: \"none\" is none of ES256, RS256, PS256, EdDSA",
            "did you mean ES256?"},
        Bad{{"client", "add", "--id-token-alg", "HS256"},
            "--id-token-alg: \"HS256\" is none of ES256, RS256, PS256, EdDSA",
            "did you mean ES256?"},
        Bad{{"client", "add", "--userinfo-alg", "none"},
            "--userinfo-alg: \"none\" is none of ES256, RS256, PS256, EdDSA",
            "did you mean ES256?"},
        Bad{{"client", "add", "--subject-type", "pair"},
            "--subject-type: \"pair\" is none of public, pairwise",
            "did you mean pairwise?"},
        Bad{{"client", "update", "shop", "--pkce", "--no-pkce"},
            "--pkce and --no-pkce contradict each other",
            ""},
        Bad{{"client", "add", "--public", "--auth-method", "client_secret_basic"},
            "--public and --auth-method contradict each other",
            "a public client's method is none"},
        Bad{{"client", "add", "--public", "--secret-stdin"},
            "a public client has no secret",
            "leave --secret-stdin away"},
        Bad{{"client", "add", "--secret", "x"},
            "unknown flag --secret",
            "did you mean --secret-stdin?"},
        Bad{{"client", "update", "shop", "--enable", "--disable"},
            "--disable and --enable contradict each other",
            ""},
        Bad{{"client", "update", "shop", "--first-party", "--no-first-party"},
            "--first-party and --no-first-party contradict each other",
            ""},
        Bad{{"client", "update", "shop", "--grant", "x"},
            "--grant: \"x\" is none of authorization_code, client_credentials, "
            "password, refresh_token",
            "did you mean password?"},
        Bad{{"client", "update", "shop", "--public"},
            "unknown flag --public",
            "did you mean --pkce?"},
        Bad{{"user", "add"}, "--email is needed", ""},
        Bad{{"user", "add", "--email", "a@b.example", "--password", "hunter2"},
            "unknown flag --password",
            "did you mean --password-stdin?"},
        Bad{{"user", "add", "--email", "a@b.example", "--role", "a b"},
            "--role: a role is 1 to 64 printable ASCII characters without spaces",
            ""},
        Bad{{"user", "add", "--email", "a@b.example", "--claim", "locale"},
            "--claim: this is no name=value",
            "for example --claim locale=de"},
        Bad{{"user", "add", "--email", "a@b.example", "--claim", "=de"},
            "--claim: a claim's name is 1 to 64 printable ASCII characters without space, quote "
            "and "
            "backslash",
            ""},
        Bad{{"user", "add", "--email", "a@b.example", "--claim", "sub=root"},
            "--claim: sub is stated by the authority itself",
            ""},
        Bad{{"user", "add", "--email", "a@b.example", "--claim", "a=1", "--claim", "a=2"},
            "--claim: a is given twice",
            ""},
        Bad{{"user", "add", "--email", "a@b.example", "--claim", "birthdate=10.12.1815"},
            "--claim: the value of birthdate is not of its form",
            "write YYYY-MM-DD, or YYYY, or 0000-MM-DD, for example 1815-12-10"},
        Bad{{"user", "add", "--email", "a@b.example", "--claim", "phone_number_verified=yes"},
            "--claim: the value of phone_number_verified is not of its form",
            "write true or false"},
        Bad{{"user", "add", "--email", "a@b.example", "--claim", "address=London"},
            "--claim: the value of address is not of its form",
            "write a JSON object of texts, with one or more of formatted, street_address, "
            "locality, region, postal_code and country"},
        Bad{{"user", "update", "alice", "--claim", "nickname="},
            "--claim: the value of nickname is not of its form",
            "leave the claim away instead: it has no empty value"},
        Bad{{"user", "update", "alice", "--verified", "--no-verified"},
            "--verified and --no-verified contradict each other",
            ""},
        Bad{{"user", "update", "alice", "--claim", "x"},
            "--claim: this is no name=value",
            "for example --claim locale=de"}));

INSTANTIATE_TEST_SUITE_P(
    Settings, CliRefuses,
    testing::Values(
        Bad{{"client", "list", "--listen", "x"},
            "--listen: \"x\" is no listen address",
            "write address:port, for example 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080"},
        Bad{{"client", "list", "--listen=127.0.0.1:1", "--listen-file=/x"},
            "--listen and --listen-file are both given",
            "leave one of them away"},
        Bad{{"client", "list", "--config", "/nonexistent/x.env"},
            "cannot read /nonexistent/x.env: No such file or directory",
            ""},
        Bad{{"client", "list", "--master-key", "hunter2"},
            "there is no --master-key: arguments are visible to every user of the machine",
            "use --master-key-file FILE, or CHANCERY_MASTER_KEY"},
        Bad{{"client", "list", "--password-pepper", "hunter2"},
            "there is no --password-pepper: arguments are visible to every user of the machine",
            "use --password-pepper-file FILE, or CHANCERY_PASSWORD_PEPPER_FILE"},
        Bad{{"client", "list", "--master-key=hunter2"},
            "there is no --master-key: arguments are visible to every user of the machine",
            "use --master-key-file FILE, or CHANCERY_MASTER_KEY"},
        Bad{{"client", "list", "--database-url", "postgresql://u:hunter2@h/d"},
            "--database-url: holds a password, and arguments are visible to every user of the "
            "machine",
            "use CHANCERY_DATABASE_URL or --database-url-file"}));

TEST_F(CliTest, AnUnknownNameInTheEnvironmentIsWrongUsage) {
  environment["CHANCERY_LISTN"] = "127.0.0.1:1";
  const auto result = run({"client", "list"});
  EXPECT_EQ(result.exit, 2);
  EXPECT_EQ(result.err,
            "error: CHANCERY_LISTN is no setting\nhint: did you mean CHANCERY_LISTEN?\n");
}

TEST_F(CliTest, SettingsReachTheWiring) {
  ALLOW_CALL(clients, list()).RETURN(std::vector<Client>{});
  environment["CHANCERY_DATABASE_URL"] = "sqlite:environment.db";
  EXPECT_EQ(run({"client", "list"}).exit, 0);
  EXPECT_EQ(std::get<SqliteDatabase>(opened_with.database).file, "environment.db");
  EXPECT_EQ(run({"client", "list", "--database-url", "sqlite:flag.db"}).exit, 0);
  EXPECT_EQ(std::get<SqliteDatabase>(opened_with.database).file, "flag.db");
}

TEST_F(CliTest, EveryCommandHasHelpAndNeedsNothingForIt) {
  environment["CHANCERY_LISTN"] = "a mistake that help does not mind";
  for (const auto& command : commands()) {
    Words words;
    std::istringstream name{std::string(command.name)};
    for (std::string word; name >> word;) words.push_back(word);
    for (const auto* help : {"--help", "-h"}) {
      auto asked = words;
      asked.emplace_back(help);
      const auto result = run(asked);
      EXPECT_EQ(result.exit, 0) << command.name;
      EXPECT_EQ(result.err, "");
      EXPECT_TRUE(result.out.starts_with("usage: chancery " + std::string(command.name)));
      for (const auto& flag : command.flags) {
        EXPECT_NE(result.out.find("--" + flag.name), std::string::npos) << flag.name;
      }
      EXPECT_EQ(result.out.find("--json") != std::string::npos, command.prints) << command.name;
    }
  }
  EXPECT_EQ(opened, 0);
}

TEST_F(CliTest, TheProgramsHelpNamesEveryCommandAndAGroupsItsOwn) {
  const auto program = run({"--help"});
  const auto group = run({"user", "--help"});
  EXPECT_EQ(program.exit, 0);
  EXPECT_EQ(group.exit, 0);
  for (const auto& command : commands()) {
    const auto name = "  " + std::string(command.name);
    EXPECT_NE(program.out.find(name), std::string::npos) << name;
    EXPECT_EQ(group.out.find(name) != std::string::npos, command.name.starts_with("user ")) << name;
  }
}

TEST_F(CliTest, TheVersionIsTheProjects) {
  const auto result = run({"--version"});
  EXPECT_EQ(result.exit, 0);
  EXPECT_TRUE(result.out.starts_with("chancery "));
  EXPECT_EQ(std::ranges::count(result.out, '.'), 2) << result.out;
}

TEST_F(CliTest, WhatCannotBeOpenedIsAFailureWithAHint) {
  wiring.open = [](const Settings&) -> std::expected<Management, Complaint> {
    return std::unexpected(Complaint{"no key", "put it back"});
  };
  const auto result = run({"client", "list"});
  EXPECT_EQ(result.exit, 1);
  EXPECT_EQ(result.err, "error: no key\nhint: put it back\n");
}

TEST_F(CliTest, ABrokenDependencyIsAFailure) {
  REQUIRE_CALL(clients, list()).THROW(Unavailable("the database is away"));
  const auto result = run({"client", "list"});
  EXPECT_EQ(result.exit, 1);
  EXPECT_EQ(result.err, "error: the database is away\n");
}

TEST_F(CliTest, B100_ErrorsAreOneLineWhateverTheyQuote) {
  const auto result = run({"client\n\x1b[31m"});
  EXPECT_EQ(
      result.err,
      "error: unknown command client\\u000a\\u001b[31m\nhint: did you mean chancery client?\n");
}

TEST_F(CliTest, AnOutputThatTakesNothingIsAFailure) {
  ALLOW_CALL(clients, list()).RETURN(std::vector<Client>{});
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  out.setstate(std::ios::badbit);
  Console console{.in = in, .out = out, .err = err};
  EXPECT_EQ(cli::run({"client", "list"}, environment, console, wiring), 1);
  EXPECT_EQ(err.str(), "error: cannot write to standard output\n");
}

TEST(EnvironmentMap, TakesTheFirstOfANameAndAnyValue) {
  const char* const environ[] = {"A=1", "B=x=y", "C=", "broken", "A=2", nullptr};
  EXPECT_EQ(environment_map(environ),
            (std::map<std::string, std::string>{{"A", "1"}, {"B", "x=y"}, {"C", ""}}));
  EXPECT_TRUE(environment_map(nullptr).empty());
}

}  // namespace
}  // namespace chancery::cli
