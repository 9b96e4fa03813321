#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/access_token.hpp"
#include "domain/refresh_token.hpp"
#include "domain/user_session.hpp"
#include "ports/inbound/authenticate_client.hpp"
#include "ports/inbound/introspect_token.hpp"
#include "ports/inbound/issue_tokens.hpp"
#include "ports/inbound/manage_account.hpp"
#include "tests/simulation/moment.hpp"

namespace chancery::simulation {

// What may be asked of a node.

struct GetTokens {
  inbound::ClientCredentials client;
  inbound::TokenRequest request;
};
struct RevokeOne {
  inbound::ClientCredentials client;
  Secret token;
};
struct Introspect {
  inbound::ClientCredentials client;
  Secret token;
};
struct AskUserinfo {
  Secret access_token;
};
struct ChangeOwnPassword {
  Secret access_token;
  Secret current;
  Secret wanted;
};
struct DeleteOwnAccount {
  Secret access_token;
  Secret password;
};
/// Ends a login that the caller says is its own.
struct EndOwnLogin {
  Secret access_token;
  FamilyId login;
};
/// Ends every login of a user, every one at a client, or a user's at a client. Both were
/// registered.
struct EndLogins {
  std::optional<std::string> username;
  std::optional<ClientId> client;
};
/// What the program asks of itself: to remove so many records that are over.
struct Sweep {
  std::size_t limit;
};
/// What an administrator does, by command or over HTTP.
struct Administer {
  enum class What {
    add_user,
    disable_user,
    enable_user,
    set_password,
    verify_email,  ///< a change that ends nothing
    remove_user,
    add_client,
    disable_client,
    enable_client,
    narrow_client,  ///< takes a scope away
    widen_client,   ///< gives it back
    replace_secret,
    remove_client,
  } what;
  /// A username or a client's id.
  std::string whom;
  /// A password or secret.
  std::string secret{};
};
using Call = std::variant<GetTokens, RevokeOne, Introspect, AskUserinfo, ChangeOwnPassword,
                          DeleteOwnAccount, EndOwnLogin, EndLogins, Sweep, Administer>;

// What a node may answer.

struct Done {};
struct Inactive {};
struct UserSeen {
  UserId user;
  ClientId client;
};
struct Refused {
  /// None for refusals that OAuth has no code for.
  std::optional<OAuthErrorCode> code;
  std::string why;
};
/// 503: perhaps it was done, perhaps not.
struct Failed {
  std::string why;
};
using Answer = std::variant<inbound::TokenResponse, inbound::ActiveToken, UserSeen, Done, Inactive,
                            Refused, Failed>;

/// Who asks.
struct Asker {
  std::string name;
  /// A careful owner of what it presents: see actors/app.hpp.
  bool honest = false;
};

/// A family as a request last read it.
struct Seen {
  FamilyId family;
  /// How many successors the first token had by then.
  std::size_t generation;
};

/// One delivery of a call to a node, and what became of it there.
struct Request {
  int number;
  Asker asker;
  int node;
  Call call;
  Moment began_at;
  StepNumber began;

  /// The refresh token that was presented, if it is genuine.
  std::optional<RefreshTokenBody> refresh{};
  /// Its digest.
  std::optional<TokenDigest> digest{};
  /// The claims of the access token that was presented, if it is genuine.
  std::optional<AccessTokenClaims> access{};

  bool authenticated = false;
  /// What the node's clock said, each time it was asked.
  std::vector<Instant> readings{};
  std::optional<Seen> seen{};
  /// When each account was first read: with its password, where one is proven.
  std::map<UserId, StepNumber> users_read{};
  /// Whose logins it was to end.
  std::optional<SessionFilter> to_end{};
  /// Whether it was the one that made the presented token's successor current.
  bool refreshed = false;
  /// The login it stored.
  std::optional<FamilyId> began_login{};
  /// Whether it ended a login for reuse.
  bool ended_for_reuse = false;
  /// How many other changes it made.
  int changes = 0;
};

}  // namespace chancery::simulation
