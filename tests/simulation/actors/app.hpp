#pragma once

#include <optional>
#include <string>

#include "tests/simulation/network.hpp"

namespace chancery::simulation {

/// An app on somebody's device, as apps are: it keeps its tokens, refreshes them, asks again when
/// no answer came, and has several tabs that share the tokens. A careful one
///  - puts a new token in the place of the one it presented, never of a newer one;
///  - does not use a successor while a request with its predecessor may still be on its way.
/// Only careful ones are honest askers: what the invariants promise to owners they promise to them.
class App {
 public:
  App(World& world, int number);

  /// The life of one tab: the first one also sees, once faults have stopped, that its token works.
  void use(int tab);

 private:
  void act();
  void log_in();
  void refresh(const std::optional<Scopes>& scopes);
  void look();
  void log_out();
  void change_password();
  void end_a_login();
  void delete_account();
  void prove();

  std::optional<Answer> ask_now(const Call& call);
  [[nodiscard]] GetTokens refresh_call(const std::string& token,
                                       const std::optional<Scopes>& scopes);
  [[nodiscard]] inbound::ClientCredentials credentials();
  [[nodiscard]] bool holds(const std::string& token) const {
    return refresh_token_ && refresh_token_->reveal() == token;
  }
  /// Does what the answer asks for; false if it is to be asked again.
  bool take(const std::optional<Answer>& answer, const std::string& presented);
  void keep(const inbound::TokenResponse& tokens);
  void rest();
  /// Waits until no request with the predecessor of the present token can be on its way.
  void settle();

  World& world_;
  ClientId client_;
  std::string user_;
  Asker asker_;

  std::optional<Secret> refresh_token_{};
  std::optional<Secret> access_token_{};
  Moment settled_at_{};
  /// When a tab that rests will act next.
  Moment next_act_{};
};

}  // namespace chancery::simulation
