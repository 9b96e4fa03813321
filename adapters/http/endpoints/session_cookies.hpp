#pragma once

#include "adapters/http/endpoints/browser_pages.hpp"
#include "ports/inbound/sign_in.hpp"

namespace chancery::http {

/// 303 to the page of consent, or the account page, with the cookies of a session that has just
/// begun.
[[nodiscard]] Reply signed_in_reply(const BrowserPages& pages, const inbound::SignedIn& done,
                                    const Secret& browser_id);

/// 429, if `page` is shown again because there were too many attempts.
void note_retry_after(Reply& page, const std::optional<Lifetime>& retry_after);

/// The field, or an empty text.
[[nodiscard]] std::string field(const Form& form, std::string_view name);

}  // namespace chancery::http
