#pragma once

#include "app/usecases/account_mail.hpp"
#include "app/usecases/account_requests.hpp"
#include "ports/inbound/request_account_mail.hpp"

namespace chancery {

class RequestAccountMail final : public inbound::RequestAccountMail {
 public:
  RequestAccountMail(AccountRequests& requests, const AccountMail& mail)
      : requests_(requests), mail_(mail) {}

  std::expected<void, inbound::UserRefusal> forgot_password(
      const std::string& email, const inbound::RequestContext& context) override {
    return ask(AccountRequestKind::reset_password, email, context);
  }
  std::expected<void, inbound::UserRefusal> verify_email(
      const std::string& email, const inbound::RequestContext& context) override {
    return ask(AccountRequestKind::verify_email, email, context);
  }

 private:
  std::expected<void, inbound::UserRefusal> ask(AccountRequestKind kind, const std::string& email,
                                                const inbound::RequestContext& context);

  AccountRequests& requests_;
  const AccountMail& mail_;
};

}  // namespace chancery
