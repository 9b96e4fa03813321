#include "adapters/http/endpoints/revoke.hpp"

#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {

Reply RevokeEndpoint::operator()(const Request& request) const {
  const auto asked = read_client_request(request, {}, clients_);
  if (!asked) return asked.error();
  const auto& [form, client] = *asked;

  const auto token = form.get("token");
  const auto done = token ? tokens_.revoke(client, Secret(std::string(*token)), context_of(request))
                          : std::unexpected(invalid_request("token is missing"));
  auto reply = done ? Reply{.status = 200, .content_type = {}} : refuse(done.error());
  reply.log.client_id = client.id.value();
  return reply;
}

}  // namespace chancery::http
