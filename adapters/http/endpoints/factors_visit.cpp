#include "adapters/http/endpoints/factors_visit.hpp"

#include <algorithm>

#include "adapters/http/api/passkey_json.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/endpoints/factor_form.hpp"
#include "adapters/http/endpoints/session_cookies.hpp"
#include "adapters/http/qr_code.hpp"

namespace chancery::http {
namespace {

using inbound::FactorRefusal;
using pages::AccountField;
using pages::AccountNotice;
using pages::AccountProblem;
using pages::AccountTrouble;
using pages::FactorsStep;
using Reason = FactorRefusal::Reason;

AccountProblem problem_of(Reason reason) {
  switch (reason) {
    case Reason::wrong_password:
      return {AccountTrouble::wrong_password, AccountField::current_password};
    case Reason::too_many_attempts: return {AccountTrouble::locked};
    case Reason::wrong_factor: return {AccountTrouble::wrong_factor, AccountField::code};
    case Reason::wrong_code: return {AccountTrouble::wrong_code, AccountField::code};
    case Reason::wrong_passkey:
    case Reason::no_passkeys_here: return {AccountTrouble::wrong_passkey};
    case Reason::passkey_taken: return {AccountTrouble::passkey_taken};
    case Reason::too_many_passkeys: return {AccountTrouble::too_many_passkeys};
    case Reason::invalid_name: return {AccountTrouble::invalid_name, AccountField::name};
    case Reason::unknown: return {AccountTrouble::factor_gone};
    case Reason::proof_needed:
    case Reason::factor_needed:
    case Reason::challenge_lost:
    case Reason::enrolment_lost: return {AccountTrouble::proof_lost};
  }
  std::unreachable();
}

/// Whether who it is has to be shown anew before anything else can be done.
bool is_lost(Reason reason) { return problem_of(reason).trouble == AccountTrouble::proof_lost; }

pages::FactorRow row_of(const Factor& factor) {
  return {.id = factor.id.value(),
          .kind = std::string(name(factor.kind)),
          .name = factor.name,
          .since = shown(factor.created_at),
          .last_used = shown(factor.last_used_at)};
}

}  // namespace

FactorsVisit::FactorsVisit(Place place, const Request& request, const Form& form,
                           const inbound::AccountOverview& account)
    : place_(place),
      request_(request),
      form_(form),
      account_(account),
      context_(context_of(request)),
      browser_(place.pages.browser_pages().browser(request)),
      proof_(field(form, "proof")) {}

Reply FactorsVisit::overview() { return overview({}); }

Reply FactorsVisit::act() {
  if (form_.get("factor")) return factor(field(form_, "factor"), {});
  const auto wanted = field(form_, "do");
  if (wanted == "prove") return prove();
  if (wanted == "answer") return answer();
  if (wanted == "change") return change({});
  if (wanted == "totp") return begin_totp();
  if (wanted == "confirm_totp") return confirm_totp();
  if (wanted == "passkey") return begin_passkey({});
  if (wanted == "confirm_passkey") return confirm_passkey();
  if (wanted == "rename") return rename();
  if (wanted == "remove") return remove();
  if (wanted == "recovery_codes") return replace_recovery_codes();
  return overview({});
}

Reply FactorsVisit::prove() {
  const auto proof =
      place_.ports.prove.by_password(owner(), Secret(field(form_, "current_password")), context_);
  if (proof) {
    proof_ = *proof;
    return change({});
  }
  const auto& refusal = proof.error();
  if (refusal.offer) return second_factor(*refusal.offer, {});
  return refused(refusal);
}

Reply FactorsVisit::answer() {
  const auto proof = place_.ports.prove.by_factor(owner(), field(form_, "challenge"),
                                                  factor_proof(form_), context_);
  if (proof) {
    proof_ = *proof;
    return change({});
  }
  const auto& refusal = proof.error();
  if (!refusal.offer) return refused(refusal);
  return second_factor(*refusal.offer,
                       {.problem = problem_of(refusal.reason), .retry_after = refusal.retry_after});
}

Reply FactorsVisit::begin_totp() {
  const auto begun = place_.ports.enrol.begin_totp(owner(), proof_);
  return begun ? totp(*begun, {}) : refused(begun.error());
}

Reply FactorsVisit::confirm_totp() {
  const auto enrolment = field(form_, "enrolment");
  const auto done = place_.ports.enrol.confirm_totp(owner(), enrolment,
                                                    Secret(field(form_, "code")), name(), context_);
  if (done) return enrolled(*done);
  const auto reason = done.error().reason;
  if (reason != Reason::wrong_code && reason != Reason::invalid_name) return refused(done.error());
  const auto begun = place_.ports.enrol.begun_totp(owner(), enrolment);
  return begun ? totp(*begun, {.problem = problem_of(reason)}) : refused(begun.error());
}

Reply FactorsVisit::begin_passkey(Told told) {
  const auto begun = place_.ports.enrol.begin_passkey(owner(), proof_);
  if (!begun) return refused(begun.error());
  return page({.step = FactorsStep::passkey,
               .passkey = codec::write_json(creation_options_json(begun->creation))},
              {{"proof", proof_}, {"enrolment", begun->enrolment}}, told);
}

Reply FactorsVisit::confirm_passkey() {
  const auto json = codec::read_json(field(form_, "passkey"));
  const auto made = json ? read_new_passkey(*json) : std::nullopt;
  if (!made) return begin_passkey({.problem = problem_of(Reason::wrong_passkey)});
  const auto done = place_.ports.enrol.confirm_passkey(owner(), field(form_, "enrolment"), *made,
                                                       name(), context_);
  if (done) return enrolled(*done);
  const auto reason = done.error().reason;
  if (reason != Reason::wrong_passkey && reason != Reason::invalid_name) {
    return refused(done.error());
  }
  return begin_passkey({.problem = problem_of(reason)});
}

Reply FactorsVisit::rename() {
  const auto id = field(form_, "id");
  const auto done =
      place_.ports.manage.rename(owner(), proof_, FactorId(id), field(form_, "name"), context_);
  if (done) return change({.notice = AccountNotice::saved});
  if (done.error().reason != Reason::invalid_name) return refused(done.error());
  return factor(id, {.problem = problem_of(Reason::invalid_name)});
}

Reply FactorsVisit::remove() {
  const auto done =
      place_.ports.manage.remove(owner(), proof_, FactorId(field(form_, "id")), context_);
  return done ? change({.notice = AccountNotice::factor_removed}) : refused(done.error());
}

Reply FactorsVisit::replace_recovery_codes() {
  const auto codes = place_.ports.manage.replace_recovery_codes(owner(), proof_, context_);
  return codes ? recovery_codes(*codes, {}) : refused(codes.error());
}

Reply FactorsVisit::enrolled(const inbound::Enrolled& enrolled) {
  proof_ = enrolled.proof;
  const Told added{.notice = AccountNotice::factor_added};
  if (enrolled.recovery_codes.empty()) return change(added);
  // With the first factor the session of now is not enough any more.
  renewed_ = place_.ports.account.step_up(browser_, proof_, context_);
  if (renewed_) browser_.session = renewed_->session;
  return recovery_codes(enrolled.recovery_codes, added);
}

Reply FactorsVisit::refused(const FactorRefusal& refusal) {
  const Told told{.problem = problem_of(refusal.reason), .retry_after = refusal.retry_after};
  const bool is_about_proof = is_lost(refusal.reason) || refusal.reason == Reason::wrong_password ||
                              refusal.reason == Reason::too_many_attempts;
  return is_about_proof ? overview(told) : change(told);
}

Reply FactorsVisit::overview(Told told) { return page(listed(FactorsStep::overview), {}, told); }

Reply FactorsVisit::second_factor(const inbound::FactorOffer& offer, Told told) {
  pages::AccountFactors factors{.step = FactorsStep::second_factor,
                                .asks_totp = offer.totp,
                                .asks_recovery_code = offer.recovery_code};
  if (offer.passkey) factors.passkey = codec::write_json(request_options_json(*offer.passkey));
  return page(std::move(factors), {{std::string(BrowserPages::challenge_field), offer.challenge}},
              told);
}

Reply FactorsVisit::change(Told told) {
  return page(listed(FactorsStep::change), {{"proof", proof_}}, told);
}

Reply FactorsVisit::factor(const std::string& id, Told told) {
  auto factors = listed(FactorsStep::factor);
  factors.is_last = factors.rows.size() == 1;
  std::erase_if(factors.rows, [&](const auto& row) { return row.id != id; });
  if (factors.rows.empty()) return change({.problem = problem_of(Reason::unknown)});
  return page(std::move(factors), {{"proof", proof_}}, told);
}

Reply FactorsVisit::totp(const inbound::TotpEnrolment& begun, Told told) {
  pages::AccountFactors factors{.step = FactorsStep::totp,
                                .has_totp = listed(FactorsStep::totp).has_totp,
                                .key = begun.key.reveal()};
  if (const auto qr = qr_svg(begun.uri)) factors.qr = qr->reveal();
  return page(std::move(factors), {{"proof", proof_}, {"enrolment", begun.enrolment}}, told);
}

Reply FactorsVisit::recovery_codes(const std::vector<Secret>& codes, Told told) {
  pages::AccountFactors factors{.step = FactorsStep::recovery_codes};
  for (const auto& code : codes) factors.codes.push_back(code.reveal());
  return page(std::move(factors), {{"proof", proof_}}, told);
}

Reply FactorsVisit::page(pages::AccountFactors factors, Parameters hidden, const Told& told) {
  auto view = place_.pages.view(pages::AccountSection::factors, account_);
  view.factors = std::move(factors);
  view.notice = told.notice;
  view.problem = told.problem;
  auto reply = place_.pages.page(request_, std::move(view), browser_, std::move(hidden));
  if (told.problem) reply.log.error = pages::word(told.problem->trouble);
  note_retry_after(reply, told.retry_after);
  if (renewed_) place_.pages.renew(reply, browser_, *renewed_);
  return reply;
}

pages::AccountFactors FactorsVisit::listed(FactorsStep step) {
  const auto list = place_.ports.manage.list(account_.user.id);
  pages::AccountFactors factors{.step = step,
                                .recovery_codes = list.recovery_codes,
                                .offers_passkeys = place_.offers_passkeys};
  for (const auto& factor : list.factors) factors.rows.push_back(row_of(factor));
  factors.has_totp = std::ranges::any_of(
      list.factors, [](const auto& factor) { return factor.kind == FactorKind::totp; });
  return factors;
}

inbound::FactorOwner FactorsVisit::owner() const {
  return {.user = account_.user, .holder = browser_.id->reveal(), .client = client_};
}

std::optional<std::string> FactorsVisit::name() const {
  auto name = field(form_, "name");
  return name.empty() ? std::nullopt : std::optional(std::move(name));
}

}  // namespace chancery::http
