#pragma once

// The inbound ports of second factors as the tests of the endpoints see them.

#include "ports/inbound/authorization_challenge.hpp"
#include "ports/inbound/enrol_factors.hpp"
#include "ports/inbound/manage_factors.hpp"
#include "ports/inbound/offer_factors.hpp"
#include "ports/inbound/prove_again.hpp"
#include "tests/http/endpoints/api_mocks.hpp"

namespace chancery::http::test {

struct MockOffers final : inbound::OfferFactors {
  using Offer = std::optional<inbound::FactorOffer>;
  MAKE_MOCK2(offer, Offer(const ClientId&, const std::string&), override);
  MAKE_MOCK1(offer_passkey, Offer(const ClientId&), override);
};

struct MockChallenge final : inbound::AuthorizationChallenge {
  MAKE_MOCK3(answer,
             inbound::ChallengeAnswer(const Client&, const inbound::ChallengeRequest&,
                                      const inbound::RequestContext&),
             override);
};

struct MockProveAgain final : inbound::ProveAgain {
  using Proof = std::expected<std::string, inbound::FactorRefusal>;
  MAKE_MOCK3(by_password,
             Proof(const inbound::FactorOwner&, const Secret&, const inbound::RequestContext&),
             override);
  MAKE_MOCK4(by_factor,
             Proof(const inbound::FactorOwner&, const std::string&, const FactorProof&,
                   const inbound::RequestContext&),
             override);
};

struct MockEnrolment final : inbound::EnrolFactors {
  using Totp = std::expected<inbound::TotpEnrolment, inbound::FactorRefusal>;
  using Passkey = std::expected<inbound::PasskeyEnrolment, inbound::FactorRefusal>;
  using Done = std::expected<inbound::Enrolled, inbound::FactorRefusal>;
  using Name = std::optional<std::string>;
  MAKE_MOCK2(begin_totp, Totp(const inbound::FactorOwner&, const std::string&), override);
  MAKE_MOCK2(begun_totp, Totp(const inbound::FactorOwner&, const std::string&), override);
  MAKE_MOCK5(confirm_totp,
             Done(const inbound::FactorOwner&, const std::string&, const Secret&, const Name&,
                  const inbound::RequestContext&),
             override);
  MAKE_MOCK2(begin_passkey, Passkey(const inbound::FactorOwner&, const std::string&), override);
  MAKE_MOCK5(confirm_passkey,
             Done(const inbound::FactorOwner&, const std::string&, const NewPasskey&, const Name&,
                  const inbound::RequestContext&),
             override);
};

struct MockFactors final : inbound::ManageFactors {
  using Changed = std::expected<Factor, inbound::FactorRefusal>;
  using Done = std::expected<void, inbound::FactorRefusal>;
  using Codes = std::expected<std::vector<Secret>, inbound::FactorRefusal>;
  MAKE_MOCK1(list, inbound::FactorList(const UserId&), override);
  MAKE_MOCK5(rename,
             Changed(const inbound::FactorOwner&, const std::string&, const FactorId&,
                     const std::string&, const inbound::RequestContext&),
             override);
  MAKE_MOCK4(remove,
             Done(const inbound::FactorOwner&, const std::string&, const FactorId&,
                  const inbound::RequestContext&),
             override);
  MAKE_MOCK3(replace_recovery_codes,
             Codes(const inbound::FactorOwner&, const std::string&, const inbound::RequestContext&),
             override);
  MAKE_MOCK2(remove_all, std::size_t(const UserId&, const inbound::RequestContext&), override);
};

}  // namespace chancery::http::test
