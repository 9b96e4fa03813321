// An authorization request against the table of its checks: each fault's answer, and their order.

#include "domain/authorization_request.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

const Issuer issuer{"https://id.example"};
const std::string challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

Client shop() {
  return {.id = ClientId("shop"),
          .grants = {GrantType::authorization_code},
          .scopes = {"openid", "email", "orders"},
          .audiences = {"https://api.example"},
          .redirect_uris = {"https://shop.example/cb"}};
}

/// A request that is fine but for what is given: an empty value takes the parameter away.
Parameters request(const Parameters& changes = {}) {
  Parameters parameters{{"client_id", "shop"},
                        {"redirect_uri", "https://shop.example/cb"},
                        {"response_type", "code"},
                        {"scope", "openid"},
                        {"state", "s"},
                        {"code_challenge", challenge},
                        {"code_challenge_method", "S256"}};
  for (const auto& [name, value] : changes) {
    std::erase_if(parameters, [&](const auto& p) { return p.first == name; });
    if (!value.empty()) parameters.emplace_back(name, value);
  }
  return parameters;
}

Parameters twice(std::string_view name, std::string value) {
  auto parameters = request();
  parameters.emplace_back(name, std::move(value));
  return parameters;
}

std::optional<AuthorizationFault> page(const Parameters& parameters, const Client& client) {
  const auto read = read_authorization_request(parameters, &client, issuer);
  if (read) return std::nullopt;
  const auto* fault = std::get_if<AuthorizationFault>(&read.error());
  return fault == nullptr ? std::nullopt : std::optional(*fault);
}

/// The error that goes back to the client; empty if there is none.
std::string error(const Parameters& parameters, const Client& client = shop()) {
  const auto read = read_authorization_request(parameters, &client, issuer);
  if (read) return "";
  const auto* refusal = std::get_if<AuthorizationError>(&read.error());
  return refusal == nullptr ? "page" : std::string(name(refusal->why.code));
}

TEST(AuthorizationRequestTest, ReadsWhatItMayHave) {
  const auto client = shop();
  const auto read = read_authorization_request(
      request({{"nonce", "n"},
               {"prompt", "login consent"},
               {"max_age", "0"},
               {"ui_locales", "de-CH  fr"},
               {"response_mode", "form_post"},
               {"claims", R"({"id_token":{"acr":{"essential":true,"values":["1","2"]}}})"},
               {"extra", "foobar"}}),
      &client, issuer);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->reply_to, (ReplyTo{"https://shop.example/cb", ResponseMode::form_post, "s"}));
  EXPECT_EQ(read->prompts, (std::set{Prompt::login, Prompt::consent}));
  EXPECT_EQ(read->max_age, Lifetime(0));
  EXPECT_EQ(read->ui_locales, (std::vector<std::string>{"de-CH", "fr"}));
  EXPECT_EQ(read->challenge, challenge);
  EXPECT_EQ(read->audiences,
            (std::vector<std::string>{"https://api.example", "https://id.example"}));
  EXPECT_TRUE(read->claims.id_token.at("acr").essential);
  EXPECT_TRUE(read->redirect_uri_sent);
}

TEST(AuthorizationRequestTest, B1_B5_WithoutAClientAndItsRedirectUriThereIsOnlyAPage) {
  using enum AuthorizationFault;
  auto two = shop();
  two.redirect_uris.emplace_back("https://shop.example/cb2");
  auto off = shop();
  off.disabled = true;
  const struct {
    const char* what;
    Parameters parameters;
    Client client;
    AuthorizationFault fault;
  } cases[] = {
      {"no client", request({{"client_id", ""}}), shop(), unknown_client},
      {"another client", request({{"client_id", "other"}}), shop(), unknown_client},
      {"two clients", twice("client_id", "shop"), shop(), unknown_client},
      {"disabled", request(), off, unknown_client},
      {"two redirect URIs", twice("redirect_uri", "https://shop.example/cb"), shop(),
       redirect_uri_repeated},
      {"none with openid", request({{"redirect_uri", ""}}), shop(), redirect_uri_missing},
      {"none of two", request({{"redirect_uri", ""}, {"scope", "orders"}}), two,
       redirect_uri_missing},
      {"not registered", request({{"redirect_uri", "https://shop.example/cb/x"}}), shop(),
       redirect_uri_not_registered},
  };
  for (const auto& c : cases) EXPECT_EQ(page(c.parameters, c.client), c.fault) << c.what;
  EXPECT_FALSE(read_authorization_request(request(), nullptr, issuer));
  const auto client = shop();
  const auto alone = read_authorization_request(
      request({{"redirect_uri", ""}, {"scope", "orders"}}), &client, issuer);
  ASSERT_TRUE(alone) << "the only one that is registered";
  EXPECT_FALSE(alone->redirect_uri_sent);
}

TEST(AuthorizationRequestTest, EveryOtherFaultGoesBackToTheClient) {
  const struct {
    const char* what;
    Parameters parameters;
    const char* error;
  } cases[] = {
      {"B6 state twice", twice("state", "t"), "invalid_request"},
      {"B6 scope twice", twice("scope", "openid"), "invalid_request"},
      {"too long", request({{"nonce", std::string(max_authorization_parameters, 'n')}}),
       "invalid_request"},
      {"request", request({{"request", "e30.e30."}}), "request_not_supported"},
      {"request_uri", request({{"request_uri", "urn:x"}}), "request_uri_not_supported"},
      {"registration", request({{"registration", "{}"}}), "registration_not_supported"},
      {"B8 mode", request({{"response_mode", "fragment"}}), "invalid_request"},
      {"B7 no type", request({{"response_type", ""}}), "invalid_request"},
      {"B7 token", request({{"response_type", "token"}}), "unsupported_response_type"},
      {"B7 hybrid", request({{"response_type", "code id_token"}}), "unsupported_response_type"},
      {"no scope", request({{"scope", ""}}), "invalid_scope"},
      {"B10 unknown scope", request({{"scope", "openid admin"}}), "invalid_scope"},
      {"B10 quote", request({{"scope", "openid \"x\""}}), "invalid_scope"},
      {"B9 no challenge", request({{"code_challenge", ""}, {"code_challenge_method", ""}}),
       "invalid_request"},
      {"B9 method alone", request({{"code_challenge", ""}}), "invalid_request"},
      {"B9 no method is plain", request({{"code_challenge_method", ""}}), "invalid_request"},
      {"B9 plain", request({{"code_challenge_method", "plain"}}), "invalid_request"},
      {"B9 42 characters", request({{"code_challenge", challenge.substr(1)}}), "invalid_request"},
      {"B9 44 characters", request({{"code_challenge", challenge + "A"}}), "invalid_request"},
      {"B9 padding", request({{"code_challenge", challenge.substr(1) + "="}}), "invalid_request"},
      {"B11 none and login", request({{"prompt", "none login"}}), "invalid_request"},
      {"B11 unknown prompt", request({{"prompt", "dance"}}), "invalid_request"},
      {"B11 negative", request({{"max_age", "-1"}}), "invalid_request"},
      {"B11 huge", request({{"max_age", "2147483648"}}), "invalid_request"},
      {"B11 text", request({{"max_age", "1e3"}}), "invalid_request"},
      {"claims", request({{"claims", "[]"}}), "invalid_request"},
      {"B33 resource", request({{"resource", "https://other.example"}}), "invalid_target"},
      {"the largest age", request({{"max_age", "2147483647"}}), ""},
      {"an empty parameter is an absent one", request({{"display", ""}}), ""},
  };
  for (const auto& c : cases) EXPECT_EQ(error(c.parameters), c.error) << c.what;
}

TEST(AuthorizationRequestTest, B7_AClientMustBeRegisteredForCodes) {
  auto client = shop();
  client.grants = {GrantType::client_credentials};
  EXPECT_EQ(error(request(), client), "unauthorized_client");
}

TEST(AuthorizationRequestTest, B9_AConfidentialClientMayBeExcused) {
  auto client = shop();
  client.require_pkce = false;
  EXPECT_EQ(error(request({{"code_challenge", ""}, {"code_challenge_method", ""}}), client), "");
  EXPECT_EQ(error(request({{"code_challenge_method", "plain"}}), client), "invalid_request");
}

TEST(AuthorizationRequestTest, TheFirstFaultOfTheTableCounts) {
  // Each of these faults is met alone above; all later ones are there too.
  const Parameters all{{"request", "x"},   {"response_mode", "x"}, {"response_type", "token"},
                       {"scope", "admin"}, {"prompt", "dance"},    {"code_challenge", "x"},
                       {"max_age", "x"},   {"claims", "x"},        {"resource", "x"}};
  auto rest = all;
  EXPECT_EQ(error(request(rest)), "request_not_supported");
  rest.erase(rest.begin());
  EXPECT_EQ(error(request(rest)), "invalid_request");
  rest.erase(rest.begin());
  EXPECT_EQ(error(request(rest)), "unsupported_response_type");
  rest.erase(rest.begin());
  EXPECT_EQ(error(request(rest)), "invalid_scope");
  auto bad_uri = request(all);
  bad_uri.emplace_back("redirect_uri", "https://evil.example");
  EXPECT_EQ(page(bad_uri, shop()), AuthorizationFault::redirect_uri_repeated);
}

TEST(AuthorizationRequestTest, AStateGivenTwiceIsNotEchoed) {
  const auto client = shop();
  const auto read = read_authorization_request(twice("state", "t"), &client, issuer);
  EXPECT_EQ(std::get<AuthorizationError>(read.error()).reply_to.state, std::nullopt);
}

}  // namespace
}  // namespace chancery
