#include "tests/simulation/actors/administrator.hpp"

#include "tests/simulation/actors/people.hpp"
#include "tests/simulation/registrations.hpp"

namespace chancery::simulation {

using enum Administer::What;

void Administrator::set_up() {
  for (const char* client : {confidential_app, public_app, other_app, resource_server}) {
    const bool has_secret = !registration(ClientId(client)).is_public();
    ask_now(add_client, client, has_secret ? new_secret(world_, ClientId(client)) : "");
  }
  for (const char* user : {"ada", "bob"}) ask_now(add_user, user, new_password(world_, user));
}

void Administrator::administer() {
  while (world_.troubled()) {
    rest();
    if (world_.random.chance(150)) {
      end_logins();
    } else if (world_.random.chance(550)) {
      meddle_with_user();
    } else {
      meddle_with_client();
    }
  }
}

void Administrator::meddle_with_user() {
  const std::string user = world_.random.chance(700) ? "ada" : "bob";
  switch (world_.random.below(8)) {
    case 0:
      ask_now(remove_user, user);
      pause(20000);
      ask_now(add_user, user, new_password(world_, user));
      return;
    case 1: ask_now(verify_email, user); return;
    case 2:
    case 3: ask_now(set_password, user, new_password(world_, user)); return;
    default:
      ask_now(disable_user, user);
      pause(20000);
      ask_now(enable_user, user);
  }
}

void Administrator::meddle_with_client() {
  const std::string client = world_.random.chance(500) ? confidential_app : public_app;
  switch (world_.random.below(8)) {
    case 0:
      ask_now(remove_client, client);
      pause(5000);
      ask_now(add_client, client, client == public_app ? "" : new_secret(world_, ClientId(client)));
      return;
    case 1:
    case 2:
      ask_now(narrow_client, client);
      pause(60000);
      ask_now(widen_client, client);
      return;
    case 3:
    case 4:
      ask_now(replace_secret, confidential_app, new_secret(world_, ClientId(confidential_app)));
      return;
    default:
      ask_now(disable_client, client);
      pause(20000);
      ask_now(enable_client, client);
  }
}

void Administrator::end_logins() {
  EndLogins whose;
  const auto draw = world_.random.below(3);
  if (draw != 0) whose.username = world_.random.chance(700) ? "ada" : "bob";
  if (draw != 1) whose.client.emplace(world_.random.chance(500) ? confidential_app : public_app);
  ask(world_, asker_, whose, Duration(world_.random.between(8000, 20000)));
}

std::optional<Answer> Administrator::ask_now(Administer::What what, const std::string& whom,
                                             const std::string& secret) {
  return ask(world_, asker_, Administer{what, whom, secret},
             Duration(world_.random.between(8000, 20000)));
}

void Administrator::rest() {
  const auto now = world_.scheduler.now();
  // Colleagues often act on one thing at once: a report of trouble, say.
  const bool together = next_act_ > now && world_.random.chance(500);
  if (!together) next_act_ = now + Duration(world_.random.between(100, 90000));
  world_.scheduler.sleep(next_act_ - now);
}

void Administrator::pause(std::int64_t most) {
  world_.scheduler.sleep(Duration(world_.random.between(100, most)));
}

}  // namespace chancery::simulation
