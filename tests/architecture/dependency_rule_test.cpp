// The dependency rule, checked on every #include: domain <- ports <- app/usecases, adapters <- app.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "tests/architecture/source_tree.hpp"

namespace chancery::architecture {
namespace {

using Prefixes = std::vector<std::string>;

/// What a folder may look at.
struct Rule {
  Prefixes project;
  /// Libraries, by how their headers' paths begin. The standard library is everybody's.
  Prefixes libraries{};
  /// Whether it may call the operating system: `<unistd.h>`, `<sys/…>`.
  bool operating_system = false;
};

const Prefixes known_libraries{"Poco/",   "boost/",     "openssl/",   "sodium",
                               "cxxopts", "sqlite3.h",  "libpq-fe.h", "prometheus/",
                               "curl/",   "utf8proc.h", "cbor.h",     "qrencode.h"};

const std::map<std::string, Rule> rules{
    {"domain", {.project = {"domain/"}, .libraries = {"utf8proc.h"}}},
    {"ports", {.project = {"domain/", "ports/"}}},
    {"ports/inbound", {.project = {"domain/", "ports/inbound/", "ports/unavailable.hpp"}}},
    {"ports/outbound", {.project = {"domain/", "ports/outbound/", "ports/unavailable.hpp"}}},
    {"app/usecases", {.project = {"domain/", "ports/", "app/usecases/"}}},
    {"adapters/http",
     {.project = {"domain/", "ports/inbound/", "ports/unavailable.hpp", "adapters/http/",
                  "adapters/templates/"},
      .libraries = {"Poco/", "boost/", "openssl/", "qrencode.h"},
      .operating_system = true}},
    {"adapters/sql",
     {.project = {"domain/", "ports/outbound/", "ports/unavailable.hpp", "adapters/sql/"},
      .libraries = {"Poco/", "sqlite3.h", "libpq-fe.h"},
      .operating_system = true}},
    {"adapters/blocklist",
     {.project = {"domain/", "ports/outbound/", "ports/unavailable.hpp", "adapters/blocklist/"},
      .libraries = {"openssl/"},
      .operating_system = true}},
    {"adapters/breaker",
     {.project = {"domain/", "ports/outbound/", "ports/unavailable.hpp", "adapters/breaker/"}}},
    {"adapters/crypto",
     {.project = {"domain/", "ports/outbound/", "ports/unavailable.hpp", "adapters/crypto/"},
      .libraries = {"openssl/", "sodium"},
      .operating_system = true}},
    {"adapters/mail",
     {.project = {"domain/", "ports/outbound/", "ports/unavailable.hpp", "adapters/mail/",
                  "adapters/templates/"},
      .libraries = {"curl/"},
      .operating_system = true}},
    {"adapters/memory",
     {.project = {"domain/", "ports/outbound/", "ports/unavailable.hpp", "adapters/memory/"}}},
    {"adapters/metrics",
     {.project = {"domain/", "ports/outbound/", "ports/unavailable.hpp", "adapters/metrics/"},
      .libraries = {"prometheus/"}}},
    {"adapters/system",
     {.project = {"domain/", "ports/outbound/", "ports/unavailable.hpp", "adapters/system/"},
      .operating_system = true}},
    {"adapters/templates", {.project = {"domain/", "adapters/templates/"}}},
    {"adapters/web",
     {.project = {"domain/", "ports/outbound/", "ports/unavailable.hpp", "adapters/web/"},
      .libraries = {"Poco/", "curl/"}}},
    {"adapters/webauthn",
     {.project = {"domain/", "ports/outbound/", "ports/unavailable.hpp", "adapters/webauthn/"},
      .libraries = {"cbor.h"}}},
    {"app",
     {.project = {"domain/", "ports/", "adapters/", "app/"},
      .libraries = {"cxxopts"},
      .operating_system = true}},
};

/// The standard headers the domain needs: values and algorithms, no I/O, threads or randomness.
const std::set<std::string> pure_headers{"algorithm",
                                         "array",
                                         "bit",
                                         "charconv",
                                         "cmath",
                                         "chrono",
                                         "compare",
                                         "concepts",
                                         "cstddef",
                                         "cstdint",
                                         "expected",
                                         "functional",
                                         "initializer_list",
                                         "iterator",
                                         "limits",
                                         "map",
                                         "memory",
                                         "numeric",
                                         "optional",
                                         "ranges",
                                         "set",
                                         "span",
                                         "string",
                                         "string_view",
                                         "system_error",
                                         "tuple",
                                         "type_traits",
                                         "unordered_map",
                                         "utility",
                                         "variant",
                                         "vector"};

bool begins_with_any(const std::string& path, const Prefixes& prefixes) {
  return std::ranges::any_of(prefixes, [&](const auto& p) { return path.starts_with(p); });
}

bool is_library(const Include& include) {
  return include.angled && begins_with_any(include.path, known_libraries);
}

bool is_standard(const Include& include) {
  return include.angled && include.path.find_first_of("/.") == std::string::npos;
}

/// What is wrong with an #include in a folder of that rule; nothing if it is fine.
std::optional<std::string> objection(const std::string& layer, const Rule& rule,
                                     const Include& include) {
  if (!include.angled) {
    if (begins_with_any(include.path, rule.project)) return std::nullopt;
    return layer + " may include of the project: " + testing::PrintToString(rule.project);
  }
  if (is_library(include)) {
    if (begins_with_any(include.path, rule.libraries)) return std::nullopt;
    return layer + " may include of libraries: " + testing::PrintToString(rule.libraries);
  }
  if (!is_standard(include)) {
    if (rule.operating_system) return std::nullopt;
    return layer + " may include the C++ standard library and nothing of the system";
  }
  if (layer != "domain" || pure_headers.contains(include.path)) return std::nullopt;
  return std::string(
      "the domain is values and decisions: no I/O, no clock, no threads, no randomness");
}

TEST(DependencyRule, EveryFolderHasARule) {
  std::set<std::string> layers;
  for (const auto& file : product_sources()) layers.insert(file.layer);
  for (const auto& layer : layers) {
    EXPECT_TRUE(rules.contains(layer))
        << layer
        << "/ is new: say in this test what it may include, and in CONTRIBUTING.md what it is";
  }
  for (const auto& [layer, rule] : rules) {
    EXPECT_TRUE(std::filesystem::is_directory(project_root() / layer))
        << layer << "/ is gone: take its rule away";
  }
}

TEST(DependencyRule, EveryIncludePointsInward) {
  for (const auto& file : product_sources()) {
    const auto rule = rules.find(file.layer);
    if (rule == rules.end()) continue;  // the test above says so
    for (const auto& include : file.includes) {
      const auto wrong = objection(file.layer, rule->second, include);
      EXPECT_FALSE(wrong.has_value()) << file.path << " may not include " << include.path << "\n"
                                      << *wrong << "\n"
                                      << "domain <- ports <- app/usecases, adapters <- app";
    }
  }
}

TEST(DependencyRule, EveryProjectIncludeNamesAFile) {
  for (const auto& file : product_sources()) {
    for (const auto& include : file.includes) {
      if (include.angled) continue;
      EXPECT_NE(find_source(include.path), nullptr)
          << file.path << " includes \"" << include.path << "\": write the path from the root";
    }
  }
}

/// The headers that a header includes, itself among them, in any number of steps.
void collect_headers(const std::string& path, std::set<std::string>& seen) {
  const auto* file = find_source(path);
  if (!file || !seen.insert(path).second) return;
  for (const auto& include : file->includes) {
    if (!include.angled) collect_headers(include.path, seen);
  }
}

TEST(DependencyRule, NoHeaderBringsALibraryIntoAnotherFolder) {
  std::map<std::string, std::string> reached_from;
  for (const auto& file : product_sources()) {
    for (const auto& include : file.includes) {
      const auto* header = include.angled ? nullptr : find_source(include.path);
      if (!header || header->layer == file.layer) continue;
      std::set<std::string> headers;
      collect_headers(include.path, headers);
      for (const auto& path : headers) reached_from.try_emplace(path, file.path);
    }
  }
  for (const auto& [path, includer] : reached_from) {
    const auto& includes = find_source(path)->includes;
    const auto library = std::ranges::find_if(includes, is_library);
    EXPECT_EQ(library, includes.end())
        << path << " brings " << library->path << " into " << includer << "\n"
        << "hide the library behind a forward declaration or a pimpl";
  }
}

TEST(DependencyRule, BoostIsReadInOneSourceFileOnly) {
  std::set<std::string> readers;
  for (const auto& file : product_sources()) {
    for (const auto& include : file.includes) {
      if (include.path.starts_with("boost/")) readers.insert(file.path);
    }
  }
  EXPECT_LE(readers.size(), 1U) << testing::PrintToString(readers)
                                << "\nBeast's parser stays behind one small face in adapters/http";
  for (const auto& path : readers) {
    EXPECT_TRUE(path.ends_with(".cpp")) << path << " is a header: Boost stays out of headers";
  }
}

}  // namespace
}  // namespace chancery::architecture
