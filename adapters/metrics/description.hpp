#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

namespace chancery::metrics {

enum class Kind : std::uint8_t { counter, gauge, histogram };

/// As the text format spells it.
constexpr std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::counter: return "counter";
    case Kind::gauge: return "gauge";
    case Kind::histogram: return "histogram";
  }
  std::unreachable();
}

/// What a metric is called and means. Names follow Prometheus: base units, counters end with
/// `_total`.
struct Description {
  std::string_view name;
  Kind kind;
  /// The names of its labels, in the order of the alphabet, commas between; empty without any.
  std::string_view labels;
  std::string_view help;
};

}  // namespace chancery::metrics
