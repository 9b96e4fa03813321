#pragma once

#include <string>

#include "tests/crash/patient_client.hpp"

namespace chancery::crash {

/// The public client and the user whose logins the load holds.
constexpr const char* client_id = "app";
constexpr const char* user_name = "ann";

/// The passwords of everybody: in the environment, CRASH_PASSWORD, since arguments are public.
std::string password();

/// A request for tokens by password.
std::string password_request(const std::string& username);
/// A request for the successor of a refresh token.
std::string refresh_request(const std::string& token);

/// One login as an app holds it: its newest refresh token and no other. Not thread-safe.
class Login {
 public:
  /// Logs ann in. Throws std::runtime_error if she is refused.
  Login(PatientClient& client, Tally& tally);

  /// Gets the successor; once more for the same token if `twice`, as an app does that lost the
  /// answer: whatever happened between, it must be the same one. A refusal ends the login, and is
  /// counted as a loss.
  void refresh(bool twice);

  /// A last refresh with two answers, and one that shows that the successor works.
  void settle();

 private:
  /// Empty once the login is lost.
  std::string successor();

  PatientClient& client_;
  Tally& tally_;
  std::string token_;
};

}  // namespace chancery::crash
