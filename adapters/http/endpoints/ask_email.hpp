#pragma once

#include "adapters/http/endpoints/browser_pages.hpp"
#include "ports/inbound/request_account_mail.hpp"

namespace chancery::http {

/// /forgot-password, and /verify without a ticket: the pages that ask for an address to send a link
/// to. What they answer is the same for every address (attack B80).
class AskEmailEndpoint {
 public:
  /// `mails` must outlive this.
  AskEmailEndpoint(BrowserPages pages, inbound::RequestAccountMail& mails,
                   pages::AskEmailReason reason)
      : pages_(std::move(pages)), mails_(mails), reason_(reason) {}

  /// GET
  Reply show(const Request& request) const;
  /// POST
  Reply submit(const Request& request) const;

 private:
  [[nodiscard]] Reply page(const Request& request, std::optional<std::string> refused) const;

  BrowserPages pages_;
  inbound::RequestAccountMail& mails_;
  pages::AskEmailReason reason_;
};

}  // namespace chancery::http
