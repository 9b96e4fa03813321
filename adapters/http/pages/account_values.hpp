#pragma once

#include "adapters/http/pages/account_view.hpp"
#include "adapters/http/pages/view_values.hpp"

namespace chancery::http::pages {

/// As those of view_values.hpp, for the account page.
Names account_names();
Values account_values(const AccountView& view, const Catalogue& texts);

/// The text with the value in every blank; empty for no value.
std::string filled_with(const std::string& text, const std::string& value);

/// Those of the part about second factors.
Names account_factors_names();
Values account_factors_values(const AccountView& view, const Catalogue& texts);

}  // namespace chancery::http::pages
