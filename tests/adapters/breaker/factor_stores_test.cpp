// Factors through their breaker: what is read is asked for once more, what counts never.

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <trompeloeil.hpp>

#include "adapters/breaker/credential_store.hpp"
#include "adapters/breaker/second_factor_store.hpp"

namespace chancery::breaker {
namespace {

using namespace std::chrono_literals;
using trompeloeil::_;

using Codes = std::vector<RecoveryCodeDigest>;

struct MockFactors final : outbound::SecondFactorStore {
  MAKE_MOCK1(enrolled, EnrolledFactors(const UserId&), override);
  MAKE_MOCK1(find_totp, std::optional<outbound::TotpFactor>(const UserId&), override);
  MAKE_MOCK3(enrol_totp,
             outbound::EnrolOutcome(const outbound::TotpFactor&, const Codes&, const AuditEvent&),
             override);
  MAKE_MOCK3(use_totp, bool(const FactorId&, std::int64_t, Instant), override);
  MAKE_MOCK3(replace_recovery_codes, bool(const UserId&, const Codes&, const AuditEvent&),
             override);
  MAKE_MOCK3(use_recovery_code, bool(const UserId&, const RecoveryCodeDigest&, const AuditEvent&),
             override);
  MAKE_MOCK4(rename_totp,
             bool(const UserId&, const FactorId&, const std::string&, const AuditEvent&), override);
  MAKE_MOCK3(remove_totp, bool(const UserId&, const FactorId&, const AuditEvent&), override);
};
struct MockCredentials final : outbound::CredentialStore {
  MAKE_MOCK3(enrol, outbound::EnrolOutcome(const Credential&, const Codes&, const AuditEvent&),
             override);
  MAKE_MOCK1(find, std::optional<Credential>(const CredentialId&), override);
  MAKE_MOCK1(list, std::vector<Credential>(const UserId&), override);
  MAKE_MOCK1(use, outbound::UseCredentialOutcome(const Use&), override);
  MAKE_MOCK4(rename, bool(const UserId&, const FactorId&, const std::string&, const AuditEvent&),
             override);
  MAKE_MOCK3(remove, bool(const UserId&, const FactorId&, const AuditEvent&), override);
};

/// Stores that fail, and the same through a breaker.
struct Stores {
  MockFactors factors;
  MockCredentials credentials;
};
struct Guarded {
  Guarded(Stores& stores, Breaker& breaker)
      : factors(stores.factors, breaker), credentials(stores.credentials, breaker) {}

  SecondFactorStore factors;
  CredentialStore credentials;
};

const AuditEvent event{};
const UserId user("u");
const FactorId id("f");
const outbound::TotpFactor totp{.id = id, .user = user, .name = "n", .sealed_key = "s"};
const Credential credential{
    .id = CredentialId("c"), .factor = id, .user = user, .name = "n", .key = Ed25519Key{"x"}};
const outbound::CredentialStore::Use use{
    .id = credential.id, .sign_count = 1, .backed_up = false, .challenge = 1, .at = {}};

/// A method of a store: how to expect that it is asked so often, always in vain, and how to ask it.
struct Method {
  const char* name;
  bool reads;
  std::function<std::unique_ptr<trompeloeil::expectation>(Stores&, std::size_t)> expect;
  std::function<void(Guarded&)> ask;
};

#define FAILS(mock, call)                                                                    \
  [](Stores& stores, std::size_t times) -> std::unique_ptr<trompeloeil::expectation> {       \
    if (times == 1) return NAMED_REQUIRE_CALL(stores.mock, call).THROW(Unavailable("away")); \
    return NAMED_REQUIRE_CALL(stores.mock, call).TIMES(2).THROW(Unavailable("away"));        \
  }
#define ASK(call) [](Guarded& stores) { static_cast<void>(stores.call); }

const Method methods[] = {
    {"EnrolledFactors", true, FAILS(factors, enrolled(user)), ASK(factors.enrolled(user))},
    {"FindTotp", true, FAILS(factors, find_totp(user)), ASK(factors.find_totp(user))},
    {"EnrolTotp", false, FAILS(factors, enrol_totp(totp, _, _)),
     ASK(factors.enrol_totp(totp, {}, event))},
    {"UseTotp", false, FAILS(factors, use_totp(id, 3, _)), ASK(factors.use_totp(id, 3, {}))},
    {"ReplaceRecoveryCodes", false, FAILS(factors, replace_recovery_codes(user, _, _)),
     ASK(factors.replace_recovery_codes(user, {}, event))},
    {"UseRecoveryCode", false, FAILS(factors, use_recovery_code(user, _, _)),
     ASK(factors.use_recovery_code(user, RecoveryCodeDigest("d"), event))},
    {"RenameTotp", false, FAILS(factors, rename_totp(user, id, "m", _)),
     ASK(factors.rename_totp(user, id, "m", event))},
    {"RemoveTotp", false, FAILS(factors, remove_totp(user, id, _)),
     ASK(factors.remove_totp(user, id, event))},
    {"EnrolCredential", false, FAILS(credentials, enrol(credential, _, _)),
     ASK(credentials.enrol(credential, {}, event))},
    {"FindCredential", true, FAILS(credentials, find(credential.id)),
     ASK(credentials.find(credential.id))},
    {"ListCredentials", true, FAILS(credentials, list(user)), ASK(credentials.list(user))},
    {"UseCredential", false, FAILS(credentials, use(_)), ASK(credentials.use(use))},
    {"RenameCredential", false, FAILS(credentials, rename(user, id, "m", _)),
     ASK(credentials.rename(user, id, "m", event))},
    {"RemoveCredential", false, FAILS(credentials, remove(user, id, _)),
     ASK(credentials.remove(user, id, event))},
};

#undef FAILS
#undef ASK

class BreakerFactors : public testing::TestWithParam<Method> {
 protected:
  Breaker::TimePoint now{1h};
  Breaker breaker{
      {}, {.now = [this] { return now; }, .chance = [] { return 0.0; }, .sleep = [](auto) {}}};
  Stores stores;
  Guarded guarded{stores, breaker};
};

TEST_P(BreakerFactors, B39_B87_AsksAgainForWhatItReadsAndNeverForWhatItWrites) {
  const auto& method = GetParam();
  const auto asked = method.expect(stores, method.reads ? 2 : 1);
  EXPECT_THROW(method.ask(guarded), Unavailable);
  EXPECT_TRUE(asked->is_saturated());
}

INSTANTIATE_TEST_SUITE_P(Every, BreakerFactors, testing::ValuesIn(methods),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace chancery::breaker
