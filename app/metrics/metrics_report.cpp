#include "app/metrics/metrics_report.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>

#include "adapters/metrics/catalogue.hpp"
#include "adapters/system/process_figures.hpp"

namespace chancery {
namespace {

using metrics::Description;
using metrics::Labels;
using metrics::Reading;
using metrics::Sample;
using Readings = std::vector<Reading>;
using Samples = std::vector<Sample>;

Sample sample(Labels labels, double value) { return {std::move(labels), value}; }

template <class Count>
Sample sample(Labels labels, Count value) {
  return {std::move(labels), static_cast<double>(value)};
}

template <class Rep, class Period>
Sample sample(Labels labels, std::chrono::duration<Rep, Period> value) {
  return {std::move(labels), std::chrono::duration<double>(value).count()};
}

/// One series without labels: a member of what the source says, or nothing.
template <class Source, class Member>
Reading single(const Description& what, const Source& source, Member member) {
  return {what, [source, member]() -> Samples {
            const auto value = source().*member;
            if constexpr (requires { value.has_value(); }) {
              if (!value) return {};
              return {sample({}, *value)};
            } else {
              return {sample({}, value)};
            }
          }};
}

void add(Readings& out, Readings more) { std::ranges::move(more, std::back_inserter(out)); }

Readings server_readings(const std::function<http::ServerLoad()>& server) {
  using http::ServerLoad;
  return {{metrics::http_requests_in_flight,
           [server]() -> Samples {
             const auto load = server();
             return {sample({{"lane", "general"}, {"state", "running"}}, load.general.running),
                     sample({{"lane", "general"}, {"state", "waiting"}}, load.general.waiting),
                     sample({{"lane", "hashing"}, {"state", "running"}}, load.hashing.running),
                     sample({{"lane", "hashing"}, {"state", "waiting"}}, load.hashing.waiting)};
           }},
          single(metrics::http_connections, server, &ServerLoad::connections),
          single(metrics::http_connections_accepted, server, &ServerLoad::accepted_total),
          single(metrics::http_connections_turned_away, server, &ServerLoad::turned_away_total)};
}

Readings database_readings(const MetricsSources& sources) {
  using sql::PoolUse;
  const auto state = [vitals = sources.breaker]() -> Samples {
    const auto now = vitals().state;
    Samples samples;
    for (const auto one :
         {breaker::State::closed, breaker::State::half_open, breaker::State::open}) {
      samples.push_back(sample({{"state", std::string(breaker::name(one))}}, now == one ? 1 : 0));
    }
    return samples;
  };
  return {{metrics::database_sessions,
           [pool = sources.pool]() -> Samples {
             const auto use = pool();
             return {sample({{"state", "idle"}}, use.idle), sample({{"state", "lent"}}, use.lent)};
           }},
          single(metrics::database_session_waits, sources.pool, &PoolUse::waits_total),
          single(metrics::database_session_wait_seconds, sources.pool, &PoolUse::waited_total),
          {metrics::database_breaker_state, state},
          single(metrics::database_breaker_opened, sources.breaker, &breaker::Vitals::opened_total),
          single(metrics::database_breaker_rejections, sources.breaker,
                 &breaker::Vitals::rejected_total)};
}

Readings hash_readings(const std::function<crypto::HashPlaces::Load()>& hashes) {
  using Load = crypto::HashPlaces::Load;
  return {{metrics::password_hashes_in_flight,
           [hashes]() -> Samples {
             const auto load = hashes();
             return {sample({{"state", "running"}}, load.running),
                     sample({{"state", "waiting"}}, load.waiting)};
           }},
          single(metrics::password_hashes, hashes, &Load::worked_total),
          single(metrics::password_hash_seconds, hashes, &Load::work_time),
          single(metrics::password_hash_wait_seconds, hashes, &Load::wait_time),
          single(metrics::password_hash_refusals, hashes, &Load::refused_total)};
}

/// One sample for each use whose keys have successors, of what `value` makes of its active key and
/// its next one, if there is one.
template <class Value>
Samples of_keys(const crypto::KeyRing& keys, Value value) {
  Samples samples;
  const auto& at_hand = keys.keys();
  for (const auto use : key_uses | std::views::filter(is_replaced)) {
    const auto* active = at_hand.active(use);
    if (active == nullptr) continue;
    samples.push_back(
        sample({{"use", std::string(name(use))}}, value(active->record, at_hand.next(use))));
  }
  return samples;
}

Readings key_readings(const MetricsSources& sources) {
  const auto age = [&keys = sources.keys, &clock = sources.clock] {
    return of_keys(keys, [&](const KeyRecord& active, const crypto::OpenedKey*) {
      return clock.now() - active.activates_at;
    });
  };
  const auto successor = [&keys = sources.keys, &clock = sources.clock,
                          lifetime = sources.signing_key_lifetime] {
    return of_keys(keys, [&](const KeyRecord& active, const crypto::OpenedKey* next) {
      const auto due = next != nullptr ? next->record.activates_at : active.activates_at + lifetime;
      return due - clock.now();
    });
  };
  return {{metrics::key_age, age}, {metrics::key_successor, successor}};
}

Readings process_readings(const outbound::Clock& clock) {
  using system::ProcessFigures;
  const auto figures = system::process_figures;
  const auto began = clock.now().time_since_epoch();
  const auto began_at = [began] { return Samples{sample({}, began)}; };
  const auto version = [] { return Samples{sample({{"version", CHANCERY_VERSION}}, 1)}; };
  return {{metrics::build_info, version},
          {metrics::process_start_time, began_at},
          single(metrics::process_cpu_seconds, figures, &ProcessFigures::cpu_seconds),
          single(metrics::process_resident_memory, figures, &ProcessFigures::resident_bytes),
          single(metrics::process_virtual_memory, figures, &ProcessFigures::virtual_bytes),
          single(metrics::process_threads, figures, &ProcessFigures::threads),
          single(metrics::process_open_fds, figures, &ProcessFigures::open_descriptors),
          single(metrics::process_max_fds, figures, &ProcessFigures::max_descriptors)};
}

Reading password_reading(const std::function<Housekeeper::Figures()>& housekeeping) {
  return {metrics::password_hashes_stored, [housekeeping] {
            Samples samples;
            for (const auto& [algorithm, accounts] : housekeeping().passwords) {
              samples.push_back(sample({{"algorithm", std::string(name_of(algorithm))}}, accounts));
            }
            return samples;
          }};
}

Readings readings(const MetricsSources& sources) {
  using Housekeeping = Housekeeper::Figures;
  Readings all{
      single(metrics::housekeeping_backlog, sources.housekeeping, &Housekeeping::backlog),
      single(metrics::housekeeping_removed, sources.housekeeping, &Housekeeping::removed_total),
      password_reading(sources.housekeeping)};
  add(all, server_readings(sources.server));
  add(all, database_readings(sources));
  add(all, hash_readings(sources.hashes));
  add(all, key_readings(sources));
  add(all, process_readings(sources.clock));
  return all;
}

}  // namespace

MetricsReport::MetricsReport(const metrics::Registry& registry, const MetricsSources& sources)
    : registry_(registry), readings_(readings(sources)) {}

std::string MetricsReport::exposition() { return registry_.exposition(readings_); }

}  // namespace chancery
