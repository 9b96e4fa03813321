#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {
namespace {

bool is_as_told(const RefreshFamily& stored, const Login& login) {
  const auto& newest = login.line.back();
  return stored.client == login.birth.client && stored.user == login.birth.user &&
         stored.scopes == login.birth.scopes && stored.expires_at == login.birth.expires_at &&
         stored.generation + 1 == login.line.size() && stored.current == newest.digest &&
         stored.rotated_at == newest.stamp;
}

}  // namespace

Judgement the_store_holds_what_it_said(const Step& step, const Known& known) {
  const auto* finished = step.as<Finished>();
  if (!finished) return std::nullopt;
  const auto& families = finished->tables.families;
  std::size_t live = 0;
  for (const auto& [id, login] : known.truth.logins) {
    const auto stored = families.find(id);
    const bool gone = login.ended || login.swept;
    if ((stored == families.end()) != gone) {
      return gone ? "a login that ended is still stored" : "a login is missing";
    }
    if (stored != families.end() && !is_as_told(stored->second, login)) {
      return "a login is not stored as the store said";
    }
    live += gone ? 0 : 1;
  }
  if (live != families.size()) return "the store holds logins that nobody began";
  return std::nullopt;
}

}  // namespace chancery::simulation
