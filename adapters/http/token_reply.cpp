#include "adapters/http/token_reply.hpp"

#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {

Reply token_reply(const inbound::TokenResponse& tokens) {
  auto body = codec::Json::object({
      {"access_token", tokens.access_token.reveal()},
      {"token_type", "Bearer"},
      {"expires_in", std::int64_t{tokens.expires_in.count()}},
  });
  if (!tokens.scopes.empty()) body.set("scope", tokens.scopes.to_string());
  if (const auto& refresh = tokens.refresh_token) {
    body.set("refresh_token", refresh->token.reveal());
    body.set("refresh_token_expires_in", std::int64_t{refresh->expires_in.count()});
  }
  if (tokens.id_token) body.set("id_token", tokens.id_token->reveal());
  auto reply = json_reply(200, body);
  reply.headers.emplace_back("Pragma", "no-cache");
  return reply;
}

void note_tokens(LogFields& log, const inbound::TokenResponse& tokens) {
  log.more.emplace_back("jti", tokens.access_token_id.value());
  if (tokens.user) log.more.emplace_back("user", tokens.user->value());
  if (tokens.login) log.more.emplace_back("family", tokens.login->value());
  if (tokens.replayed) log.more.emplace_back("replayed", "true");
  if (const auto& refresh = tokens.refresh_token) {
    log.more.emplace_back("generation", std::to_string(refresh->generation));
  }
}

}  // namespace chancery::http
