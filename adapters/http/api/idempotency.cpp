#include "adapters/http/api/idempotency.hpp"

#include <utility>

#include "adapters/http/problem.hpp"

namespace chancery::http {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

std::string_view without_quotes(std::string_view text) {
  const bool quoted = text.size() > 1 && text.starts_with('"') && text.ends_with('"');
  return quoted ? text.substr(1, text.size() - 2) : text;
}

/// Frees the key unless the work came to its end.
class Run {
 public:
  Run(inbound::AnswerOnce& once, const IdempotencyAttempt& attempt)
      : once_(once), attempt_(attempt) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    if (!kept_) once_.forget(attempt_);
  }

  void keep(const std::string& answer) {
    once_.keep(attempt_, answer);
    kept_ = true;
  }

 private:
  inbound::AnswerOnce& once_;
  const IdempotencyAttempt& attempt_;
  bool kept_ = false;
};

Reply run(inbound::AnswerOnce& once, const IdempotencyAttempt& attempt,
          const std::function<Reply()>& work,
          const std::function<std::string(const Reply&)>& kept) {
  Run current(once, attempt);
  auto reply = work();
  if (reply.status == 201) current.keep(kept(reply));
  return reply;
}

Reply in_progress(const Request& request) {
  auto reply = problem_reply(
      {409, "idempotency_in_progress", "a request with this Idempotency-Key is still running"},
      request);
  reply.headers.emplace_back("Retry-After", "1");
  return reply;
}

}  // namespace

Reply answer_once(const Request& request, inbound::AnswerOnce& once, std::string caller,
                  const std::function<Reply()>& work,
                  const std::function<std::string(const Reply&)>& kept) {
  if (request.headers.count("Idempotency-Key") == 0) return work();
  const auto key = without_quotes(request.headers.get("Idempotency-Key").value_or(""));
  if (!is_idempotency_key(key)) {
    return problem_reply(unreadable("an Idempotency-Key is 8 to 128 of A-Z a-z 0-9 . _ -"),
                         request);
  }
  const auto outcome = once.begin({.caller = std::move(caller),
                                   .route = request.method + ' ' + request.path,
                                   .key = std::string(key),
                                   .body = request.body});
  return std::visit(
      Overloaded{
          [&](const FirstTime& first) { return run(once, first.attempt, work, kept); },
          [&](const AnsweredBefore& before) { return Reply{.status = 201, .body = before.answer}; },
          [&](const StillRunning&) { return in_progress(request); },
          [&](const OtherBody&) {
            return problem_reply(
                {422, "idempotency_key_reused", "this Idempotency-Key was used with another body"},
                request);
          },
      },
      outcome);
}

}  // namespace chancery::http
