#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <trompeloeil.hpp>
#include <vector>

#include "app/cli/cli.hpp"
#include "domain/codec/json.hpp"
#include "ports/inbound/manage_factors.hpp"

namespace chancery::cli {

struct MockClients final : inbound::ManageClients {
  using Registered = std::expected<inbound::RegisteredClient, inbound::ClientRefusal>;
  using Changed = std::expected<Client, inbound::ClientRefusal>;
  using Removed = std::expected<void, inbound::ClientRefusal>;
  MAKE_MOCK3(add, Registered(Client, const std::optional<Secret>&, const inbound::RequestContext&),
             override);
  MAKE_MOCK1(find, std::optional<Client>(const ClientId&), override);
  MAKE_MOCK0(list, std::vector<Client>(), override);
  MAKE_MOCK2(update, Changed(Client, const inbound::RequestContext&), override);
  MAKE_MOCK3(replace_secret,
             Registered(const ClientId&, const std::optional<Secret>&,
                        const inbound::RequestContext&),
             override);
  MAKE_MOCK2(remove, Removed(const ClientId&, const inbound::RequestContext&), override);
};

struct MockUsers final : inbound::ManageUsers {
  using Changed = std::expected<User, inbound::UserRefusal>;
  using Removed = std::expected<void, inbound::UserRefusal>;
  MAKE_MOCK3(add, Changed(User, const std::optional<Secret>&, const inbound::RequestContext&),
             override);
  MAKE_MOCK1(find, std::optional<User>(const std::string&), override);
  MAKE_MOCK2(list, std::vector<User>(const std::optional<UserId>&, std::size_t), override);
  MAKE_MOCK2(update, Changed(User, const inbound::RequestContext&), override);
  MAKE_MOCK3(set_password, Changed(const UserId&, const Secret&, const inbound::RequestContext&),
             override);
  MAKE_MOCK2(remove, Removed(const UserId&, const inbound::RequestContext&), override);
};

struct MockKeys final : inbound::ManageKeys {
  MAKE_MOCK0(list, std::vector<KeyRecord>(), override);
  MAKE_MOCK1(roll, std::vector<KeyRecord>(bool), override);
  MAKE_MOCK0(maintain, void(), override);
};

struct MockSessions final : inbound::ManageSessions {
  using Page = std::optional<inbound::SessionPage>;
  MAKE_MOCK3(list, Page(const SessionFilter&, const std::optional<std::string>&, std::size_t),
             override);
  MAKE_MOCK3(end,
             bool(const FamilyId&, const std::optional<UserId>&, const inbound::RequestContext&),
             override);
  MAKE_MOCK2(end_all, inbound::EndedSessions(const SessionFilter&, const inbound::RequestContext&),
             override);
};

struct MockAudit final : inbound::ReadAudit {
  MAKE_MOCK2(newest, inbound::AuditPage(const AuditFilter&, std::size_t), override);
  MAKE_MOCK2(since, inbound::AuditPage(const inbound::AuditMark&, const AuditFilter&), override);
};

struct MockFactors final : inbound::ManageFactors {
  using Changed = std::expected<Factor, inbound::FactorRefusal>;
  using Done = std::expected<void, inbound::FactorRefusal>;
  using Codes = std::expected<std::vector<Secret>, inbound::FactorRefusal>;
  MAKE_MOCK1(list, inbound::FactorList(const UserId&), override);
  MAKE_MOCK5(rename,
             Changed(const inbound::FactorOwner&, const std::string&, const FactorId&,
                     const std::string&, const inbound::RequestContext&),
             override);
  MAKE_MOCK4(remove,
             Done(const inbound::FactorOwner&, const std::string&, const FactorId&,
                  const inbound::RequestContext&),
             override);
  MAKE_MOCK3(replace_recovery_codes,
             Codes(const inbound::FactorOwner&, const std::string&, const inbound::RequestContext&),
             override);
  MAKE_MOCK2(remove_all, std::size_t(const UserId&, const inbound::RequestContext&), override);
};

struct MockInvitations final : inbound::InviteUsers {
  using Invited = std::expected<inbound::Invitation, inbound::UserRefusal>;
  MAKE_MOCK2(invite, Invited(const std::string&, const inbound::RequestContext&), override);
};

/// What a command line came to.
struct Result {
  int exit;
  std::string out;
  std::string err;
};

/// Runs command lines against mocked ports; the environment is empty.
class CliTest : public testing::Test {
 protected:
  CliTest() {
    wiring.open = [this](const Settings& settings) -> std::expected<Management, Complaint> {
      ++opened;
      opened_with = settings;
      return Management{clients, users, keys, sessions, audit, invitations, factors};
    };
  }

  Result run(const std::vector<std::string>& words, const std::string& input = "") {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    Console console{.in = in, .out = out, .err = err, .ask = ask};
    const int exit = cli::run(words, environment, console, wiring);
    return {exit, out.str(), err.str()};
  }

  /// Runs a command line that must succeed, and reads what it printed.
  codec::Json run_json(std::vector<std::string> words, const std::string& input = "") {
    words.emplace_back("--json");
    const auto result = run(words, input);
    EXPECT_EQ(result.exit, 0) << result.err;
    EXPECT_EQ(result.err, "");
    EXPECT_TRUE(result.out.ends_with('\n'));
    const auto read = codec::read_json(result.out);
    EXPECT_TRUE(read) << result.out;
    return read.value_or(codec::Json());
  }

  MockClients clients;
  MockUsers users;
  MockKeys keys;
  MockSessions sessions;
  MockAudit audit;
  MockInvitations invitations;
  MockFactors factors;
  Wiring wiring;
  std::map<std::string, std::string> environment;
  std::function<std::optional<Secret>(std::string_view)> ask;
  int opened = 0;
  Settings opened_with;
};

}  // namespace chancery::cli
