#include "tests/e2e/browser.hpp"

#include <stdexcept>

namespace chancery::test {
namespace {

constexpr int most_redirects = 10;

/// What stands between two texts, the first of which comes at `from` or later.
std::string between(std::string_view text, std::string_view begin, std::string_view end,
                    std::size_t from = 0) {
  const auto found = text.find(begin, from);
  if (found == std::string_view::npos) return {};
  text.remove_prefix(found + begin.size());
  return std::string(text.substr(0, text.find(end)));
}

/// Those of the first form. Nothing of these pages' hidden fields needs more than this.
std::string hidden_fields(std::string_view whole) {
  const auto page = whole.substr(0, whole.find("</form>"));
  constexpr std::string_view begin = "<input type=\"hidden\" name=\"";
  std::string fields;
  for (auto at = page.find(begin); at != std::string_view::npos; at = page.find(begin, at + 1)) {
    fields += '&' + between(page, begin, "\"", at) + '=' + between(page, "value=\"", "\"", at);
  }
  return fields;
}

void add_field(std::string& request, const std::string& field) {
  request.insert(request.find("\r\n") + 2, field);
}

}  // namespace

std::string Browser::View::form() const {
  const auto url = between(page, "<form method=\"post\" action=\"", "\"");
  return url.empty() ? url : url.substr(url.find('/', url.find("://") + 3));
}

std::string Browser::View::parameter(std::string_view name) const {
  const auto query = location.substr(std::min(location.find('?'), location.size()));
  for (const char before : {'?', '&'}) {
    const auto found = query.find(before + std::string(name) + '=');
    if (found != std::string::npos) return between(query, "=", "&", found);
  }
  return {};
}

Browser::View Browser::visit(const std::string& path) { return follow(get(path)); }

Browser::View Browser::submit(const View& page, const std::string& fields) {
  auto request = post_form(page.form(), fields + hidden_fields(page.page));
  add_field(request, "Origin: " + running_.issuer() + "\r\nSec-Fetch-Site: same-origin\r\n");
  return follow(std::move(request));
}

Browser::View Browser::walk(View view, std::string_view username) {
  const auto credentials =
      "username=" + std::string(username) + "&password=" + std::string(Running::password);
  if (view.form() == "/login") view = submit(view, credentials);
  if (view.form() == "/consent") view = submit(view, "allow=1");
  return view;
}

Browser::View Browser::follow(std::string request) {
  for (int i = 0; i < most_redirects; ++i) {
    add_field(request, cookie_field());
    const auto answer = running_.ask(request);
    keep_cookies(answer);
    if (answer.status != 303) return {answer.status, {}, answer.body};
    const auto& location = answer.headers.at("location");
    if (!location.starts_with(running_.issuer() + '/')) return {answer.status, location, {}};
    request = get(location.substr(running_.issuer().size()));
  }
  throw std::runtime_error("the browser is sent around in a circle");
}

std::string Browser::cookie_field() const {
  std::string field;
  for (const auto& [name, value] : cookies_)
    field += (field.empty() ? "" : "; ") + name + '=' + value;
  return field.empty() ? field : "Cookie: " + field + "\r\n";
}

void Browser::keep_cookies(const HttpResponse& answer) {
  for (const auto& cookie : answer.cookies) {
    const auto equals = cookie.find('=');
    const auto name = cookie.substr(0, equals);
    if (cookie.find("; Max-Age=0") != std::string::npos) {
      cookies_.erase(name);
    } else {
      cookies_[name] = cookie.substr(equals + 1, cookie.find(';') - equals - 1);
    }
  }
}

}  // namespace chancery::test
