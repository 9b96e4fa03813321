#pragma once

#include <string_view>

#include "adapters/http/pages/pages.hpp"

namespace chancery::http::pages {

/// What templates and catalogues call each of the things a page may have to say.
std::string_view word(LoginProblem);
std::string_view word(FactorProblem);
std::string_view word(PageError);
std::string_view word(AskEmailReason);
std::string_view word(NewPasswordReason);
std::string_view word(NewPasswordProblem);
std::string_view word(Note);

}  // namespace chancery::http::pages
