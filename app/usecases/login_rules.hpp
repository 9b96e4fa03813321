#pragma once

namespace chancery {

/// Who may log in at all, however they prove who they are.
struct LoginRules {
  /// Only accounts whose e-mail address is verified.
  bool require_verified_email = false;
};

}  // namespace chancery
