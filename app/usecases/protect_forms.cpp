#include "app/usecases/protect_forms.hpp"

#include "app/usecases/interactions.hpp"

namespace chancery {

Secret ProtectForms::new_browser_id() { return random_secret(entropy_); }

std::string ProtectForms::token(const Secret& browser_id, std::string_view form) {
  return macs_.compute(KeyUse::authenticate_interactions,
                       "form " + browser_id.reveal() + ' ' + std::string(form));
}

bool ProtectForms::is_genuine(std::string_view token, const std::optional<Secret>& browser_id,
                              std::string_view form) {
  if (!browser_id || !is_random_secret(browser_id->reveal())) return false;
  return constant_time_equal(token, this->token(*browser_id, form));
}

}  // namespace chancery
