// What a registration must be like.

#include <algorithm>

#include "domain/client.hpp"
#include "domain/codec/utf8.hpp"
#include "domain/inline_image.hpp"
#include "domain/uri.hpp"

namespace chancery {
namespace {

constexpr std::size_t max_name_length = 128;
constexpr std::size_t max_audience_length = 512;

bool is_audience(std::string_view text) {
  const auto allowed = [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '\\'; };
  return !text.empty() && text.size() <= max_audience_length &&
         std::ranges::all_of(text, allowed) && text.find('#') == std::string_view::npos;
}

bool is_page_uri(std::string_view text) {
  const auto uri = Uri::parse(text);
  return uri && uri->scheme == "https" && !uri->host.empty() && !uri->has_user_info;
}

bool is_backchannel_uri(std::string_view text) {
  const auto uri = Uri::parse(text);
  if (!uri || uri->host.empty() || uri->has_fragment || uri->has_user_info) return false;
  return uri->scheme == "https" || (uri->scheme == "http" && is_loopback_host(uri->host));
}

/// In lower case: sectors are compared byte by byte.
bool is_host(std::string_view text) {
  const auto uri = Uri::parse("https://" + std::string(text));
  return uri && uri->host == text && !uri->port && !uri->has_user_info;
}

/// Collects the problems of one registration.
struct Review {
  std::vector<ClientProblem> found;

  void expect(bool fine, const char* field, const char* message) {
    if (!fine) found.push_back({field, message});
  }
};

void review_credentials(const Client& client, Review& review) {
  review.expect(
      client.is_public() != client.secret.has_value(), "token_endpoint_auth_method",
      client.is_public() ? "a public client has no secret" : "a confidential client has a secret");
  review.expect(!client.is_public() || !client.grants.contains(GrantType::client_credentials),
                "grant_types", "a public client cannot use client_credentials");
  review.expect(!client.is_public() || client.introspects.empty(), "introspects",
                "a public client cannot introspect");
  review.expect(!client.is_public() || client.require_pkce, "require_pkce",
                "a public client cannot do without PKCE");
}

void review_grants(const Client& client, Review& review) {
  review.expect(!client.grants.empty() || !client.introspects.empty(), "grant_types",
                "a client has at least one grant, or an audience to introspect");
  review.expect(client.first_party || !client.grants.contains(GrantType::password), "grant_types",
                "the password grant is for first-party clients only");
  review.expect(
      !client.grants.contains(GrantType::authorization_code) || !client.redirect_uris.empty(),
      "redirect_uris", "the authorization_code grant needs a redirect URI");
}

void review_redirects(const Client& client, Review& review) {
  review.expect(std::ranges::all_of(client.redirect_uris, is_redirect_uri), "redirect_uris",
                "a redirect URI is absolute: https, http on a loopback host, or an app's own "
                "scheme; without fragment, user name or wildcard");
  review.expect(std::ranges::all_of(client.post_logout_redirect_uris, is_redirect_uri),
                "post_logout_redirect_uris",
                "a post-logout redirect URI is absolute: https, http on a loopback host, or an "
                "app's own scheme; without fragment, user name or wildcard");
}

void review_audiences(const Client& client, Review& review) {
  constexpr auto message =
      "an audience is 1 to 512 printable ASCII characters without space, quote, backslash and #";
  review.expect(std::ranges::all_of(client.audiences, is_audience), "audiences", message);
  review.expect(std::ranges::all_of(client.introspects, is_audience), "introspects", message);
}

void review_subjects(const Client& client, Review& review) {
  review.expect(!client.sector_identifier || is_host(*client.sector_identifier),
                "sector_identifier", "a sector identifier is a host name in lower case");
  review.expect(
      client.subject_type != SubjectType::pairwise || sector(client), "sector_identifier",
      "pairwise subjects need a sector identifier unless all redirect URIs have one host");
}

void review_pages(const Client& client, Review& review) {
  const auto expect_page = [&](const std::optional<std::string>& uri, const char* field) {
    review.expect(!uri || is_page_uri(*uri), field, "this is an https URI without user name");
  };
  expect_page(client.client_uri, "client_uri");
  review.expect(
      !client.logo_uri || is_page_uri(*client.logo_uri) || is_inline_image(*client.logo_uri),
      "logo_uri",
      "a logo is a data: URI of a PNG, JPEG, GIF, WebP or SVG of 16 KiB at most, or an https URI "
      "without user name");
  expect_page(client.policy_uri, "policy_uri");
  expect_page(client.tos_uri, "tos_uri");
}

}  // namespace

std::vector<ClientProblem> problems(const Client& client) {
  Review review;
  review.expect(is_client_id(client.id.value()), "client_id",
                "an id is 1 to 128 of letters, digits and . _ ~ -");
  review.expect(client.name.size() <= max_name_length && !codec::has_control(client.name),
                "client_name", "a name is at most 128 bytes of text without control characters");
  review_credentials(client, review);
  review_grants(client, review);
  review_redirects(client, review);
  review_audiences(client, review);
  review_subjects(client, review);
  review.expect(
      !client.backchannel_logout_uri || is_backchannel_uri(*client.backchannel_logout_uri),
      "backchannel_logout_uri",
      "a back-channel logout URI is https, or http on a loopback host; without fragment "
      "and user name");
  review_pages(client, review);
  return review.found;
}

}  // namespace chancery
