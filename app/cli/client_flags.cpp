#include "app/cli/client_flags.hpp"

#include <array>

#include "app/cli/lists.hpp"
#include "app/nearest.hpp"

namespace chancery::cli {
namespace {

using Step = std::expected<void, Failure>;

template <class Values>
std::vector<std::string> names_of(const Values& values) {
  std::vector<std::string> names;
  for (const auto value : values) names.emplace_back(name(value));
  return names;
}

/// A word that is none of those a flag takes.
std::unexpected<Failure> no_choice(const char* flag, const std::string& word,
                                   const std::vector<std::string>& choices) {
  std::string all;
  for (const auto& choice : choices) all += (all.empty() ? "" : ", ") + choice;
  return wrong_usage(std::string(flag) + ": \"" + word + "\" is none of " + all,
                     "did you mean " + nearest(word, choices).value_or("") + "?");
}

Step apply_grants(Client& client, const Flags& flags) {
  if (!flags.has("grant")) return {};
  client.grants.clear();
  for (const auto& word : listed(flags.values("grant"))) {
    const auto grant = parse_grant_type(word);
    if (!grant) return no_choice("--grant", word, names_of(grant_types));
    client.grants.insert(*grant);
  }
  return {};
}

Step apply_scopes(Client& client, const Flags& flags) {
  if (!flags.has("scope")) return {};
  Scopes all;
  for (const auto& text : flags.values("scope")) {
    const auto scopes = Scopes::parse(text);
    if (!scopes) {
      return wrong_usage("--scope: this is no list of scopes",
                         "write them with one space between: --scope \"openid orders\"");
    }
    for (const auto& token : scopes->tokens()) all.insert(token);
  }
  client.scopes = std::move(all);
  return {};
}

Step apply_algorithm(Client& client, const Flags& flags) {
  const auto word = flags.value("access-token-alg");
  if (!word) return {};
  const auto alg = parse_signature_algorithm(*word);
  if (!alg) return no_choice("--access-token-alg", *word, names_of(signature_algorithms));
  client.access_token_alg = *alg;
  return {};
}

Step apply_auth_method(Client& client, const Flags& flags) {
  const auto word = flags.value("auth-method");
  if (!word) return {};
  const auto method = parse_client_auth_method(*word);
  using enum ClientAuthMethod;
  if (!method) {
    return no_choice("--auth-method", *word,
                     names_of(std::array{none, client_secret_basic, client_secret_post}));
  }
  client.auth_method = *method;
  return {};
}

void apply_lists(Client& client, const Flags& flags) {
  const auto apply = [&](const char* flag, std::vector<std::string>& list) {
    if (flags.has(flag)) list = listed(flags.values(flag));
  };
  apply("redirect-uri", client.redirect_uris);
  apply("audience", client.audiences);
  apply("introspect", client.introspects);
}

}  // namespace

std::vector<Flag> client_flags() {
  return {
      {"name", "TEXT", "what people call it"},
      {"grant", "GRANT", "authorization_code, client_credentials, password or refresh_token", true},
      {"redirect-uri", "URI", "where answers may be sent", true},
      {"scope", "SCOPES", "what it may ask for, \"openid orders\"", true},
      {"auth-method", "METHOD", "none, client_secret_basic (default) or client_secret_post"},
      {"audience", "AUDIENCE", "aud of its access tokens", true},
      {"introspect", "AUDIENCE", "whose tokens it may introspect besides its own", true},
      {"access-token-alg", "ALG", "ES256 (default), RS256, PS256 or EdDSA"},
      {"first-party", "", "one of the operator's own apps"},
  };
}

std::expected<Client, Failure> with_flags(Client client, const Flags& flags) {
  for (const auto apply : {apply_grants, apply_scopes, apply_algorithm, apply_auth_method}) {
    if (const auto step = apply(client, flags); !step) return std::unexpected(step.error());
  }
  apply_lists(client, flags);
  if (const auto name = flags.value("name")) client.name = *name;
  if (flags.has("first-party")) client.first_party = true;
  return client;
}

}  // namespace chancery::cli
