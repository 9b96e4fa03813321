#pragma once

#include <string_view>

namespace chancery::http::pages {

// The files beside this one, compiled in: the pages as they come, in the language operators write
// theirs in. The texts live as long as the program.

std::string_view layout_html();
std::string_view login_html();
std::string_view factor_html();
std::string_view consent_html();
std::string_view logout_html();
std::string_view signed_out_html();
std::string_view error_html();
std::string_view ask_email_html();
std::string_view verify_html();
std::string_view new_password_html();
std::string_view account_html();
std::string_view account_factors_html();
std::string_view note_html();
std::string_view form_post_html();
std::string_view passkey_js();
std::string_view style_css();
std::string_view english_texts();
std::string_view german_texts();
std::string_view french_texts();

}  // namespace chancery::http::pages
