#pragma once

#include "adapters/http/pages/views.hpp"
#include "adapters/templates/catalogue.hpp"
#include "adapters/templates/values.hpp"

namespace chancery::http::pages {

using templates::Catalogue;
using templates::Names;
using templates::Values;

// What templates are given of each view, and the names they may use. The two stand side by side so
// that they stay the same; docs/pages.md lists them.

/// On every page, the layout included.
Names common_names();
Names layout_names();
Names login_names();
Names factor_names();
Names consent_names();
Names logout_names();
Names signed_out_names();
Names error_names();
Names ask_email_names();
Names verify_names();
Names new_password_names();
Names note_names();
Names form_post_names();

Values login_values(const LoginView& view, const Catalogue& texts);
Values factor_values(const FactorView& view, const Catalogue& texts);
Values consent_values(const ConsentView& view, const Catalogue& texts);
Values logout_values(const LogoutView& view, const Catalogue& texts);
Values signed_out_values(const SignedOutView& view, const Catalogue& texts);
Values error_values(const ErrorView& view, const Catalogue& texts);
Values ask_email_values(const AskEmailView& view, const Catalogue& texts);
Values verify_values(const VerifyView& view, const Catalogue& texts);
Values new_password_values(const NewPasswordView& view, const Catalogue& texts);
Values note_values(const NoteView& view, const Catalogue& texts);
Values form_post_values(const FormPostView& view, const Catalogue& texts);

/// A link that may be shown: http or https, and nothing else (attack B13); empty otherwise.
std::string shown_link(const std::optional<std::string>& uri);

/// The logo, if it is an image in itself: one of elsewhere is not loaded, or whoever serves it
/// would learn who signs in.
std::string shown_logo(const std::optional<std::string>& uri);

/// The first letter of a name, in upper case if it is ASCII.
std::string initial(std::string_view name);

}  // namespace chancery::http::pages
