#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/answer_once.hpp"
#include "ports/inbound/register_user.hpp"

namespace chancery::http {

/// POST /api/v1/auth/register: an account for whoever may have one. 201 with it; 202 where the
/// e-mail address has to be verified, one body for every address (attack B80). Takes an
/// `Idempotency-Key`, which belongs to the address it comes from.
class RegisterEndpoint {
 public:
  RegisterEndpoint(inbound::RegisterUser& users, inbound::AnswerOnce& once)
      : users_(users), once_(once) {}

  Reply operator()(const Request& request) const;

 private:
  inbound::RegisterUser& users_;
  inbound::AnswerOnce& once_;
};

}  // namespace chancery::http
