#pragma once

#include <memory>

#include "adapters/memory/account_ticket_store.hpp"
#include "app/usecases/access_token_issuer.hpp"
#include "app/usecases/authenticate_bearer.hpp"
#include "app/usecases/authenticate_client.hpp"
#include "app/usecases/introspect_token.hpp"
#include "app/usecases/issue_tokens.hpp"
#include "app/usecases/keep_house.hpp"
#include "app/usecases/manage_account.hpp"
#include "app/usecases/manage_clients.hpp"
#include "app/usecases/manage_sessions.hpp"
#include "app/usecases/manage_users.hpp"
#include "app/usecases/read_userinfo.hpp"
#include "app/usecases/revoke_token.hpp"
#include "tests/simulation/no_factors.hpp"
#include "tests/simulation/ports.hpp"
#include "tests/simulation/registrations.hpp"

namespace chancery::simulation {

/// The program as it runs on a machine until it crashes: the real use cases, with all that they
/// remember, over ports that go through the gate.
class Node {
 public:
  Node(World& world, int number, const Duration& clock_ahead);

  /// What the HTTP layer does with a request: authenticates its client, asks the use case, and
  /// makes a 503 of Unavailable. `abandoned` is what the use cases are told.
  Answer serve(Request& request, const std::function<bool()>& abandoned);

  void crash() { life_.alive = false; }
  [[nodiscard]] bool alive() const { return life_.alive; }

 private:
  using Context = inbound::RequestContext;

  Answer answer(const GetTokens& call, Request& request, const Context& context);
  Answer answer(const RevokeOne& call, Request& request, const Context& context);
  Answer answer(const Introspect& call, Request& request, const Context& context);
  Answer answer(const AskUserinfo& call, Request& request, const Context& context);
  Answer answer(const ChangeOwnPassword& call, Request& request, const Context& context);
  Answer answer(const DeleteOwnAccount& call, Request& request, const Context& context);
  Answer answer(const EndOwnLogin& call, Request& request, const Context& context);
  Answer answer(const EndLogins& call, Request& request, const Context& context);
  Answer answer(const Sweep& call, Request& request, const Context& context);
  Answer answer(const Administer& call, Request& request, const Context& context);
  Answer administer_user(const Administer& call, const Context& context);
  Answer administer_client(const Administer& call);
  Answer change_user(const User& user, const Administer& call, const Context& context);
  Answer change_client(Client client, const Administer& call);

  World& world_;
  Life life_;
  Gate gate_{world_, life_};
  NodeClock clock_;
  Families families_{gate_};
  Users users_{gate_};
  Clients clients_{gate_};
  AccessTokens access_token_store_{gate_};
  Codes codes_{gate_};
  Sessions sessions_{gate_};
  Housekeeping records_{gate_};
  Audit audit_{gate_};
  Entropy entropy_{gate_};
  Signer signer_{gate_};
  JwtSigner jwts_{gate_};
  ScrambledHashes hashes_{};
  Mint mint_{gate_};
  Macs macs_{gate_};
  Digester digester_{gate_};
  Hasher hasher_{gate_};
  Unslowed unslowed_{};
  SlowGuesses slow_guesses_{{unslowed_, unslowed_, audit_, unslowed_}};

  AccessTokenIssuer access_tokens_{
      {signer_, entropy_, macs_, users_}, issuer(), world_.story.access_lifetime};
  ClientCredentialsGrant client_credentials_{access_tokens_, clock_};
  DirectLogin direct_login_{
      {families_, mint_, entropy_, clock_},
      access_tokens_,
      {.idle = world_.story.idle_lifetime, .absolute = world_.story.absolute_lifetime}};
  NoFactors no_factors_{};
  /// Stories have no mail.
  AccountMail mail_{{nullptr, entropy_, clock_}, issuer()};
  Challenges challenges_{macs_, entropy_, clock_};
  Passkeys passkeys_{{no_factors_, no_factors_, no_factors_, macs_, hashes_, clock_}, issuer()};
  ProveFactor prove_factor_{
      {users_, no_factors_, no_factors_, no_factors_, macs_, audit_, clock_, slow_guesses_},
      passkeys_,
      challenges_,
      mail_};
  PasswordGrant password_{ProvePassword({users_, hasher_, audit_, clock_, slow_guesses_}),
                          prove_factor_, direct_login_, clock_};
  FactorGrant factor_{prove_factor_, direct_login_};
  IdTokenIssuer id_tokens_{{jwts_, hashes_, macs_, users_}, issuer()};
  RefreshTokenGrant refresh_token_{
      {families_, mint_, audit_, entropy_, clock_},
      access_tokens_,
      id_tokens_,
      {.idle_lifetime = world_.story.idle_lifetime, .replay_window = world_.story.replay_window}};
  AuthorizationCodeGrant authorization_code_{
      {codes_, families_, users_, mint_, hashes_, entropy_, clock_},
      access_tokens_,
      id_tokens_,
      {.idle = world_.story.idle_lifetime, .absolute = world_.story.absolute_lifetime}};
  IssueTokens issue_tokens_{client_credentials_, password_, factor_, refresh_token_,
                            authorization_code_};
  RecentClients recent_clients_{
      {}, [this] { return RecentClients::TimePoint(world_.scheduler.now()); }};
  AuthenticateClient authenticate_client_{clients_, digester_, recent_clients_};
  RevokeToken revoke_token_{{families_, access_token_store_, mint_, signer_, clock_}};
  IntrospectToken introspect_token_{{families_, access_token_store_, mint_, signer_, macs_, clock_},
                                    issuer(),
                                    world_.story.idle_lifetime};
  ReadUserinfo read_userinfo_{
      {users_, clients_, families_, access_token_store_, signer_, jwts_, macs_, clock_}, issuer()};
  AuthenticateBearer authenticate_bearer_{
      {users_, clients_, families_, access_token_store_, signer_, clock_}, issuer()};
  NoBlocklist blocklist_;
  PasswordRules password_rules_{blocklist_, issuer()};
  Accounts accounts_{{users_, hasher_, password_rules_, entropy_, clock_}};
  ManageUsers manage_users_{accounts_};
  memory::AccountTicketStore ticket_store_{world_.database};
  Tickets tickets_{{ticket_store_, users_, hashes_, entropy_, clock_}, mail_};
  ManageAccount manage_account_{
      accounts_, tickets_, mail_, {hasher_, no_factors_, audit_, slow_guesses_}};
  ManageClients manage_clients_{{clients_, digester_, entropy_, clock_}};
  ManageSessions manage_sessions_{{sessions_, families_, users_, clients_, macs_, clock_},
                                  world_.story.idle_lifetime};
  KeepHouse keep_house_{{records_, entropy_, clock_}, world_.story.idle_lifetime};
  bool sweeping_ = false;
};

/// What a node runs on: it has a clock, and starts the program anew after a crash.
class Machine {
 public:
  Machine(World& world, int number);

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] std::shared_ptr<Node> node() const { return node_; }
  void crash() { node_->crash(); }
  /// Volatile state is lost; the clock goes on.
  void start();
  void set_clock(Duration ahead) { clock_ahead_ = ahead; }
  [[nodiscard]] Duration clock_ahead() const { return clock_ahead_; }

 private:
  World& world_;
  int number_;
  Duration clock_ahead_{};
  std::shared_ptr<Node> node_;
};

}  // namespace chancery::simulation
