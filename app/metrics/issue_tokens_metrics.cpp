#include "app/metrics/issue_tokens_metrics.hpp"

#include "adapters/metrics/catalogue.hpp"

namespace chancery {

IssueTokensMetrics::IssueTokensMetrics(inbound::IssueTokens& tokens, metrics::Registry& registry)
    : tokens_(tokens), replays_(registry.counter(metrics::refresh_replays)) {
  for (const auto grant : grant_types) {
    issued_.emplace(
        grant, registry.counter(metrics::tokens_issued, {{"grant", std::string(name(grant))}}));
  }
}

std::expected<inbound::TokenResponse, OAuthError> IssueTokensMetrics::issue(
    const Client& client, const inbound::TokenRequest& request,
    const inbound::RequestContext& context) {
  auto issued = tokens_.issue(client, request, context);
  if (!issued) return issued;
  issued_.at(inbound::requested_grant(request)).add();
  if (issued->replayed) replays_.add();
  return issued;
}

}  // namespace chancery
