#include "app/usecases/request_account_mail.hpp"

#include "domain/user.hpp"

namespace chancery {

std::expected<void, inbound::UserRefusal> RequestAccountMail::ask(
    AccountRequestKind kind, const std::string& email, const inbound::RequestContext& context) {
  using Reason = inbound::UserRefusal::Reason;
  if (!mail_.is_enabled()) {
    return std::unexpected(
        inbound::UserRefusal{Reason::no_mail, "this server sends no mail: ask its operator"});
  }
  if (!canonical_email(email)) {
    return std::unexpected(inbound::UserRefusal{
        Reason::invalid_email, "this is no e-mail address of the form name@host.example"});
  }
  requests_.put({.kind = kind, .email = email}, context);
  return {};
}

}  // namespace chancery
