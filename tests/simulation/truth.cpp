#include "tests/simulation/truth.hpp"

#include <algorithm>

namespace chancery::simulation {
namespace {

template <class Id, class Record>
bool ended(const std::map<Id, Versions<Record>>& records, const Id& id, StepNumber after,
           StepNumber before) {
  const auto found = records.find(id);
  return found != records.end() && std::ranges::any_of(found->second, [&](const auto& version) {
           return version.ends_logins && version.from > after && version.from < before;
         });
}

}  // namespace

const Login* Truth::find(const FamilyId& id) const {
  const auto found = logins.find(id);
  return found == logins.end() ? nullptr : &found->second;
}

bool Truth::user_ended(const UserId& id, StepNumber after, StepNumber before) const {
  return ended(users, id, after, before);
}

bool Truth::client_ended(const ClientId& id, StepNumber after, StepNumber before) const {
  return ended(clients, id, after, before);
}

bool Truth::expired(const Login& login, Lifetime idle_lifetime, Instant at) {
  return at >= login.birth.expires_at || at >= login.line.back().stamp + idle_lifetime;
}

bool Truth::party_ended(const Login& login) const {
  const auto may_end = [](const auto& version) { return version.ends_logins || version.unsure; };
  const auto user = users.find(login.birth.user);
  const auto client = clients.find(login.birth.client);
  if (user == users.end() || client == clients.end()) return true;
  return std::ranges::any_of(
             user->second, [&](const auto& v) { return may_end(v) && v.from > login.user_read; }) ||
         std::ranges::any_of(client->second, [&](const auto& v) {
           return may_end(v) && v.at + client_memory > login.asked_at;
         });
}

}  // namespace chancery::simulation
