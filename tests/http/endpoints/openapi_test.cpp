// The OpenAPI document, and the page made of it.

#include <gtest/gtest.h>
#include <openssl/sha.h>

#include <set>

#include "adapters/http/docs/api_description.hpp"
#include "adapters/http/docs/texts.hpp"
#include "adapters/http/endpoints/openapi.hpp"
#include "adapters/http/routes.hpp"
#include "tests/http/endpoints/api_mocks.hpp"
#include "tests/http/endpoints/factor_mocks.hpp"
#include "tests/http/endpoints/page_mocks.hpp"

namespace chancery::http::test {
namespace {

using namespace std::chrono_literals;

const Issuer issuer("https://id.example");

struct NoKeys final : inbound::PublishKeys {
  [[nodiscard]] std::shared_ptr<const KeySet> key_set() const override { return nullptr; }
};
struct NoHealth final : inbound::CheckHealth {
  inbound::Health check() noexcept override { return {}; }
};

struct NoMetrics final : inbound::ReadMetrics {
  std::string exposition() override { return {}; }
};

/// `GET /path`
using Operations = std::set<std::string>;

/// Where apps send browsers. The pages on the way from there are between the browser and us.
void add_pages_of_apps(std::vector<Route>& all) {
  MockAuthorize authorize;
  MockSignIn sign_in;
  MockSecondStep second_step;
  MockConsent consent;
  MockLogOut log_out;
  PlainForms forms;
  MockAccountMail mails;
  MockTickets tickets;
  MockRegistration registration;
  MockOwnAccount account;
  MockProveAgain prove;
  MockEnrolment enrolment;
  MockFactors factors;
  auto pages = page_routes({authorize, sign_in, second_step, consent, log_out, forms, mails,
                            tickets, registration, account, prove, enrolment, factors},
                           pages::Pages::make(issuer).value(), {.issuer = issuer});
  std::erase_if(pages, [](const Route& route) { return !route.path.starts_with("/oauth2/"); });
  EXPECT_EQ(pages.size(), 2U);
  std::ranges::move(pages, std::back_inserter(all));
}

Operations routed() {
  MockClients clients;
  MockTokens tokens;
  MockRevocation revocation;
  MockIntrospection introspection;
  MockUserinfo userinfo;
  NoKeys keys;
  NoHealth health;
  MockBearer bearer;
  MockRegistration registration;
  MockAccount account;
  MockUsers users;
  MockList list;
  MockOnce once;
  MockSessions sessions;
  MockManagedClients managed;
  MockClientList client_list;
  MockConsents consents;
  MockAccountMail mails;
  MockTickets tickets;
  MockInvitations invitations;
  MockOffers offers;
  MockProveAgain prove;
  MockEnrolment enrolment;
  MockFactors factors;
  MockChallenge challenge;
  const InboundPorts ports{clients,     tokens,   revocation, introspection, userinfo,
                           keys,        health,   bearer,     registration,  account,
                           users,       list,     once,       sessions,      managed,
                           client_list, consents, mails,      tickets,       invitations,
                           offers,      prove,    enrolment,  factors,       challenge};
  Operations found;
  NoMetrics metrics;
  auto all = routes(ports, {.issuer = issuer, .jwks_max_age = 300s});
  all.push_back(metrics_routes(metrics).front());
  add_pages_of_apps(all);
  for (const auto& route : all) {
    for (const auto& [method, endpoint] : route.methods) found.insert(method + ' ' + route.path);
  }
  return found;
}

Operations documented() {
  Operations found;
  const docs::ApiDescription api(openapi_json());
  for (const auto& tag : api.tags()) {
    for (const auto& operation : tag.operations) {
      found.insert(operation.method + ' ' + operation.path);
    }
  }
  return found;
}

TEST(OpenapiDocument, HasEveryRouteAndNoOther) {
  const auto routes = routed();
  const auto operations = documented();
  for (const auto& route : routes) {
    EXPECT_TRUE(operations.contains(route)) << route << " is not in openapi/chancery.yaml";
  }
  for (const auto& operation : operations) {
    EXPECT_TRUE(routes.contains(operation)) << operation << " is documented, but not served";
  }
}

TEST(OpenapiDocument, NamesEachOperationOnce) {
  std::set<std::string> ids;
  const docs::ApiDescription api(openapi_json());
  for (const auto& tag : api.tags()) {
    EXPECT_FALSE(tag.operations.empty()) << tag.name;
    for (const auto& operation : tag.operations) {
      EXPECT_TRUE(ids.insert(operation.id).second) << operation.id;
    }
  }
}

TEST(OpenapiEndpoints, GiveTheDocumentWithItsTypeAndEntityTag) {
  const struct {
    FixedDocument endpoint;
    std::string_view text;
    const char* type;
  } cases[] = {{openapi_json_endpoint(300s), openapi_json(), "application/json"},
               {openapi_yaml_endpoint(300s), openapi_yaml(), "application/yaml"}};
  for (const auto& c : cases) {
    Request request{.method = "GET", .path = "/"};
    const auto reply = c.endpoint(request);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.content_type, c.type);
    EXPECT_EQ(reply.body, c.text);
    EXPECT_EQ(reply.cache_control, "public, max-age=300");
    request.headers.add("If-None-Match", header(reply, "ETag"));
    const auto again = c.endpoint(request);
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body + again.content_type, "");
  }
}

Reply docs_reply() { return docs_endpoint(issuer, 300s)({.method = "GET", .path = "/docs"}); }

TEST(DocsPage, IsSmallAndNeedsNeitherScriptsNorOtherServers) {
  const auto page = docs_reply();
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_LT(page.body.size(), 320U * 1024);
  for (const auto* banned :
       {"<script", " src=", "@import", "url(", "<link", " style=", " onclick"}) {
    EXPECT_EQ(page.body.find(banned), std::string::npos) << banned;
  }
}

TEST(DocsPage, ItsPolicyNamesItsStyleAndNothingElse) {
  const auto page = docs_reply();
  const auto start = page.body.find("<style>") + std::string_view("<style>").size();
  const auto style = page.body.substr(start, page.body.find("</style>") - start);
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(style.data()), style.size(), digest);
  const auto source =
      "'sha256-" + codec::base64({reinterpret_cast<const char*>(digest), sizeof digest}) + "'";
  const auto policy = header(page, "Content-Security-Policy");
  EXPECT_TRUE(policy.starts_with("default-src 'none'; style-src " + source + ';')) << policy;
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
}

TEST(DocsPage, HasEveryOperationUnderItsName) {
  const auto page = docs_reply().body;
  const docs::ApiDescription api(openapi_json());
  for (const auto& tag : api.tags()) {
    EXPECT_NE(page.find("<h2 id=\"tag-" + tag.name + "\">"), std::string::npos) << tag.name;
    for (const auto& operation : tag.operations) {
      EXPECT_NE(page.find("<article id=\"" + operation.id + "\">"), std::string::npos)
          << operation.id;
    }
  }
}

/// The values of all attributes `NAME="…"`.
std::multiset<std::string> attributes(const std::string& page, const std::string& name) {
  std::multiset<std::string> values;
  const auto opening = ' ' + name + "=\"";
  for (auto at = page.find(opening); at != std::string::npos; at = page.find(opening, at)) {
    at += opening.size();
    values.insert(page.substr(at, page.find('"', at) - at));
  }
  return values;
}

TEST(DocsPage, EveryLinkLeadsSomewhere) {
  const auto page = docs_reply().body;
  const auto ids = attributes(page, "id");
  for (const auto& id : ids) EXPECT_EQ(ids.count(id), 1U) << id;
  for (const auto& link : attributes(page, "href")) {
    if (!link.starts_with('#')) {
      EXPECT_TRUE(link == "openapi.json" || link == "openapi.yaml") << link;
    } else {
      EXPECT_TRUE(ids.contains(link.substr(1))) << link;
    }
  }
}

TEST(DocsPage, ItsCommandsAskThisServer) {
  const auto page = docs_reply().body;
  EXPECT_NE(page.find("curl https://id.example/.well-known/jwks.json</code>"), std::string::npos);
  EXPECT_EQ(page.find("{id}</code></pre>"), std::string::npos);
}

}  // namespace
}  // namespace chancery::http::test
