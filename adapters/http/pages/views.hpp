#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chancery::http::pages {

// What each page shows. The strings are as they came: rendering escapes them.

/// The app somebody signs in to, as it was registered. Only links that are http or https are shown.
struct ClientCard {
  std::string name{};
  std::optional<std::string> client_uri{};
  std::optional<std::string> logo_uri{};
  std::optional<std::string> policy_uri{};
  std::optional<std::string> tos_uri{};
};

/// A form of a page: where it goes, and what it carries without showing it (the CSRF token, the
/// interaction).
struct PageForm {
  std::string action{};
  std::vector<std::pair<std::string, std::string>> hidden{};
  /// Where the browser may be sent after the form, beside here: the redirect URI.
  std::optional<std::string> leads_to{};
};

enum class LoginProblem : std::uint8_t {
  wrong_credentials,
  locked,      ///< too many attempts: wait
  expired,     ///< the page was open for too long
  unverified,  ///< the e-mail address has to be confirmed first
  passkey,     ///< the passkey did not count
};

enum class FactorProblem : std::uint8_t {
  wrong,
  locked,  ///< too many attempts: wait
};

struct LoginView {
  ClientCard client{};
  PageForm form{};
  /// What was typed before, or `login_hint`.
  std::string username{};
  std::optional<LoginProblem> problem{};
  /// Where to go who forgot the password; none where no mail is sent.
  std::optional<std::string> forgot_uri{};
  /// Where to go who has to confirm the address first.
  std::optional<std::string> verify_uri{};
  /// What a browser is asked for who signs in by passkey (PublicKeyCredentialRequestOptionsJSON),
  /// and the challenge that it answers.
  std::optional<std::string> passkey{};
  std::string passkey_challenge{};
};

/// Asks for a second factor: those of the three that are there.
struct FactorView {
  PageForm form{};
  /// Who has given their password.
  std::string user{};
  bool totp = false;
  bool recovery_code = false;
  /// As in LoginView.
  std::optional<std::string> passkey{};
  std::optional<FactorProblem> problem{};
  /// Where to go who is somebody else.
  std::string restart_uri{};
};

struct ConsentView {
  ClientCard client{};
  PageForm form{};
  /// How the person who is signed in calls themselves.
  std::string user{};
  /// The scopes asked for, without `openid`, in their order.
  std::vector<std::string> scopes{};
  /// Claims asked for by name that no scope of these brings.
  std::vector<std::string> claims{};
};

enum class AskEmailReason : std::uint8_t { forgot_password, verify_email };

/// Asks for an address that a link is to be sent to.
struct AskEmailView {
  AskEmailReason reason;
  PageForm form{};
  /// What was typed before, and was no address.
  std::optional<std::string> refused{};
};

/// Asks whether an address is its reader's.
struct VerifyView {
  PageForm form{};
  std::string email{};
};

enum class NewPasswordReason : std::uint8_t { reset_password, invite };

enum class NewPasswordProblem : std::uint8_t {
  weak_password,
  invalid_username,
  username_taken,
  email_taken,
  changed_meanwhile,
};

/// Asks for a new password, and of who makes an account for a username too.
struct NewPasswordView {
  NewPasswordReason reason;
  PageForm form{};
  std::string email{};
  /// What was typed before.
  std::string username{};
  std::optional<NewPasswordProblem> problem{};
};

/// What came of something that was done about an account.
enum class Note : std::uint8_t {
  mail_sent,
  verified,
  password_reset,
  account_made,
  link_invalid,   ///< used before, too old, or replaced
  address_taken,  ///< the address that was to be the account's is another's
  no_mail,
  registration_off,
  account_deleted,
};

struct NoteView {
  Note note;
  /// Where to go on; only for `link_invalid`.
  std::optional<std::string> link{};
};

struct LogoutView {
  PageForm form{};
  /// Who is signed in; empty when nobody is.
  std::string user{};
};

struct SignedOutView {
  /// Whether the person chose to stay signed in.
  bool stayed = false;
  /// The app to go back to, if it is known and has a page.
  std::optional<ClientCard> client{};
};

enum class PageError : std::uint8_t {
  unknown_client,
  redirect_uri,     ///< missing, or not as registered
  invalid_request,  ///< cannot be read
  interaction,      ///< an interaction that is stale or another browser's
  forbidden,        ///< a form that did not come from one of our pages
  unavailable,      ///< try again later
};

struct ErrorView {
  PageError error;
};

/// OAuth 2.0 Form Post Response Mode: a page that sends itself on to the redirect URI.
struct FormPostView {
  std::string action{};
  std::vector<std::pair<std::string, std::string>> parameters{};
};

/// What is the same for every page of an answer.
struct PageContext {
  /// `ui_locales` of the request, best first.
  std::vector<std::string> ui_locales{};
  std::string_view accept_language{};
  std::string_view request_id{};
};

}  // namespace chancery::http::pages
