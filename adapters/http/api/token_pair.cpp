#include "adapters/http/api/token_pair.hpp"

#include "adapters/http/client_request.hpp"
#include "adapters/http/token_reply.hpp"

namespace chancery::http {

Reply token_pair(inbound::IssueTokens& tokens, const Client& client,
                 const inbound::TokenRequest& wanted, const Request& request,
                 const std::function<Problem(const OAuthError&)>& refused) {
  const auto issued = tokens.issue(client, wanted, context_of(request));
  auto reply = issued ? token_reply(*issued) : problem_reply(refused(issued.error()), request);
  reply.log.client_id = client.id.value();
  reply.is_counted = client.is_public();
  if (issued) note_tokens(reply.log, *issued);
  return reply;
}

}  // namespace chancery::http
