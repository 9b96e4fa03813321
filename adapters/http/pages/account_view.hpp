#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/pages/views.hpp"

namespace chancery::http::pages {

/// The parts of the account page, each at an address of its own.
enum class AccountSection : std::uint8_t { profile, password, sessions, apps, deletion };

/// What was done before the page was shown.
enum class AccountNotice : std::uint8_t {
  saved,
  mail_sent,
  password_changed,
  login_ended,
  others_ended,
  disconnected,
};

/// The field that something is wrong with.
enum class AccountField : std::uint8_t { username, email, current_password, new_password, confirm };

enum class AccountTrouble : std::uint8_t {
  wrong_password,
  locked,  ///< too many attempts: wait
  weak_password,
  invalid_username,
  username_taken,
  invalid_email,
  email_taken,
  changed_meanwhile,
  not_confirmed,
  gone,  ///< the login or app was not there any more
};

struct AccountProblem {
  AccountTrouble trouble;
  /// None for the page as a whole.
  std::optional<AccountField> field{};
};

/// A login, or an app.
struct AccountRow {
  std::string id{};
  std::string name{};
  /// The device, as it calls itself, and where it was; empty where that is not known.
  std::string device{};
  /// When it began, and was last used: UTC; empty where that is not known.
  std::string since{};
  std::string last_used{};
  /// What an app was allowed.
  std::vector<std::string> scopes{};
};

struct AccountLink {
  AccountSection section;
  std::string uri{};
};

struct AccountView {
  AccountSection section = AccountSection::profile;
  std::vector<AccountLink> sections{};
  PageForm form{};
  std::string email{};
  /// What the fields are filled in with.
  std::string username{};
  std::string next_email{};
  /// Whether another address can be had: only where mail is sent.
  bool changes_email = false;
  /// When this browser's user signed in, and where they sign out.
  std::string signed_in_at{};
  std::string logout_uri{};
  std::vector<AccountRow> rows{};
  /// How many logins there are beside the rows.
  std::size_t more = 0;
  std::optional<AccountNotice> notice{};
  std::optional<AccountProblem> problem{};
};

std::string_view word(AccountSection);
std::string_view word(AccountNotice);
std::string_view word(AccountField);
std::string_view word(AccountTrouble);

/// The notice of that word; nothing for any other text.
std::optional<AccountNotice> notice_called(std::string_view text);

}  // namespace chancery::http::pages
