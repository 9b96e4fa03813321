#include "tests/support/exposition.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <regex>
#include <set>
#include <stdexcept>

namespace chancery::test {
namespace {

using Labels = std::map<std::string, std::string>;
using Series = ExposedMetric::Series;

class Line {
 public:
  explicit Line(std::string_view text) : whole_(text), rest_(text) {}

  [[noreturn]] void refuse(const std::string& why) const {
    throw std::runtime_error(why + ": " + std::string(whole_));
  }
  [[nodiscard]] bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  void need(std::string_view text) {
    if (!take(text)) refuse("there is no '" + std::string(text) + '\'');
  }
  std::string name(const char* pattern) {
    std::cmatch match;
    if (!std::regex_search(rest_.data(), rest_.data() + rest_.size(), match, std::regex(pattern),
                           std::regex_constants::match_continuous)) {
      refuse("a name is missing");
    }
    rest_.remove_prefix(static_cast<std::size_t>(match.length()));
    return match.str();
  }
  std::string quoted() {
    need("\"");
    std::string value;
    while (!rest_.starts_with('"')) {
      if (rest_.empty()) refuse("a label's value does not end");
      if (take("\\\\")) {
        value += '\\';
      } else if (take("\\\"")) {
        value += '"';
      } else if (take("\\n")) {
        value += '\n';
      } else if (rest_.front() == '\\') {
        refuse("an escape that is none");
      } else {
        value += rest_.front();
        rest_.remove_prefix(1);
      }
    }
    need("\"");
    return value;
  }
  double number() {
    if (rest_ == "+Inf") return std::numeric_limits<double>::infinity();
    double value = 0;
    const auto* const end = rest_.data() + rest_.size();
    const auto [stop, error] = std::from_chars(rest_.data(), end, value);
    if (error != std::errc() || stop != end || !std::isfinite(value)) refuse("no number");
    return value;
  }
  [[nodiscard]] std::string rest() const { return std::string(rest_); }

 private:
  std::string_view whole_;
  std::string_view rest_;
};

constexpr const char* metric_name = "[a-zA-Z_][a-zA-Z0-9_]*";

Series read_series(Line& line) {
  Series series{line.name(metric_name), {}, 0};
  if (line.take("{")) {
    do {
      const auto label = line.name(metric_name);
      line.need("=");
      if (!series.labels.emplace(label, line.quoted()).second) line.refuse("a label twice");
    } while (line.take(","));
    line.need("}");
  }
  line.need(" ");
  series.value = line.number();
  return series;
}

bool belongs(const std::string& series, const std::string& metric, const std::string& type) {
  if (type != "histogram") return series == metric;
  return series == metric + "_bucket" || series == metric + "_sum" || series == metric + "_count";
}

/// The buckets, sums and counts of one set of labels belong together.
struct Histogram {
  std::vector<std::pair<double, double>> buckets;
  double count = -1;
  bool has_sum = false;
};

void check_histogram(const std::string& name, const ExposedMetric& metric) {
  std::map<Labels, Histogram> histograms;
  for (const auto& [series, labels, value] : metric.series) {
    auto of = labels;
    of.erase("le");
    auto& histogram = histograms[of];
    if (series.ends_with("_count")) histogram.count = value;
    if (series.ends_with("_sum")) histogram.has_sum = true;
    if (series.ends_with("_bucket")) {
      histogram.buckets.emplace_back(Line(labels.at("le")).number(), value);
    }
  }
  for (const auto& [labels, histogram] : histograms) {
    std::pair<double, double> last{-1, 0};
    for (const auto& bucket : histogram.buckets) {
      if (bucket.first <= last.first || bucket.second < last.second) {
        throw std::runtime_error(name + ": buckets out of order");
      }
      last = bucket;
    }
    if (!std::isinf(last.first) || last.second != histogram.count || !histogram.has_sum) {
      throw std::runtime_error(name + ": buckets, count and sum do not agree");
    }
  }
}

void check(const std::string& name, const ExposedMetric& metric) {
  if (metric.series.empty()) throw std::runtime_error(name + ": no series");
  if ((metric.type == "counter") != name.ends_with("_total")) {
    throw std::runtime_error(name + ": counters, and nothing else, end with _total");
  }
  std::set<std::pair<std::string, Labels>> seen;
  for (const auto& [series, labels, value] : metric.series) {
    if (!seen.emplace(series, labels).second) throw std::runtime_error(name + ": a series twice");
    if (metric.type != "gauge" && value < 0) throw std::runtime_error(name + ": less than nothing");
  }
  if (metric.type == "histogram") check_histogram(name, metric);
}

}  // namespace

Exposition::Exposition(std::string_view text) {
  if (!text.ends_with('\n')) throw std::runtime_error("the last line does not end");
  std::string current;
  ExposedMetric* metric = nullptr;
  while (!text.empty()) {
    Line line(text.substr(0, text.find('\n')));
    text.remove_prefix(text.find('\n') + 1);
    if (line.take("# HELP ")) {
      current = line.name(metric_name);
      line.need(" ");
      const auto [place, is_new] = metrics_.try_emplace(current);
      if (!is_new) line.refuse("a metric twice");
      metric = &place->second;
      metric->help = line.rest();
    } else if (line.take("# TYPE ")) {
      line.need(current + ' ');
      if (metric == nullptr || !metric->type.empty()) line.refuse("a type without help");
      metric->type = line.name("counter$|gauge$|histogram$");
    } else {
      auto series = read_series(line);
      if (metric == nullptr || !belongs(series.name, current, metric->type)) {
        line.refuse("a series that is not where it belongs");
      }
      metric->series.push_back(std::move(series));
    }
  }
  for (const auto& [name, one] : metrics_) check(name, one);
}

double Exposition::value(const std::string& series, const Labels& labels) const {
  for (const auto& [name, metric] : metrics_) {
    for (const auto& one : metric.series) {
      if (one.name == series && one.labels == labels) return one.value;
    }
  }
  throw std::out_of_range(series);
}

}  // namespace chancery::test
