#include "app/metrics/request_metrics.hpp"

#include <algorithm>
#include <exception>

#include "adapters/metrics/catalogue.hpp"

namespace chancery {
namespace {

constexpr const char* other = "other";
constexpr const char* unmatched = "unmatched";

constexpr std::array known_errors{
    // RFC 6749, RFC 6750, RFC 7009, RFC 8707, OpenID Connect Core
    "access_denied", "consent_required", "insufficient_authorization",
    "insufficient_user_authentication", "interaction_required", "invalid_session", "login_required",
    "mfa_required", "redirect_to_web", "registration_not_supported", "request_not_supported",
    "request_uri_not_supported", "unmet_authentication_requirements", "unsupported_response_type",
    "invalid_client", "invalid_grant", "invalid_request", "invalid_scope", "invalid_target",
    "invalid_token", "insufficient_scope", "unauthorized_client", "unsupported_grant_type",
    "unsupported_token_type",
    // the first-party API
    "account_exists", "admin_only", "challenge_lost", "changed_meanwhile", "client_exists",
    "email_not_verified", "enrolment_lost", "first_party_only", "forbidden_field",
    "idempotency_in_progress", "idempotency_key_reused", "invalid", "invalid_credentials",
    "invalid_cursor", "invalid_link", "invitation_missing", "missing_token", "no_mail",
    "no_passkeys", "passkey_taken", "proof_needed", "registration_off", "unreadable",
    "too_many_attempts", "too_many_passkeys", "wrong_factor", "unsupported_media_type",
    // every path
    "method_not_allowed", "not_found", "server_error", "temporarily_unavailable", "timeout",
    "too_large", "too_many_requests", other};

template <class Known, class Value>
std::size_t index_of(const Known& known, const Value& value) {
  return static_cast<std::size_t>(std::ranges::find(known, value) - known.begin());
}

}  // namespace

std::span<const char* const> RequestMetrics::errors() { return known_errors; }

RequestMetrics::RequestMetrics(metrics::Registry& registry, const std::vector<std::string>& routes)
    : registry_(registry), bytes_(registry.counter(metrics::http_response_bytes)) {
  routes_.try_emplace(unmatched);
  for (const auto& path : routes) routes_.try_emplace(path);
  for (const auto* error : known_errors) {
    refusals_.emplace(error, registry.counter(metrics::http_refusals, {{"error", error}}));
  }
}

void RequestMetrics::answered(const http::RequestRecord& record) noexcept try {
  count(record);
} catch (const std::exception&) {
  return;  // no memory for a new series: the answer goes uncounted
}

void RequestMetrics::count(const http::RequestRecord& record) {
  auto route = routes_.find(record.route);
  if (route == routes_.end()) route = routes_.find(std::string_view(unmatched));
  requests(*route, record).add();
  durations(*route, record.status).observe(record.duration);
  bytes_.add(static_cast<double>(record.bytes));
  if (!record.log.error.empty()) refusals(record.log.error).add();
}

metrics::Counter RequestMetrics::requests(Routes::value_type& route,
                                          const http::RequestRecord& record) {
  const auto method = std::min(index_of(methods, record.method), methods.size() - 1);
  const auto status = index_of(statuses, record.status);
  auto& series = route.second.requests[method * (statuses.size() + 1) + status];
  auto counter = series.load(std::memory_order_acquire);
  if (!counter) {
    const bool is_known = status < statuses.size();
    counter = registry_.counter(metrics::http_requests,
                                {{"method", methods[method]},
                                 {"route", route.first},
                                 {"status", is_known ? std::to_string(record.status) : other}});
    series.store(counter, std::memory_order_release);
  }
  return counter;
}

metrics::Durations RequestMetrics::durations(Routes::value_type& route, int status) {
  const auto first_digit = static_cast<std::size_t>(status) / 100;
  const bool is_known = first_digit >= 1 && first_digit <= classes;
  auto& series = route.second.durations[is_known ? first_digit : 0];
  auto durations = series.load(std::memory_order_acquire);
  if (!durations) {
    durations =
        registry_.durations(metrics::http_request_duration,
                            {{"route", route.first},
                             {"status", is_known ? std::to_string(first_digit) + "xx" : other}});
    series.store(durations, std::memory_order_release);
  }
  return durations;
}

metrics::Counter RequestMetrics::refusals(std::string_view error) const {
  const auto known = refusals_.find(error);
  return known != refusals_.end() ? known->second : refusals_.at(other);
}

}  // namespace chancery
