// What user commands pass on, and what they print.

#include <algorithm>

#include "tests/app/cli_fixture.hpp"

namespace chancery::cli {
namespace {

using codec::Json;
using trompeloeil::_;
using Reason = inbound::UserRefusal::Reason;

User stored() {
  return {.id = UserId("u1"),
          .email = "Alice@example.com",
          .username = "alice",
          .email_verified = true,
          .roles = {"admin", "staff"},
          .claims = {{"locale", "de"}, {"name", "Alice = A"}},
          .epoch = 7,
          .version = 3,
          .created_at = Instant(Lifetime(1'767'225'599)),
          .updated_at = Instant(Lifetime(1'767'225'600))};
}

using UserCommands = CliTest;

TEST_F(UserCommands, AddPassesEveryFlagAndThePasswordOn) {
  User wanted{.id = UserId(""),
              .email = "Alice@example.com",
              .username = "alice",
              .email_verified = true,
              .roles = {"admin", "staff"},
              .claims = {{"locale", "de"}, {"name", "Alice = A"}, {"empty", ""}}};
  REQUIRE_CALL(users, add(wanted, _, _))
      .WITH(_2.has_value() && _2->reveal() == "correct horse")
      .RETURN(stored());
  run_json({"user", "add", "--email", "Alice@example.com", "--username", "alice", "--verified",
            "--role", "admin", "--role", "staff", "--claim", "locale=de", "--claim",
            "name=Alice = A", "--claim", "empty=", "--password-stdin"},
           "correct horse\n");
}

TEST_F(UserCommands, AddWithoutPasswordReadsNone) {
  REQUIRE_CALL(users, add(User{.id = UserId(""), .email = "a@b.example"}, _, _))
      .WITH(!_2.has_value())
      .RETURN(stored());
  run_json({"user", "add", "--email", "a@b.example"}, "not read\n");
}

TEST_F(UserCommands, B100_NoCommandPrintsAPassword) {
  ALLOW_CALL(users, add(_, _, _)).RETURN(stored());
  ALLOW_CALL(users, find(_)).RETURN(stored());
  ALLOW_CALL(users, set_password(_, _, _)).RETURN(stored());
  for (const auto& words :
       {std::vector<std::string>{"user", "add", "--email", "a@b.example", "--password-stdin"},
        {"user", "set-password", "alice"},
        {"user", "set-password", "alice", "--password-stdin", "--json"}}) {
    const auto result = run(words, "canary-password\n");
    EXPECT_EQ(result.exit, 0) << result.err;
    EXPECT_EQ((result.out + result.err).find("canary"), std::string::npos);
  }
}

TEST_F(UserCommands, APersonIsAskedTwiceForAPassword) {
  int questions = 0;
  ask = [&](std::string_view) {
    ++questions;
    return std::optional(Secret("correct horse"));
  };
  ALLOW_CALL(users, find("alice")).RETURN(stored());
  REQUIRE_CALL(users, set_password(UserId("u1"), _, _))
      .WITH(_2.reveal() == "correct horse")
      .RETURN(stored());
  EXPECT_EQ(run({"user", "set-password", "alice"}).exit, 0);
  EXPECT_EQ(questions, 2);
}

TEST_F(UserCommands, ShowPrintsTheAccount) {
  ALLOW_CALL(users, find("alice@example.com")).RETURN(stored());
  EXPECT_EQ(run({"user", "show", "alice@example.com", "--json"}).out,
            R"({"id":"u1","email":"Alice@example.com","username":"alice","email_verified":true,)"
            R"("roles":["admin","staff"],"claims":{"locale":"de","name":"Alice = A"},)"
            R"("disabled":false,"created_at":"2025-12-31T23:59:59Z",)"
            R"("updated_at":"2026-01-01T00:00:00Z"})"
            "\n");
  EXPECT_EQ(run({"user", "show", "alice@example.com"}).out,
            "id              u1\n"
            "email           Alice@example.com\n"
            "username        alice\n"
            "email_verified  yes\n"
            "roles           admin staff\n"
            "claims          locale=de name=Alice = A\n"
            "disabled        no\n"
            "created_at      2025-12-31T23:59:59Z\n"
            "updated_at      2026-01-01T00:00:00Z\n");
}

TEST_F(UserCommands, B100_WhatUsersWroteMovesNoCursor) {
  auto hostile = stored();
  hostile.claims = {{"n\x1b", "\x1b[2J\r\n"}};
  ALLOW_CALL(users, find(_)).RETURN(hostile);
  const auto result = run({"user", "show", "alice"});
  EXPECT_EQ(result.out.find('\x1b'), std::string::npos);
  EXPECT_EQ(result.out.find('\r'), std::string::npos);
  EXPECT_NE(result.out.find("claims          n\\u001b=\\u001b[2J\\u000d\\u000a\n"),
            std::string::npos);
}

TEST_F(UserCommands, WhoHasLostTheirFactorsIsFreedOfThem) {
  ALLOW_CALL(users, find("alice")).RETURN(stored());
  REQUIRE_CALL(factors, remove_all(UserId("u1"), _)).RETURN(2U);
  EXPECT_EQ(run({"user", "reset-factors", "alice", "--json"}).out, R"({"id":"u1","removed":2})"
                                                                   "\n");
  REQUIRE_CALL(users, find("nobody")).RETURN(std::nullopt);
  EXPECT_EQ(run({"user", "reset-factors", "nobody"}).exit, 1);
}

TEST_F(UserCommands, ListReadsPageByPage) {
  std::vector<User> first(200, stored());
  first.back().id = UserId("u200");
  REQUIRE_CALL(users, list(_, 200U)).WITH(!_1.has_value()).RETURN(first);
  REQUIRE_CALL(users, list(_, 200U))
      .WITH(_1 == UserId("u200"))
      .RETURN(std::vector<User>(3, stored()));
  const auto result = run({"user", "list"});
  EXPECT_EQ(std::ranges::count(result.out, '\n'), 1 + 203);
}

TEST_F(UserCommands, ListIsAnArrayInJson) {
  ALLOW_CALL(users, list(_, _)).RETURN(std::vector<User>(2, stored()));
  EXPECT_EQ(run_json({"user", "list"}).as_array()->size(), 2U);
}

TEST_F(UserCommands, UpdateChangesWhatIsGivenAndNothingElse) {
  ALLOW_CALL(users, find("alice")).RETURN(stored());
  struct Case {
    std::vector<std::string> flags;
    void (*change)(User&);
  };
  for (const auto& [flags, change] : {
           Case{{"--email", "b@c.example"},
                [](User& u) {
                  u.email = "b@c.example";
                  u.email_verified = false;
                }},
           Case{{"--email", "b@c.example", "--verified"}, [](User& u) { u.email = "b@c.example"; }},
           Case{{"--email", "Alice@example.com"}, [](User&) {}},
           Case{{"--username", "bob"}, [](User& u) { u.username = "bob"; }},
           Case{{"--username", ""}, [](User& u) { u.username.reset(); }},
           Case{{"--no-verified"}, [](User& u) { u.email_verified = false; }},
           Case{{"--role", "x"}, [](User& u) { u.roles = {"x"}; }},
           Case{{"--role", ""}, [](User& u) { u.roles = {}; }},
           Case{{"--claim", "a=b"}, [](User& u) { u.claims = {{"a", "b"}}; }},
           Case{{"--claim", ""}, [](User& u) { u.claims = {}; }},
       }) {
    auto wanted = stored();
    change(wanted);
    REQUIRE_CALL(users, update(wanted, _)).RETURN(_1);
    std::vector<std::string> words{"user", "update", "alice"};
    words.insert(words.end(), flags.begin(), flags.end());
    run_json(words);
  }
}

TEST_F(UserCommands, DisableAndEnableChangeThatOnly) {
  ALLOW_CALL(users, find("alice")).RETURN(stored());
  auto off = stored();
  off.disabled = true;
  {
    REQUIRE_CALL(users, update(off, _)).RETURN(_1);
    run_json({"user", "disable", "alice"});
  }
  REQUIRE_CALL(users, update(stored(), _)).RETURN(_1);
  run_json({"user", "enable", "alice"});
}

TEST_F(UserCommands, AnInvitationIsMailedOrItsLinkPrinted) {
  const Instant in_a_week(Lifetime(1'767'225'600));
  REQUIRE_CALL(invitations, invite("bob@example.org", _))
      .RETURN(inbound::Invitation{"bob@example.org", in_a_week});
  EXPECT_EQ(run({"user", "invite", "bob@example.org"}).out,
            "email       bob@example.org\n"
            "expires_at  2026-01-01T00:00:00Z\n"
            "link        -\n");
  REQUIRE_CALL(invitations, invite(_, _))
      .RETURN(inbound::Invitation{"b@x.org", in_a_week, Secret("https://id.example/invite?t")});
  EXPECT_EQ(*run_json({"user", "invite", "b@x.org"}).find("link")->as_string(),
            "https://id.example/invite?t");
  REQUIRE_CALL(invitations, invite(_, _))
      .RETURN(std::unexpected(inbound::UserRefusal{Reason::email_taken, "it has an account"}));
  const auto refused = run({"user", "invite", "ada@example.org"});
  EXPECT_EQ(refused.exit, 1);
  EXPECT_EQ(refused.err, "error: it has an account\n");
}

TEST_F(UserCommands, AClaimThatIsNoneIsWrongUsage) {
  for (const auto* claim : {"locale", "=x", "roles=x", "birthdate=soon", "a b=c"}) {
    EXPECT_EQ(run({"user", "add", "--email", "a@b.example", "--claim", claim}).exit, 2) << claim;
  }
  EXPECT_EQ(run({"user", "add", "--email", "a@b.example", "--claim", "birthdate=soon"}).err,
            "error: --claim: the value of birthdate is not of its form\n"
            "hint: write YYYY-MM-DD, or YYYY, or 0000-MM-DD, for example 1815-12-10\n");
  EXPECT_EQ(opened, 0);
}

TEST_F(UserCommands, RemoveGoesById) {
  ALLOW_CALL(users, find("alice")).RETURN(stored());
  REQUIRE_CALL(users, remove(UserId("u1"), _)).RETURN(MockUsers::Removed());
  EXPECT_EQ(run({"user", "remove", "alice", "--json"}).out, "{\"id\":\"u1\",\"removed\":true}\n");
}

TEST_F(UserCommands, RefusalsAreFailuresWithTheirMessage) {
  REQUIRE_CALL(users, add(_, _, _))
      .RETURN(std::unexpected(inbound::UserRefusal{Reason::weak_password, "it is too short"}));
  const auto result = run({"user", "add", "--email", "a@b.example", "--password-stdin"}, "x\n");
  EXPECT_EQ(result.exit, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, "error: it is too short\n");
}

TEST_F(UserCommands, AnUnknownUserIsAFailure) {
  ALLOW_CALL(users, find("bob")).RETURN(std::nullopt);
  for (const auto* verb : {"show", "update", "disable", "enable", "set-password", "remove"}) {
    const auto result = run({"user", verb, "bob"}, "correct horse\n");
    EXPECT_EQ(result.exit, 1) << verb;
    EXPECT_EQ(result.err,
              "error: there is no user bob\n"
              "hint: name users by id, e-mail address or username\n")
        << verb;
  }
}

}  // namespace
}  // namespace chancery::cli
