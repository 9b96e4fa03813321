#include "adapters/metrics/registry.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>

namespace chancery::metrics {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

/// In seconds: from an answer out of memory to the deadline of a request.
const prometheus::Histogram::BucketBoundaries duration_buckets{
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
    0.05,   0.1,     0.25,   0.5,   1,      2.5,   5,    10};

ClientMetric metric_of(const Sample& sample, Kind kind) {
  ClientMetric metric;
  for (const auto& [name, value] : sample.labels) metric.label.push_back({name, value});
  (kind == Kind::counter ? metric.counter.value : metric.gauge.value) = sample.value;
  return metric;
}

MetricFamily family_of(const Reading& reading) {
  const auto& what = reading.what;
  MetricFamily family{.name = std::string(what.name),
                      .help = std::string(what.help),
                      .type = what.kind == Kind::counter ? MetricType::Counter : MetricType::Gauge,
                      .metric = {}};
  for (const auto& sample : reading.read()) family.metric.push_back(metric_of(sample, what.kind));
  return family;
}

/// The library keeps series in a hash table, which has an order of its own.
void sort_series(MetricFamily& family) {
  std::ranges::sort(family.metric, {}, [](const ClientMetric& metric) { return metric.label; });
}

}  // namespace

void Counter::add(double amount) const noexcept { counter_->Increment(amount); }

void Durations::observe(std::chrono::microseconds duration) const noexcept {
  histogram_->Observe(std::chrono::duration<double>(duration).count());
}

struct Registry::Impl {
  prometheus::Registry series;
};

Registry::Registry() : impl_(std::make_unique<Impl>()) {}
Registry::~Registry() = default;

Counter Registry::counter(const Description& what, const Labels& labels) {
  return Counter(prometheus::BuildCounter()
                     .Name(std::string(what.name))
                     .Help(std::string(what.help))
                     .Register(impl_->series)
                     .Add(labels));
}

Durations Registry::durations(const Description& what, const Labels& labels) {
  return Durations(prometheus::BuildHistogram()
                       .Name(std::string(what.name))
                       .Help(std::string(what.help))
                       .Register(impl_->series)
                       .Add(labels, duration_buckets));
}

std::string Registry::exposition(std::span<const Reading> readings) const {
  auto families = impl_->series.Collect();
  for (const auto& reading : readings) families.push_back(family_of(reading));
  std::erase_if(families, [](const MetricFamily& family) { return family.metric.empty(); });
  std::ranges::sort(families, {}, &MetricFamily::name);
  std::ranges::for_each(families, sort_series);
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace chancery::metrics
