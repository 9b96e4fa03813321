#pragma once

#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "domain/authorization_response.hpp"
#include "domain/scopes.hpp"
#include "domain/secret.hpp"

namespace chancery::inbound {

/// What people see of a client.
struct ClientProfile {
  std::string id;
  /// The id, if the client has no name; empty where there is no client, but the own account page.
  std::string name;
  std::optional<std::string> home_uri{};
  std::optional<std::string> logo_uri{};
  std::optional<std::string> policy_uri{};
  std::optional<std::string> terms_uri{};
  bool first_party = false;
};

/// What a page may know of the request behind it. Texts are as sent: to be escaped (B13).
struct PageHints {
  /// `ui_locales`, best first.
  std::vector<std::string> languages{};
  std::optional<std::string> display{};
};

/// Why there is nothing but a page. Status 400 (B1 to B5, B79).
enum class PageFault {
  unknown_client,
  redirect_uri_missing,
  redirect_uri_repeated,
  redirect_uri_not_registered,
  /// The interaction is missing, forged, another browser's, or too old: start again at the app.
  interaction_lost,
};

/// Show an error page; nobody is sent anywhere.
struct ShowError {
  PageFault fault;
};
/// The browser carries this back to the client.
struct Respond {
  AuthorizationResponse response;
  /// Who answers, for the form_post page; and where its form may go.
  ClientProfile client;
};
/// On to the login page.
struct GoToLogin {
  std::string interaction;
};
/// On to the page that asks for a second factor; without a challenge the browser's session has
/// proved the first.
struct GoToFactor {
  std::string interaction;
  std::string challenge{};
};
/// On to the page that asks for consent, or the next step if there is nothing to ask.
struct GoToConsent {
  std::string interaction;
};

/// What the consent page asks.
struct ConsentPage {
  ClientProfile client;
  PageHints hints{};
  /// What the user is known by here: the e-mail address.
  std::string user_name;
  Scopes scopes{};
  /// Standard claims asked for one by one that no scope holds.
  std::set<std::string> claims{};
  /// Where a form of this page leads: `form-action` needs its origin.
  std::string redirect_uri;
  /// For the form's hidden field.
  std::string interaction;
};
struct ShowConsent {
  ConsentPage page;
};

using AuthorizationStep =
    std::variant<ShowError, Respond, GoToLogin, GoToFactor, GoToConsent, ShowConsent>;

/// A step, and the pre-session cookie to set with it, if there is a new one.
struct AuthorizationAnswer {
  AuthorizationStep step;
  std::optional<Secret> new_browser_id{};
};

}  // namespace chancery::inbound
