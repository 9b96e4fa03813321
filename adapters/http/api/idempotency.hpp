#pragma once

#include <functional>
#include <string>

#include "adapters/http/message.hpp"
#include "ports/inbound/answer_once.hpp"

namespace chancery::http {

/// Runs `work`, which makes something and answers 201: once, if the request has an
/// `Idempotency-Key` (`[A-Za-z0-9._-]{8,128}`, in quotes or not; else 400). The same request again
/// gets the same body; with another body 422 `idempotency_key_reused`; while the first one runs 409
/// `idempotency_in_progress`. Any other answer than 201 is not kept. `caller` is whose keys they
/// are. `kept` makes of an answer what a repetition gets: the same body, unless that holds a
/// secret, which is not to be kept.
Reply answer_once(
    const Request& request, inbound::AnswerOnce& once, std::string caller,
    const std::function<Reply()>& work,
    const std::function<std::string(const Reply&)>& kept = [](const Reply& reply) {
      return reply.body;
    });

}  // namespace chancery::http
