#include "adapters/blocklist/password_blocklist.hpp"

#include "adapters/blocklist/common_passwords.hpp"
#include "adapters/blocklist/password_key.hpp"

namespace chancery::blocklist {

bool PasswordBlocklist::contains(const Secret& password) {
  if (is_common(password.reveal())) return true;
  return filter_ && filter_->contains(password_key(password.reveal()));
}

}  // namespace chancery::blocklist
