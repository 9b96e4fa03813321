#pragma once

#include <memory>
#include <vector>

#include "adapters/http/message.hpp"
#include "adapters/http/pages/pages.hpp"
#include "domain/strong.hpp"
#include "ports/inbound/authorize.hpp"
#include "ports/inbound/enrol_factors.hpp"
#include "ports/inbound/give_consent.hpp"
#include "ports/inbound/log_out.hpp"
#include "ports/inbound/manage_factors.hpp"
#include "ports/inbound/own_account.hpp"
#include "ports/inbound/protect_forms.hpp"
#include "ports/inbound/prove_again.hpp"
#include "ports/inbound/redeem_ticket.hpp"
#include "ports/inbound/register_user.hpp"
#include "ports/inbound/request_account_mail.hpp"
#include "ports/inbound/second_step.hpp"
#include "ports/inbound/sign_in.hpp"

namespace chancery::http {

/// What people ask by their browsers.
struct PagePorts {
  inbound::Authorize& authorize;
  inbound::SignIn& sign_in;
  inbound::SecondStep& second_step;
  inbound::GiveConsent& give_consent;
  inbound::LogOut& log_out;
  inbound::ProtectForms& protect_forms;
  inbound::RequestAccountMail& request_account_mail;
  inbound::RedeemTicket& redeem_ticket;
  inbound::RegisterUser& register_user;
  inbound::OwnAccount& own_account;
  inbound::ProveAgain& prove_again;
  inbound::EnrolFactors& enrol_factors;
  inbound::ManageFactors& manage_factors;
};

struct PageOptions {
  Issuer issuer;
  /// Whether links can be sent to people.
  bool sends_mail = false;
  /// Of mails that people ask for: that of RouteOptions. Null: any number.
  std::shared_ptr<RateLimiter> registration_limit{};
};

/// One line per URL that a browser is sent to. None of them is open to other origins (attack B17).
/// The ports must outlive the routes.
std::vector<Route> page_routes(const PagePorts& ports, const pages::Pages& pages,
                               const PageOptions& options);

}  // namespace chancery::http
