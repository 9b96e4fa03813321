#pragma once

#include "adapters/http/pages/account_view.hpp"
#include "adapters/http/pages/view_values.hpp"

namespace chancery::http::pages {

/// As those of view_values.hpp, for the account page.
Names account_names();
Values account_values(const AccountView& view, const Catalogue& texts);

}  // namespace chancery::http::pages
