#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::test {

/// One metric of a text exposition.
struct ExposedMetric {
  std::string help;
  std::string type;  ///< counter, gauge or histogram

  struct Series {
    std::string name;  ///< the metric's, or that and `_bucket`, `_count` or `_sum`
    std::map<std::string, std::string> labels;
    double value;
  };
  std::vector<Series> series;
};

/// A text in the Prometheus text format 0.0.4, read as strictly as the format can be meant: each
/// metric has its HELP, its TYPE and then its series, and comes once; names, labels and values are
/// well-formed; no series twice; counters end with `_total` and are not negative; the buckets of a
/// histogram ascend, never fall, end with +Inf and agree with its count.
class Exposition {
 public:
  /// Throws std::runtime_error with the line and what is wrong with it.
  explicit Exposition(std::string_view text);

  [[nodiscard]] const std::map<std::string, ExposedMetric>& metrics() const { return metrics_; }

  /// The value of the series with exactly these labels; throws std::out_of_range without one.
  [[nodiscard]] double value(const std::string& series,
                             const std::map<std::string, std::string>& labels = {}) const;

 private:
  std::map<std::string, ExposedMetric> metrics_;
};

}  // namespace chancery::test
