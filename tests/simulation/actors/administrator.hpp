#pragma once

#include "tests/simulation/network.hpp"

namespace chancery::simulation {

/// Who sets the stage, and then switches users and clients off and on, takes scopes away, replaces
/// passwords and secrets, deletes and registers anew, ends logins.
class Administrator {
 public:
  explicit Administrator(World& world) : world_(world) {}

  /// Registers what every story begins with. Nothing goes wrong yet.
  void set_up();
  void administer();

 private:
  void meddle_with_user();
  void meddle_with_client();
  void end_logins();
  std::optional<Answer> ask_now(Administer::What what, const std::string& whom,
                                const std::string& secret = {});
  void pause(std::int64_t most);
  void rest();

  World& world_;
  Asker asker_{"admin"};
  /// When somebody who rests will act next.
  Moment next_act_{};
};

}  // namespace chancery::simulation
