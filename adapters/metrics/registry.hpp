#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "adapters/metrics/description.hpp"

namespace prometheus {
class Counter;
class Histogram;
}  // namespace prometheus

namespace chancery::metrics {

/// Label names and values. Values are ours, few, and never a request's text.
using Labels = std::map<std::string, std::string>;

/// One series that only grows. A handle: copies count the same. Thread-safe.
class Counter {
 public:
  Counter() = default;
  explicit Counter(prometheus::Counter& counter) : counter_(&counter) {}
  /// `amount` is not negative. Not for a handle that was made without a series.
  void add(double amount = 1) const noexcept;
  explicit operator bool() const { return counter_ != nullptr; }

 private:
  prometheus::Counter* counter_ = nullptr;
};

/// How often something took how long. A handle as Counter is.
class Durations {
 public:
  Durations() = default;
  explicit Durations(prometheus::Histogram& histogram) : histogram_(&histogram) {}
  void observe(std::chrono::microseconds duration) const noexcept;
  explicit operator bool() const { return histogram_ != nullptr; }

 private:
  prometheus::Histogram* histogram_ = nullptr;
};

struct Sample {
  Labels labels{};
  double value = 0;
};

/// A metric whose values are kept elsewhere and read when somebody asks. No samples: it is left
/// out.
struct Reading {
  const Description& what;
  std::function<std::vector<Sample>()> read;
};

/// The series of the process, and their text. Thread-safe. Handles live as long as the registry.
class Registry {
 public:
  Registry();
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  /// The series with these labels, made when it is first asked for: it is 0 from then on. Takes a
  /// lock and memory, so keep the handle where it is used often.
  [[nodiscard]] Counter counter(const Description& what, const Labels& labels = {});
  [[nodiscard]] Durations durations(const Description& what, const Labels& labels = {});

  /// Every series and reading in the Prometheus text format 0.0.4, ordered by name. Throws what a
  /// reading throws.
  [[nodiscard]] std::string exposition(std::span<const Reading> readings = {}) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace chancery::metrics
