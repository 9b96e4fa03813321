#pragma once

#include <span>

#include "adapters/metrics/description.hpp"

namespace chancery::metrics {

// Every metric there is; docs/metrics.md has a row for each.

inline constexpr Description http_requests{
    "chancery_http_requests_total", Kind::counter, "method,route,status",
    "Answers, by the path as registered; 499 for a request whose connection ended before it ran."};
inline constexpr Description http_request_duration{
    "chancery_http_request_duration_seconds", Kind::histogram, "route,status",
    "From the whole request to the answer handed to the socket, by the status's class."};
inline constexpr Description http_response_bytes{"chancery_http_response_bytes_total",
                                                 Kind::counter, "", "Heads and bodies of answers."};
inline constexpr Description http_refusals{"chancery_http_refusals_total", Kind::counter, "error",
                                           "Refusals, by the error or code that the answer has."};
inline constexpr Description http_requests_in_flight{
    "chancery_http_requests_in_flight", Kind::gauge, "lane,state",
    "Requests that wait for a worker, or that one is at; what is answered at once is never seen."};
inline constexpr Description http_connections{"chancery_http_connections", Kind::gauge, "",
                                              "Open connections."};
inline constexpr Description http_connections_accepted{"chancery_http_connections_accepted_total",
                                                       Kind::counter, "", "Accepted connections."};
inline constexpr Description http_connections_turned_away{
    "chancery_http_connections_turned_away_total", Kind::counter, "",
    "Accepted connections for which there was no room."};

inline constexpr Description tokens_issued{
    "chancery_tokens_issued_total", Kind::counter, "grant",
    "Access tokens issued, with or without a refresh token, replays among them."};
inline constexpr Description refresh_replays{
    "chancery_refresh_replays_total", Kind::counter, "",
    "Refreshes that were asked again and got the same successor again."};
inline constexpr Description refresh_replays_elsewhere{
    "chancery_refresh_replays_elsewhere_total", Kind::counter, "",
    "Refreshes asked again from another address or by another user agent."};
inline constexpr Description logins{"chancery_logins_total", Kind::counter, "outcome",
                                    "Logins that succeeded or failed."};
inline constexpr Description logins_ended{
    "chancery_logins_ended_total", Kind::counter, "reason",
    "Logins ended before their time; reuse is a superseded refresh token used again."};
inline constexpr Description access_tokens_revoked{
    "chancery_access_tokens_revoked_total", Kind::counter, "",
    "Access tokens revoked one by one, not with their logins."};

inline constexpr Description database_sessions{
    "chancery_database_sessions", Kind::gauge, "state",
    "Database sessions in use and idle; on SQLite those that read."};
inline constexpr Description database_session_waits{
    "chancery_database_session_waits_total", Kind::counter, "",
    "How often a request had to wait for a database session."};
inline constexpr Description database_session_wait_seconds{
    "chancery_database_session_wait_seconds_total", Kind::counter, "",
    "How long requests waited for a database session."};
inline constexpr Description database_breaker_state{
    "chancery_database_breaker_state", Kind::gauge, "state",
    "1 for the state that the circuit breaker before the database is in."};
inline constexpr Description database_breaker_opened{
    "chancery_database_breaker_opened_total", Kind::counter, "",
    "How often the circuit breaker before the database opened."};
inline constexpr Description database_breaker_rejections{
    "chancery_database_breaker_rejections_total", Kind::counter, "",
    "Calls that the breaker refused without asking the database."};

inline constexpr Description password_hashes_in_flight{
    "chancery_password_hashes_in_flight", Kind::gauge, "state",
    "Passwords that wait to be hashed or are being hashed."};
inline constexpr Description password_hashes{"chancery_password_hashes_total", Kind::counter, "",
                                             "Passwords hashed."};
inline constexpr Description password_hashes_stored{
    "chancery_password_hashes", Kind::gauge, "algorithm",
    "Accounts by what their password is hashed with, counted about every five minutes."};
inline constexpr Description password_hash_seconds{
    "chancery_password_hash_seconds_total", Kind::counter, "",
    "How long hashing passwords took, waiting not included."};
inline constexpr Description password_hash_wait_seconds{
    "chancery_password_hash_wait_seconds_total", Kind::counter, "",
    "How long passwords waited to be hashed, or to be refused."};
inline constexpr Description password_hash_refusals{
    "chancery_password_hash_refusals_total", Kind::counter, "",
    "Passwords not hashed because too many were waiting."};

inline constexpr Description key_age{
    "chancery_key_age_seconds", Kind::gauge, "use",
    "How long the active key of this use has been signing or tagging."};
inline constexpr Description key_successor{
    "chancery_key_successor_seconds", Kind::gauge, "use",
    "Until the next key of this use takes over; negative when that is overdue."};

inline constexpr Description housekeeping_backlog{
    "chancery_housekeeping_backlog", Kind::gauge, "",
    "Records that wait for housekeeping, counted up to 10000 about once a minute."};
inline constexpr Description housekeeping_removed{
    "chancery_housekeeping_removed_total", Kind::counter, "",
    "Records that housekeeping of this process removed."};

inline constexpr Description build_info{"chancery_build_info", Kind::gauge, "version",
                                        "1, for the version that runs."};

// What Prometheus's own libraries call the figures of a process.

inline constexpr Description process_cpu_seconds{"process_cpu_seconds_total", Kind::counter, "",
                                                 "CPU time of the process, user and system."};
inline constexpr Description process_resident_memory{"process_resident_memory_bytes", Kind::gauge,
                                                     "", "Resident memory."};
inline constexpr Description process_virtual_memory{"process_virtual_memory_bytes", Kind::gauge, "",
                                                    "Virtual memory."};
inline constexpr Description process_threads{"process_threads", Kind::gauge, "", "Threads."};
inline constexpr Description process_open_fds{"process_open_fds", Kind::gauge, "",
                                              "Open file descriptors."};
inline constexpr Description process_max_fds{"process_max_fds", Kind::gauge, "",
                                             "File descriptors that may be open."};
inline constexpr Description process_start_time{"process_start_time_seconds", Kind::gauge, "",
                                                "When serving began, since the Unix epoch."};

/// All of the above, in the order they stand in.
std::span<const Description* const> catalogue();

}  // namespace chancery::metrics
