// The text that the registry makes, and the reader that the other tests read it with.

#include "adapters/metrics/registry.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "adapters/metrics/catalogue.hpp"
#include "tests/support/exposition.hpp"

namespace chancery::metrics {
namespace {

using namespace std::chrono_literals;
using test::Exposition;

constexpr Description apples{"apples_total", Kind::counter, "colour", "Apples, by colour."};
constexpr Description weight{"weight_grams", Kind::gauge, "", "What they weigh."};
constexpr Description picking{"picking_seconds", Kind::histogram, "", "How long it took."};

TEST(Registry, WritesWhatWasCounted) {
  Registry registry;
  registry.counter(apples, {{"colour", "red"}}).add();
  registry.counter(apples, {{"colour", "red"}}).add(2);
  (void)registry.counter(apples, {{"colour", "green"}});
  const Reading scale{weight, [] { return std::vector<Sample>{{{}, 1234.5}}; }};
  EXPECT_EQ(registry.exposition({&scale, 1}),
            "# HELP apples_total Apples, by colour.\n"
            "# TYPE apples_total counter\n"
            "apples_total{colour=\"green\"} 0\n"
            "apples_total{colour=\"red\"} 3\n"
            "# HELP weight_grams What they weigh.\n"
            "# TYPE weight_grams gauge\n"
            "weight_grams 1234.5\n");
}

TEST(Registry, WritesDurationsAsSecondsInBuckets) {
  Registry registry;
  const auto durations = registry.durations(picking);
  for (const auto duration : {100us, 101us, 3'000'000us, 60'000'000us}) durations.observe(duration);
  const Exposition text(registry.exposition());
  EXPECT_EQ(text.value("picking_seconds_bucket", {{"le", "0.0001"}}), 1);
  EXPECT_EQ(text.value("picking_seconds_bucket", {{"le", "0.00025"}}), 2);
  EXPECT_EQ(text.value("picking_seconds_bucket", {{"le", "5"}}), 3);
  EXPECT_EQ(text.value("picking_seconds_bucket", {{"le", "+Inf"}}), 4);
  EXPECT_DOUBLE_EQ(text.value("picking_seconds_sum"), 63.000201);
}

TEST(Registry, LeavesOutWhatHasNoSample) {
  const Registry registry;
  const Reading nothing{weight, [] { return std::vector<Sample>{}; }};
  EXPECT_EQ(registry.exposition({&nothing, 1}), "");
}

TEST(Registry, EscapesLabelValues) {
  Registry registry;
  registry.counter(apples, {{"colour", "a\"b\\c\nd"}}).add();
  const Exposition text(registry.exposition());
  EXPECT_EQ(text.value("apples_total", {{"colour", "a\"b\\c\nd"}}), 1);
}

TEST(Registry, LosesNoCountOfAnyThreadWhileItIsRead) {
  Registry registry;
  {
    std::vector<std::jthread> pickers;
    for (int i = 0; i < 8; ++i) {
      pickers.emplace_back([&] {
        const auto counter = registry.counter(apples, {{"colour", "red"}});
        const auto durations = registry.durations(picking);
        for (int k = 0; k < 1000; ++k) {
          counter.add();
          durations.observe(1ms);
        }
      });
    }
    for (int i = 0; i < 20; ++i) (void)registry.exposition();
  }
  const Exposition text(registry.exposition());
  EXPECT_EQ(text.value("apples_total", {{"colour", "red"}}), 8000);
  EXPECT_EQ(text.value("picking_seconds_count"), 8000);
}

TEST(Catalogue, FollowsPrometheusNaming) {
  for (const auto* metric : catalogue()) {
    SCOPED_TRACE(metric->name);
    EXPECT_EQ(metric->kind == Kind::counter, metric->name.ends_with("_total"));
    EXPECT_TRUE(metric->name.starts_with("chancery_") || metric->name.starts_with("process_"));
    EXPECT_TRUE(metric->help.ends_with('.'));
    for (const auto* unit : {"milli", "micro", "_ms", "_kib", "_minutes", "_percent"}) {
      EXPECT_EQ(metric->name.find(unit), std::string_view::npos) << "base units only";
    }
  }
}

struct BadText {
  const char* what;
  const char* text;
};

class ExpositionReader : public testing::TestWithParam<BadText> {};

TEST_P(ExpositionReader, RefusesWhatIsNotTheFormat) {
  EXPECT_THROW(Exposition(GetParam().text), std::runtime_error) << GetParam().what;
}

#define HEAD "# HELP a_total h\n# TYPE a_total counter\n"
#define HISTOGRAM "# HELP a h\n# TYPE a histogram\n"

INSTANTIATE_TEST_SUITE_P(
    Table, ExpositionReader,
    testing::Values(
        BadText{"no end", HEAD "a_total 1"},
        BadText{"no help", "# TYPE a_total counter\na_total 1\n"},
        BadText{"no type", "# HELP a_total h\na_total 1\n"}, BadText{"no head", "a_total 1\n"},
        BadText{"unknown type", "# HELP a_total h\n# TYPE a_total meter\na_total 1\n"},
        BadText{"no series", HEAD}, BadText{"another's series", HEAD "b_total 1\n"},
        BadText{"twice", HEAD "a_total 1\n" HEAD "a_total 1\n"},
        BadText{"series twice", HEAD "a_total{x=\"1\"} 1\na_total{x=\"1\"} 2\n"},
        BadText{"label twice", HEAD "a_total{x=\"1\",x=\"2\"} 1\n"},
        BadText{"open label", HEAD "a_total{x=\"1} 1\n"},
        BadText{"bad escape", HEAD "a_total{x=\"\\t\"} 1\n"},
        BadText{"bad label name", HEAD "a_total{1x=\"1\"} 1\n"},
        BadText{"no value", HEAD "a_total \n"}, BadText{"no number", HEAD "a_total one\n"},
        BadText{"negative counter", HEAD "a_total -1\n"},
        BadText{"counter's name", "# HELP a h\n# TYPE a counter\na 1\n"},
        BadText{"empty line", HEAD "\na_total 1\n"},
        BadText{"no infinity", HISTOGRAM "a_count 1\na_sum 1\na_bucket{le=\"1\"} 1\n"},
        BadText{"falling",
                HISTOGRAM "a_count 1\na_sum 1\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\n"},
        BadText{"unordered", HISTOGRAM "a_count 2\na_sum 1\na_bucket{le=\"2\"} "
                                       "1\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 2\n"},
        BadText{"miscounted", HISTOGRAM "a_count 3\na_sum 1\na_bucket{le=\"+Inf\"} 2\n"},
        BadText{"without sum", HISTOGRAM "a_count 2\na_bucket{le=\"+Inf\"} 2\n"}));

}  // namespace
}  // namespace chancery::metrics
