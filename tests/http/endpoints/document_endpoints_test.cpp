// Metadata, JWKS and health.

#include <gtest/gtest.h>

#include "adapters/http/endpoints/cacheable.hpp"
#include "adapters/http/endpoints/health.hpp"
#include "adapters/http/endpoints/jwks.hpp"
#include "adapters/http/endpoints/metadata.hpp"
#include "adapters/http/routes.hpp"
#include "domain/codec/json.hpp"
#include "tests/http/endpoints/mocks.hpp"

namespace chancery::http::test {
namespace {

using namespace std::chrono_literals;

struct FixedKeys final : inbound::PublishKeys {
  [[nodiscard]] std::shared_ptr<const KeySet> key_set() const override {
    return std::make_shared<KeySet>(KeySet{R"({"keys":[]})", "\"e1\""});
  }
};

struct FixedHealth final : inbound::CheckHealth {
  explicit FixedHealth(inbound::Health h) : health(h) {}
  inbound::Health check() noexcept override { return health; }
  inbound::Health health;
};

Request get() { return {.method = "GET", .path = "/"}; }

TEST(MetadataEndpoint, NamesTheIssuerItsEndpointsAndWhatWorks) {
  const MetadataEndpoint metadata(Issuer("https://id.example"), 300s);
  const auto reply = metadata(get());
  EXPECT_EQ(reply.cache_control, "public, max-age=300");
  const auto document = codec::read_json(reply.body);
  ASSERT_TRUE(document);
  EXPECT_EQ(*document->find("issuer"), codec::Json("https://id.example"));
  EXPECT_EQ(*document->find("jwks_uri"), codec::Json("https://id.example/.well-known/jwks.json"));
  EXPECT_EQ(*document->find("token_endpoint"), codec::Json("https://id.example/oauth2/token"));
  EXPECT_EQ(document->find("grant_types_supported")->as_array()->size(), 4U);
  EXPECT_EQ(*document->find("authorization_endpoint"),
            codec::Json("https://id.example/oauth2/authorize"));
  EXPECT_EQ(document->find("pushed_authorization_request_endpoint"), nullptr)
      << "not built: not advertised";
}

TEST(JwksEndpoint, IsCacheableByItsEntityTag) {
  FixedKeys keys;
  const JwksEndpoint jwks(keys, 300s);
  const auto full = jwks(get());
  EXPECT_EQ(full.status, 200);
  EXPECT_EQ(full.body, R"({"keys":[]})");
  EXPECT_EQ(header(full, "ETag"), "\"e1\"");
  auto conditional = get();
  conditional.headers.add("If-None-Match", "\"e1\"");
  const auto unchanged = jwks(conditional);
  EXPECT_EQ(unchanged.status, 304);
  EXPECT_EQ(unchanged.body, "");
  EXPECT_EQ(header(unchanged, "ETag"), "\"e1\"");
}

TEST(CacheableDocument, ReadsIfNoneMatchAsAList) {
  const struct {
    const char* header;
    bool named;
  } cases[] = {{"\"a\"", true}, {"\"b\", \"a\"", true}, {"W/\"a\"", true},
               {"*", true},     {"\"b\"", false},       {"", false},
               {"a", false},    {",,", false}};
  for (const auto& c : cases) EXPECT_EQ(names_etag(c.header, "\"a\""), c.named) << c.header;
}

TEST(HealthEndpoints, ReadinessIsTheStatusAndTheDatabaseOnlyShows) {
  const struct {
    inbound::Health health;
    int status;
    const char* body;
  } cases[] = {
      {{.ready = true, .database = true},
       200,
       R"({"status":"ready","database":"up","breaker":"closed"})"},
      {{.ready = true, .database = false},
       200,
       R"({"status":"ready","database":"down","breaker":"closed"})"},
      {{.ready = false, .database = true},
       503,
       R"({"status":"starting","database":"up","breaker":"closed"})"},
      {{.draining = true, .database = true},
       503,
       R"({"status":"draining","database":"up","breaker":"closed"})"},
      {{.ready = true, .breaker = inbound::DatabaseBreaker::open},
       200,
       R"({"status":"ready","database":"down","breaker":"open"})"},
      {{.ready = true, .breaker = inbound::DatabaseBreaker::half_open},
       200,
       R"({"status":"ready","database":"down","breaker":"half_open"})"},
  };
  for (const auto& c : cases) {
    FixedHealth health(c.health);
    const auto reply = ReadyEndpoint(health)(get());
    EXPECT_EQ(reply.status, c.status);
    EXPECT_EQ(reply.body, c.body);
  }
  EXPECT_EQ(live(get()).status, 200);
}

struct FixedMetrics final : inbound::ReadMetrics {
  std::string exposition() override { return "# HELP a b\n"; }
};

TEST(MetricsEndpoint, GivesTheTextToProgramsAndToNoPage) {
  FixedMetrics metrics;
  const auto route = metrics_routes(metrics).front();
  EXPECT_EQ(route.path, "/metrics");
  EXPECT_EQ(route.cors, Cors::none);
  const auto reply = route.methods.front().second(get());
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "# HELP a b\n");
  EXPECT_EQ(reply.content_type, "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(reply.cache_control, "no-store");
}

}  // namespace
}  // namespace chancery::http::test
