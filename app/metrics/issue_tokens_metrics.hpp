#pragma once

#include <map>

#include "adapters/metrics/registry.hpp"
#include "ports/inbound/issue_tokens.hpp"

namespace chancery {

/// The token endpoint's question, its answers counted by grant. What is behind it and the registry
/// must outlive this.
class IssueTokensMetrics final : public inbound::IssueTokens {
 public:
  IssueTokensMetrics(inbound::IssueTokens& tokens, metrics::Registry& registry);

  std::expected<inbound::TokenResponse, OAuthError> issue(
      const Client& client, const inbound::TokenRequest& request,
      const inbound::RequestContext& context) override;

 private:
  inbound::IssueTokens& tokens_;
  std::map<GrantType, metrics::Counter> issued_;
  metrics::Counter replays_;
};

}  // namespace chancery
