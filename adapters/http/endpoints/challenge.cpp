#include "adapters/http/endpoints/challenge.hpp"

#include <algorithm>
#include <array>

#include "adapters/http/api/passkey_json.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"
#include "domain/parameters.hpp"

namespace chancery::http {
namespace {

const Form::Repeatable repeatable = {"resource"};

using codec::Json;
using inbound::ChallengeRequest;

std::optional<std::string> text(const Form& form, const char* name) {
  const auto value = form.get(name);
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::optional<std::vector<std::string>> resources_of(const Form& form) {
  const auto all = form.all("resource");
  if (all.empty()) return std::nullopt;
  return std::vector<std::string>(all.begin(), all.end());
}

using Proof = std::expected<inbound::ChallengeProof, OAuthError>;

Proof read_passkey(std::string_view text) {
  const auto json = codec::read_json(text);
  auto passkey = json ? read_passkey_proof(*json) : std::nullopt;
  if (!passkey) return std::unexpected(invalid_request("passkey is no AuthenticationResponseJSON"));
  return FactorProof(*std::move(passkey));
}

Proof read_proof(const Form& form) {
  constexpr std::array names{"password", "otp", "recovery_code", "passkey"};
  const auto is_there = [&](const char* name) { return form.get(name).has_value(); };
  if (std::ranges::count_if(names, is_there) > 1) {
    return std::unexpected(invalid_request("more than one proof"));
  }
  if (const auto password = form.get("password")) {
    auto username = text(form, "username");
    if (!username) return std::unexpected(invalid_request("username is missing"));
    return inbound::PasswordProof{*std::move(username), Secret(std::string(*password))};
  }
  if (const auto code = form.get("otp")) return FactorProof(TotpProof{Secret(std::string(*code))});
  if (const auto code = form.get("recovery_code")) {
    return FactorProof(RecoveryProof{Secret(std::string(*code))});
  }
  if (const auto passkey = form.get("passkey")) return read_passkey(*passkey);
  return inbound::NoProof{};
}

std::expected<ChallengeRequest, OAuthError> parse(const Form& form) {
  ChallengeRequest request{.auth_session = text(form, "auth_session"),
                           .code_challenge = text(form, "code_challenge"),
                           .code_challenge_method = text(form, "code_challenge_method"),
                           .resources = resources_of(form),
                           .nonce = text(form, "nonce")};
  if (const auto scope = form.get("scope")) {
    request.scopes = Scopes::parse(*scope);
    if (!request.scopes) {
      return std::unexpected(invalid_scope("scope is not of the form RFC 6749 gives it"));
    }
  }
  if (const auto acr_values = form.get("acr_values")) request.acr_values = words(*acr_values);
  auto proof = read_proof(form);
  if (!proof) return std::unexpected(proof.error());
  request.proof = *std::move(proof);
  return request;
}

Json factors_of(const inbound::MoreNeeded& more) {
  Json::Array factors;
  if (more.password) factors.emplace_back("password");
  if (more.totp) factors.emplace_back("totp");
  if (more.recovery_code) factors.emplace_back("recovery_code");
  if (more.passkey) factors.emplace_back("passkey");
  return factors;
}

Reply reply_of(const inbound::ChallengeMet& met) {
  auto reply = json_reply(200, Json::object({{"authorization_code", met.code.reveal()}}));
  reply.log.more.emplace_back("user", met.user.value());
  return reply;
}

Reply reply_of(const inbound::MoreNeeded& more) {
  const auto error = name(OAuthErrorCode::insufficient_authorization);
  auto body = Json::object(
      {{"error", error}, {"auth_session", more.auth_session}, {"factors", factors_of(more)}});
  if (more.passkey) body.set("passkey", request_options_json(*more.passkey));
  auto reply = json_reply(400, body);
  reply.log.error = error;
  return reply;
}

Reply reply_of(const OAuthError& error) { return refuse(error); }

}  // namespace

Reply ChallengeEndpoint::operator()(const Request& request) const {
  const auto asked = read_client_request(request, repeatable, clients_);
  if (!asked) return asked.error();
  const auto& [form, client] = *asked;

  const auto wanted = parse(form);
  const auto answer = wanted ? challenge_.answer(client, *wanted, context_of(request))
                             : inbound::ChallengeAnswer(wanted.error());
  auto reply = std::visit([](const auto& alternative) { return reply_of(alternative); }, answer);
  reply.log.client_id = client.id.value();
  reply.is_counted = client.is_public();
  return reply;
}

Lane ChallengeEndpoint::lane(const Request& request) {
  const auto form = Form::of(request, repeatable);
  return form && form->get("password") ? Lane::hashing : Lane::general;
}

}  // namespace chancery::http
