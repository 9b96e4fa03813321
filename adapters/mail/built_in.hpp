#pragma once

#include <string_view>

namespace chancery::mail {

// The files beside this one, compiled in. The texts live as long as the program.

std::string_view mail_txt();
std::string_view mail_html();
std::string_view english_texts();
std::string_view german_texts();
std::string_view french_texts();

}  // namespace chancery::mail
