#include "app/cli/client_flags.hpp"

#include <array>

#include "app/cli/lists.hpp"
#include "app/nearest.hpp"
#include "app/read_file.hpp"
#include "domain/inline_image.hpp"

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

Step apply_algorithms(Client& client, const Flags& flags) {
  const auto apply = [&](const char* flag, auto& alg) -> Step {
    const auto word = flags.value(flag);
    if (!word) return {};
    const auto known = parse_signature_algorithm(*word);
    if (!known) {
      return no_choice((std::string("--") + flag).c_str(), *word, names_of(signature_algorithms));
    }
    const SignatureAlgorithm choice = *known;
    alg = choice;
    return {};
  };
  if (auto step = apply("access-token-alg", client.access_token_alg); !step) return step;
  if (auto step = apply("id-token-alg", client.id_token_alg); !step) return step;
  if (flags.value("userinfo-alg") == "") {
    client.userinfo_alg.reset();
    return {};
  }
  return apply("userinfo-alg", client.userinfo_alg);
}

Step apply_subject_type(Client& client, const Flags& flags) {
  const auto word = flags.value("subject-type");
  if (!word) return {};
  const auto type = parse_subject_type(*word);
  using enum SubjectType;
  if (!type) return no_choice("--subject-type", *word, names_of(std::array{public_, pairwise}));
  client.subject_type = *type;
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
  apply("post-logout-redirect-uri", client.post_logout_redirect_uris);
  apply("audience", client.audiences);
  apply("introspect", client.introspects);
}

Step apply_logo(Client& client, const Flags& flags) {
  const auto path = flags.value("logo");
  if (!path) return {};
  const auto file = read_small_file(*path);
  if (!file) return failed({*path + ": " + file.error()});
  client.logo_uri = inline_image(*file);
  if (client.logo_uri) return {};
  return failed({*path + " is no PNG, JPEG, GIF, WebP or SVG of 16 KiB at most",
                 "pages show it at 56 by 56 px"});
}

/// Texts that may be absent; an empty one asks for that.
void apply_texts(Client& client, const Flags& flags) {
  const auto apply = [&](const char* flag, std::optional<std::string>& text) {
    auto given = flags.value(flag);
    if (!given) return;
    text = std::move(given);
    if (text->empty()) text.reset();
  };
  apply("sector-identifier", client.sector_identifier);
  apply("backchannel-logout-uri", client.backchannel_logout_uri);
  apply("client-uri", client.client_uri);
  apply("logo-uri", client.logo_uri);
  apply("policy-uri", client.policy_uri);
  apply("tos-uri", client.tos_uri);
}

}  // namespace

std::vector<Flag> client_flags() {
  return {
      {"name", "TEXT", "what people call it"},
      {"grant", "GRANT", "authorization_code, client_credentials, password or refresh_token", true},
      {"redirect-uri", "URI", "where answers may be sent", true},
      {"post-logout-redirect-uri", "URI", "where the browser may be sent after a logout", true},
      {"scope", "SCOPES", "what it may ask for, \"openid orders\"", true},
      {"auth-method", "METHOD", "none, client_secret_basic (default) or client_secret_post"},
      {"audience", "AUDIENCE", "aud of its access tokens", true},
      {"introspect", "AUDIENCE", "whose tokens it may introspect besides its own", true},
      {"access-token-alg", "ALG", "ES256 (default), RS256, PS256 or EdDSA"},
      {"first-party", "", "one of the operator's own apps"},
      {"no-pkce", "", "a confidential client may ask for codes without a code_challenge"},
      {"id-token-alg", "ALG", "RS256 (default), ES256, PS256 or EdDSA"},
      {"userinfo-alg", "ALG", "sign userinfo; without, it is plain JSON"},
      {"subject-type", "TYPE", "public (default) or pairwise: a sub of its own for each user"},
      {"sector-identifier", "HOST", "clients of one HOST share pairwise subs"},
      {"backchannel-logout-uri", "URI", "where logout tokens are sent"},
      {"backchannel-logout-session-required", "", "logout tokens must name the session"},
      {"client-uri", "URI", "its home page"},
      {"logo", "FILE", "its logo: a PNG, JPEG, GIF, WebP or SVG of 16 KiB at most"},
      {"logo-uri", "URI", "its logo as a data: URI; one of elsewhere is kept, not shown"},
      {"policy-uri", "URI", "its privacy policy"},
      {"tos-uri", "URI", "its terms of service"},
  };
}

std::expected<Client, Failure> with_flags(Client client, const Flags& flags) {
  for (const auto apply :
       {apply_grants, apply_scopes, apply_algorithms, apply_subject_type, apply_auth_method}) {
    if (const auto step = apply(client, flags); !step) return std::unexpected(step.error());
  }
  apply_lists(client, flags);
  apply_texts(client, flags);
  if (const auto step = apply_logo(client, flags); !step) return std::unexpected(step.error());
  if (const auto name = flags.value("name")) client.name = *name;
  if (flags.has("first-party")) client.first_party = true;
  if (flags.has("no-pkce")) client.require_pkce = false;
  if (flags.has("backchannel-logout-session-required")) {
    client.backchannel_logout_session_required = true;
  }
  return client;
}

}  // namespace chancery::cli
