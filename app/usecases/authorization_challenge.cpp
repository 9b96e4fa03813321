#include "app/usecases/authorization_challenge.hpp"

#include <utility>

#include "app/usecases/interactions.hpp"
#include "domain/access_token.hpp"
#include "domain/authorization_code.hpp"
#include "domain/authorization_decision.hpp"
#include "domain/code_challenge.hpp"
#include "domain/codec/base64url.hpp"
#include "ports/unavailable.hpp"

namespace chancery {
namespace {

using inbound::ChallengeAnswer;
using inbound::ChallengeRequest;

/// The terms, and what was sealed on them.
struct Session {
  ChallengeTerms terms;
  std::string written_terms;
  std::string challenge;
};

OAuthError invalid_session(std::string detail) {
  return {OAuthErrorCode::invalid_session, std::move(detail)};
}

std::optional<OAuthError> objection(const Client& client) {
  if (!client.first_party) {
    return unauthorized_client("the challenge endpoint is for first-party clients only");
  }
  if (!client.grants.contains(GrantType::authorization_code)) {
    return unauthorized_client("the client is not registered for authorization_code");
  }
  return std::nullopt;
}

/// The terms of a first request.
std::expected<ChallengeTerms, OAuthError> first_terms(const ChallengeRequest& request) {
  const auto& challenge = request.code_challenge;
  if (!challenge) return std::unexpected(invalid_request("code_challenge is missing"));
  if (request.code_challenge_method != "S256") {
    return std::unexpected(invalid_request("code_challenge_method is not S256"));
  }
  if (!is_code_challenge(*challenge)) {
    return std::unexpected(invalid_request("code_challenge is not one of S256"));
  }
  return ChallengeTerms{.code_challenge = *challenge,
                        .scopes = request.scopes,
                        .acr_values = request.acr_values.value_or(std::vector<std::string>()),
                        .resources = request.resources.value_or(std::vector<std::string>()),
                        .nonce = request.nonce};
}

/// Not yet known to be of this client, or of anybody.
std::optional<Session> split(const std::string& text) {
  const auto dot = text.find('.');
  if (dot == std::string::npos) return std::nullopt;
  auto written = codec::from_base64url(std::string_view(text).substr(0, dot));
  auto terms = written ? read_terms(*written) : std::nullopt;
  if (!terms) return std::nullopt;
  return Session{*std::move(terms), *std::move(written), text.substr(dot + 1)};
}

template <class T>
bool is_same(const std::optional<T>& repeated, const std::optional<T>& said) {
  return !repeated || repeated == said;
}

bool repeats(const ChallengeRequest& request, const ChallengeTerms& terms) {
  return is_same(request.code_challenge, std::optional(terms.code_challenge)) &&
         is_same(request.code_challenge_method, std::optional<std::string>("S256")) &&
         is_same(request.scopes, terms.scopes) &&
         is_same(request.acr_values, std::optional(terms.acr_values)) &&
         is_same(request.resources, std::optional(terms.resources)) &&
         is_same(request.nonce, terms.nonce);
}

/// What the domain's rules about `acr` read.
AuthorizationRequest as_authorization_request(const ChallengeTerms& terms, const ClientId& client) {
  return {.client = client, .reply_to = {}, .acr_values = terms.acr_values};
}

/// On a page who has to confirm their address is told how.
OAuthError refused(const OAuthError& why) {
  if (!why.email_not_verified) return why;
  return {OAuthErrorCode::redirect_to_web, "the address is to be confirmed first"};
}

std::string auth_session(const std::string& written_terms, const std::string& challenge) {
  return codec::base64url(written_terms) + '.' + challenge;
}

inbound::MoreNeeded more_needed(const std::string& written_terms, inbound::FactorOffer offer) {
  return {.auth_session = auth_session(written_terms, offer.challenge),
          .totp = offer.totp,
          .recovery_code = offer.recovery_code,
          .passkey = std::move(offer.passkey)};
}

}  // namespace

ChallengeAnswer AuthorizationChallenge::answer(const Client& client,
                                               const ChallengeRequest& request,
                                               const inbound::RequestContext& context) {
  const auto asked = read(client, request, context);
  if (!asked) return asked.error();
  return std::visit([&](const auto& proof) { return show(*asked, proof); }, request.proof);
}

std::expected<AuthorizationChallenge::Asked, OAuthError> AuthorizationChallenge::read(
    const Client& client, const ChallengeRequest& request,
    const inbound::RequestContext& context) const {
  if (auto why = objection(client)) return std::unexpected(*std::move(why));
  auto session = request.auth_session ? split(*request.auth_session) : std::nullopt;
  if (request.auth_session && (!session || !repeats(request, session->terms))) {
    return std::unexpected(invalid_session("the session is none, or for another request"));
  }
  auto terms = session ? session->terms : first_terms(request);
  if (!terms) return std::unexpected(terms.error());
  auto scopes = granted_scopes(client, terms->scopes);
  if (!scopes) return std::unexpected(scopes.error());
  auto audiences = audience_for(client, *scopes, terms->resources, settings_.issuer);
  if (!audiences) return std::unexpected(audiences.error());
  auto written = write_terms(*terms);
  auto holder = held_on_terms(client.id, written);
  Asked asked{client,
              context,
              *std::move(terms),
              std::move(written),
              std::move(holder),
              *std::move(scopes),
              *std::move(audiences)};
  if (!session) return asked;
  auto opened = challenges_.open(session->challenge, Challenge::Purpose::sign_in, asked.holder);
  if (!opened) return std::unexpected(invalid_session("the session is another's, or too old"));
  asked.session = Challenges::Sealed{*std::move(opened), std::move(session->challenge)};
  return asked;
}

ChallengeAnswer AuthorizationChallenge::show(const Asked& asked, const inbound::NoProof&) {
  if (!asked.session || !asked.session->challenge.user) return begin(asked);
  return ask(asked, asked.session->text);
}

ChallengeAnswer AuthorizationChallenge::show(const Asked& asked,
                                             const inbound::PasswordProof& proof) {
  const auto user = passwords_.prove({.login_name = proof.username,
                                      .password = proof.password,
                                      .client = asked.client.id,
                                      .network = users_network(asked.client, asked.context)},
                                     asked.context);
  if (!user) return refused(user.error());
  const auto challenge = factors_.demand(*user, Challenge::Purpose::sign_in, asked.holder);
  if (challenge) return ask(asked, *challenge);
  return issue(asked, {*user, by_password(), ports_.clock.now()});
}

ChallengeAnswer AuthorizationChallenge::show(const Asked& asked, const FactorProof& proof) {
  if (!asked.session) return invalid_request("auth_session is missing");
  const auto proved = factors_.prove({.challenge = asked.session->text,
                                      .purpose = Challenge::Purpose::sign_in,
                                      .holder = asked.holder,
                                      .proof = proof,
                                      .client = asked.client.id,
                                      .network = users_network(asked.client, asked.context)},
                                     asked.context);
  if (!proved) return refused(proved.error());
  return issue(asked, {proved->user, proved->authentication, proved->authenticated_at});
}

ChallengeAnswer AuthorizationChallenge::begin(const Asked& asked) {
  auto offer = factors_.ask_passkey(asked.holder);
  if (!offer) {
    offer.emplace();
    offer->challenge =
        challenges_.make({.purpose = Challenge::Purpose::sign_in}, asked.holder).text;
  }
  auto more = more_needed(asked.written_terms, *std::move(offer));
  more.password = true;
  return more;
}

ChallengeAnswer AuthorizationChallenge::ask(const Asked& asked, const std::string& challenge) {
  auto known = factors_.asked(challenge, Challenge::Purpose::sign_in, asked.holder);
  if (!known) return invalid_session("the user is gone, or their logins were ended");
  if (known->offer.is_empty()) return invalid_session("the user's factors are gone");
  return more_needed(asked.written_terms, std::move(known->offer));
}

ChallengeAnswer AuthorizationChallenge::issue(const Asked& asked, const Proved& proved) {
  const auto request = as_authorization_request(asked.terms, asked.client.id);
  if (wants_two_factors(request) && !is_at_least(proved.authentication.acr, two_factor_acr)) {
    return OAuthError{OAuthErrorCode::unmet_authentication_requirements,
                      "the user has no second factor"};
  }
  // A code that nobody waits for would only lie about.
  if (asked.context.abandoned()) throw Unavailable("the request was abandoned by its caller");
  auto code = random_secret(ports_.entropy);
  ports_.codes.add({.id = CodeDigest(codec::base64url(ports_.hashes.sha256(code.reveal()))),
                    .client = asked.client.id,
                    .redirect_uri = {},
                    .redirect_uri_sent = false,
                    .challenge = asked.terms.code_challenge,
                    .scopes = asked.scopes,
                    .audiences = asked.audiences,
                    .nonce = asked.terms.nonce,
                    .user = proved.user.id,
                    .client_epoch = asked.client.epoch,
                    .user_epoch = proved.user.epoch,
                    .authenticated_at = proved.authenticated_at,
                    .authentication = {.amr = proved.authentication.amr,
                                       .acr = answered_acr(request, proved.authentication.acr)},
                    .expires_at = ports_.clock.now() + settings_.code_lifetime});
  return inbound::ChallengeMet{std::move(code), proved.user.id};
}

}  // namespace chancery
