#pragma once

#include "adapters/http/message.hpp"
#include "domain/strong.hpp"

namespace chancery::http {

/// Whether a form may have come from a page of this issuer, by what browsers say of themselves
/// (attack B76): `Sec-Fetch-Site`, if it is there, is `same-origin`, and `Origin`, if it is there,
/// is the issuer's or `null`, which is what browsers send for pages with `Referrer-Policy:
/// no-referrer`. Says no more than that: the CSRF token is what proves it.
[[nodiscard]] bool may_be_from_own_page(const Headers& headers, const Issuer& issuer);

}  // namespace chancery::http
