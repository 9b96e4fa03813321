#pragma once

#include <expected>
#include <optional>
#include <string>

#include "app/usecases/browser_sessions.hpp"
#include "app/usecases/interactions.hpp"
#include "app/usecases/subjects.hpp"
#include "domain/authorization_decision.hpp"
#include "domain/authorization_request.hpp"
#include "domain/id_token.hpp"
#include "ports/inbound/authorization_pages.hpp"
#include "ports/inbound/browser.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/outbound/authorization_code_store.hpp"
#include "ports/outbound/client_store.hpp"
#include "ports/outbound/consent_store.hpp"
#include "ports/outbound/id_token_signer.hpp"
#include "ports/outbound/second_factor_store.hpp"

namespace chancery {

/// An authorization request on its way, read anew from its parameters.
struct Authorization {
  Interaction interaction;
  Client client;
  AuthorizationRequest request;
  std::optional<IdTokenHint> hint{};
};

/// What the steps of an authorization request share: each of them reads and checks all of it again,
/// asks what is next, and does it. Thread-safe; may throw Unavailable.
class AuthorizationFlow {
 public:
  struct Ports {
    outbound::ClientStore& clients;
    outbound::ConsentStore& consents;
    outbound::AuthorizationCodeStore& codes;
    outbound::IdTokenSigner& id_tokens;
    outbound::SecondFactorStore& factors;
    outbound::MessageMac& macs;
    const outbound::Hashes& hashes;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };
  struct Settings {
    Issuer issuer;
    Lifetime code_lifetime;
  };

  AuthorizationFlow(Ports ports, BrowserSessions& sessions, Settings settings)
      : ports_(ports),
        sessions_(sessions),
        interactions_(ports.macs, ports.clock),
        subjects_(ports.macs),
        settings_(std::move(settings)) {}

  using Read = std::expected<Authorization, inbound::AuthorizationStep>;
  /// The request, or the error that it gets.
  [[nodiscard]] Read read(Interaction interaction);
  /// The same of what this browser brings along.
  [[nodiscard]] Read open(const std::string& interaction, const inbound::Browser& browser);

  /// What a login page is for: a request of an app, or the user's own account page.
  struct LoginGoal {
    inbound::ClientProfile client;
    inbound::PageHints hints{};
    std::optional<std::string> login_hint{};
    std::string redirect_uri{};
    bool own_account = false;
  };
  [[nodiscard]] std::expected<LoginGoal, inbound::AuthorizationStep> open_login(
      const std::string& interaction, const inbound::Browser& browser);
  /// Text for a login to the own account page.
  [[nodiscard]] std::string seal_own_account(const Secret& browser_id) const;

  /// Where an authorization request stands.
  struct Standing {
    std::optional<SignedInUser> user{};
    std::optional<Consent> consent{};
    AuthorizationDecision decision;
  };
  [[nodiscard]] Standing judge(const Authorization& authorization, const inbound::Browser& browser);
  /// The same once the user has said yes to this request, and that is remembered.
  [[nodiscard]] Standing judge_allowed(const Authorization& authorization,
                                       const inbound::Browser& browser);
  /// The same when the request has just come: remembers with which session.
  [[nodiscard]] Standing judge_first(Authorization& authorization, const inbound::Browser& browser);

  /// The next step: pages are shown, or gone to, with the interaction sealed for `browser_id`.
  [[nodiscard]] inbound::AuthorizationStep step(const Authorization& authorization,
                                                const Standing& standing, const Secret& browser_id);

  [[nodiscard]] inbound::AuthorizationStep deny(const Authorization& authorization) const;

  [[nodiscard]] std::string seal(const Interaction& interaction, const Secret& browser_id) const {
    return interactions_.seal(interaction, browser_id);
  }

 private:
  [[nodiscard]] Standing judge(const Authorization& authorization, std::optional<SignedInUser> user,
                               bool has_just_allowed = false);
  std::expected<std::optional<IdTokenHint>, OAuthError> hint_of(
      const AuthorizationRequest& request);
  /// Whether the session's user could prove more than the session has.
  [[nodiscard]] bool could_prove_more(const SignedInUser& user);
  [[nodiscard]] bool is_whom_it_names(const Authorization& authorization, const UserId& user) const;
  [[nodiscard]] inbound::AuthorizationStep refuse(const Client& client, const ReplyTo& reply_to,
                                                  OAuthError why) const;
  [[nodiscard]] inbound::AuthorizationStep issue(const Authorization& authorization,
                                                 const SignedInUser& user);
  [[nodiscard]] inbound::ConsentPage page(const Authorization& authorization,
                                          const SignedInUser& user, const WantedConsent& wanted,
                                          const Secret& browser_id) const;

  Ports ports_;
  BrowserSessions& sessions_;
  Interactions interactions_;
  Subjects subjects_;
  Settings settings_;
};

/// What people see of the client.
inbound::ClientProfile profile_of(const Client& client);

/// What a page may know of the request.
inbound::PageHints hints_of(const AuthorizationRequest& request);

}  // namespace chancery
