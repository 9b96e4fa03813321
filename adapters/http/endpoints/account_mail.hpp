#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/request_account_mail.hpp"

namespace chancery::http {

/// POST /api/v1/auth/forgot-password and /api/v1/auth/request-verify: links by mail, for whoever
/// asks. 202 whether or not there is such an account (attack B80).
class AccountMailEndpoint {
 public:
  explicit AccountMailEndpoint(inbound::RequestAccountMail& mails) : mails_(mails) {}

  Reply forgot_password(const Request& request) const;
  Reply request_verify(const Request& request) const;

 private:
  inbound::RequestAccountMail& mails_;
};

}  // namespace chancery::http
