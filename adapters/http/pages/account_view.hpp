#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/pages/views.hpp"

namespace chancery::http::pages {

/// The parts of the account page, each at an address of its own.
enum class AccountSection : std::uint8_t { profile, password, factors, sessions, apps, deletion };

/// What was done before the page was shown.
enum class AccountNotice : std::uint8_t {
  saved,
  mail_sent,
  password_changed,
  login_ended,
  others_ended,
  disconnected,
  factor_added,
  factor_removed,
};

/// The field that something is wrong with.
enum class AccountField : std::uint8_t {
  username,
  email,
  current_password,
  new_password,
  confirm,
  code,  ///< of an authenticator app
  name,  ///< of a factor
};

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
  wrong_factor,
  wrong_code,
  wrong_passkey,
  passkey_taken,
  too_many_passkeys,
  invalid_name,
  proof_lost,  ///< it was too long ago that who it is was proved
  factor_gone,
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

/// What the part about second factors shows or asks.
enum class FactorsStep : std::uint8_t {
  overview,        ///< what there is, and the password to change it
  second_factor,   ///< what is to be proved beside the password
  change,          ///< what can be changed
  factor,          ///< one of them: its name, and its end
  totp,            ///< a new authenticator app
  passkey,         ///< a new passkey
  recovery_codes,  ///< new ones, this once
};

struct FactorRow {
  std::string id{};
  /// `totp` or `passkey`.
  std::string kind{};
  std::string name{};
  /// As in AccountRow.
  std::string since{};
  std::string last_used{};
};

struct AccountFactors {
  FactorsStep step = FactorsStep::overview;
  /// All of them; with the step `factor` that one.
  std::vector<FactorRow> rows{};
  /// How many recovery codes are left.
  std::size_t recovery_codes = 0;
  /// Whether an authenticator app is among them, and whether there can be passkeys here.
  bool has_totp = false;
  bool offers_passkeys = false;
  /// Whether a password alone will do once the one factor shown is gone.
  bool is_last = false;
  /// What may be answered, with the step `second_factor`.
  bool asks_totp = false;
  bool asks_recovery_code = false;
  /// What a browser is asked for: PublicKeyCredentialRequestOptionsJSON, or with the step `passkey`
  /// PublicKeyCredentialCreationOptionsJSON.
  std::string passkey{};
  /// What an authenticator app is given: its key in base32, and a QR code as SVG.
  std::string key{};
  std::string qr{};
  std::vector<std::string> codes{};
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
  AccountFactors factors{};
  std::optional<AccountNotice> notice{};
  std::optional<AccountProblem> problem{};
};

std::string_view word(AccountSection);
std::string_view word(AccountNotice);
std::string_view word(AccountField);
std::string_view word(AccountTrouble);
std::string_view word(FactorsStep);

/// The notice of that word; nothing for any other text.
std::optional<AccountNotice> notice_called(std::string_view text);

}  // namespace chancery::http::pages
