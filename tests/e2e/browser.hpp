#pragma once

#include <map>
#include <string>
#include <string_view>

#include "tests/e2e/running.hpp"

namespace chancery::test {

/// A browser without scripts: keeps the issuer's cookies, follows redirects as long as they stay
/// there, and sends the forms of pages.
class Browser {
 public:
  explicit Browser(const Running& running) : running_(running) {}

  /// What it ends at.
  struct View {
    int status = 0;
    /// Where it is sent outside of the issuer; empty when a page is shown.
    std::string location;
    std::string page;

    /// The path of the page's form; empty when it has none.
    [[nodiscard]] std::string form() const;
    /// A parameter of `location`; empty when it has none.
    [[nodiscard]] std::string parameter(std::string_view name) const;
  };

  View visit(const std::string& path);
  /// Sends the page's form with its hidden fields and these, which are encoded already.
  View submit(const View& page, const std::string& fields);
  /// Goes on as a user does who wants in: signs in where asked, allows what is asked.
  View walk(View view, std::string_view username = "ada");

 private:
  View follow(std::string request);
  [[nodiscard]] std::string cookie_field() const;
  void keep_cookies(const HttpResponse& answer);

  const Running& running_;
  std::map<std::string, std::string> cookies_;
};

}  // namespace chancery::test
