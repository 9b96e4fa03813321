#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chancery::http::pages {

/// What a page may load and where it may send its forms, beyond nothing.
struct PagePolicy {
  /// `'sha256-…'` of the page's style, and of its script if it has one.
  std::string style{};
  std::optional<std::string> script{};
  bool has_form = false;
  /// Where the form leads beside here. Chrome holds `form-action` against every redirect that
  /// follows a form, those of the client's own sites too, which nobody here can know: so the scheme
  /// is allowed, not the origin.
  std::optional<std::string> leads_to{};
  /// Whether a flow ends with this page. One that a flow goes on from must not cut the tie to the
  /// window that opened it, or sign-in in a popup breaks.
  bool is_end = false;
};

/// The `Content-Security-Policy` of a page (CSP Level 3). Images are those that it holds in itself:
/// nothing is loaded from anywhere.
std::string content_security_policy(const PagePolicy& policy);

/// That, and the other header fields of every page, beside those that every answer has.
std::vector<std::pair<std::string, std::string>> page_headers(const PagePolicy& policy);

/// How a policy names every place of a URI's scheme. Nothing for what is no URI.
std::optional<std::string> scheme_source(std::string_view uri);

}  // namespace chancery::http::pages
