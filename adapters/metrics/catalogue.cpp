#include "adapters/metrics/catalogue.hpp"

#include <array>

namespace chancery::metrics {
namespace {

constexpr std::array all{&http_requests,
                         &http_request_duration,
                         &http_response_bytes,
                         &http_refusals,
                         &http_requests_in_flight,
                         &http_connections,
                         &http_connections_accepted,
                         &http_connections_turned_away,
                         &tokens_issued,
                         &refresh_replays,
                         &refresh_replays_elsewhere,
                         &logins,
                         &logins_ended,
                         &access_tokens_revoked,
                         &database_sessions,
                         &database_session_waits,
                         &database_session_wait_seconds,
                         &database_breaker_state,
                         &database_breaker_opened,
                         &database_breaker_rejections,
                         &password_hashes_in_flight,
                         &password_hashes,
                         &password_hashes_stored,
                         &password_hash_seconds,
                         &password_hash_wait_seconds,
                         &password_hash_refusals,
                         &key_age,
                         &key_successor,
                         &housekeeping_backlog,
                         &housekeeping_removed,
                         &build_info,
                         &process_cpu_seconds,
                         &process_resident_memory,
                         &process_virtual_memory,
                         &process_threads,
                         &process_open_fds,
                         &process_max_fds,
                         &process_start_time};

}  // namespace

std::span<const Description* const> catalogue() { return all; }

}  // namespace chancery::metrics
