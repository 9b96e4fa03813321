#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "adapters/http/pages/account_view.hpp"
#include "adapters/http/pages/views.hpp"
#include "adapters/templates/catalogue.hpp"
#include "domain/strong.hpp"

namespace chancery::http::pages {

using templates::TextError;

/// The files that an operator may replace; what is not given is as built in.
struct PageFiles {
  std::optional<std::string> layout{};
  std::optional<std::string> login{};
  std::optional<std::string> factor{};
  std::optional<std::string> consent{};
  std::optional<std::string> logout{};
  std::optional<std::string> signed_out{};
  std::optional<std::string> error{};
  std::optional<std::string> ask_email{};
  std::optional<std::string> verify{};
  std::optional<std::string> new_password{};
  std::optional<std::string> account{};
  std::optional<std::string> account_factors{};
  std::optional<std::string> note{};
  std::optional<std::string> style{};

  /// Their names in a folder, in the order of the members, and where each belongs.
  struct File {
    const char* name;
    std::optional<std::string> PageFiles::* text;
  };
  static std::span<const File> files();
};

/// A file of those that is no template, and why.
struct PageFileError {
  std::string file;
  TextError error;
};

/// The pages that people see: each a whole answer, HTML in the language that is wanted, with a
/// policy that lets it load nothing but what it brings (attacks B13, B16, B18). Thread-safe; cheap
/// to copy.
class Pages {
 public:
  static std::expected<Pages, PageFileError> make(const Issuer& issuer, const PageFiles& own = {});

  /// 200, also when the page is shown again because something was wrong.
  [[nodiscard]] Reply login(const LoginView& view, const PageContext& context) const;
  [[nodiscard]] Reply factor(const FactorView& view, const PageContext& context) const;
  [[nodiscard]] Reply consent(const ConsentView& view, const PageContext& context) const;
  [[nodiscard]] Reply logout(const LogoutView& view, const PageContext& context) const;
  [[nodiscard]] Reply signed_out(const SignedOutView& view, const PageContext& context) const;
  [[nodiscard]] Reply ask_email(const AskEmailView& view, const PageContext& context) const;
  [[nodiscard]] Reply verify(const VerifyView& view, const PageContext& context) const;
  [[nodiscard]] Reply new_password(const NewPasswordView& view, const PageContext& context) const;
  [[nodiscard]] Reply account(const AccountView& view, const PageContext& context) const;
  /// 200; 400, 403, 409 or 501 for what was not done.
  [[nodiscard]] Reply note(const NoteView& view, const PageContext& context) const;
  /// 400, 403 or 503.
  [[nodiscard]] Reply error(const ErrorView& view, const PageContext& context) const;
  [[nodiscard]] Reply form_post(const FormPostView& view, const PageContext& context) const;

  /// `ui_locales_supported` (OpenID Connect Discovery §3).
  static std::vector<std::string> languages();

 private:
  struct Parts;
  explicit Pages(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

  std::shared_ptr<const Parts> parts_;
};

}  // namespace chancery::http::pages
