// A resource server in C++ with cjose: cluster_verifier PORT SECONDS
// It keeps the JWKS for as long as its Cache-Control allows and asks for it at no other time: not
// even when it meets a key that it does not know. So it is the strictest of the three. Every 200 ms
// it gets a token, and verifies that one and an earlier one. Prints a name and a number a line.

#include <cjose/cjose.h>

#include <deque>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <thread>

#include "domain/codec/decimal.hpp"
#include "tests/cluster/caller.hpp"

namespace chancery::cluster {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Release {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
  void operator()(cjose_jws_t* token) const { cjose_jws_release(token); }
};

class CachedKeys {
 public:
  explicit CachedKeys(Caller& caller) : caller_(caller) {}

  [[nodiscard]] bool verifies(const std::string& token) {
    if (Clock::now() >= good_until_) fetch();
    cjose_err error{};
    const std::unique_ptr<cjose_jws_t, Release> jws(
        cjose_jws_import(token.data(), token.size(), &error));
    if (!jws) return false;
    const auto* const kid = cjose_header_get(cjose_jws_get_protected(jws.get()), "kid", &error);
    const auto key = keys_.find(kid != nullptr ? kid : "");
    if (key == keys_.end()) return false;
    used_.insert(key->first);
    return cjose_jws_verify(jws.get(), key->second.get(), &error);
  }

  [[nodiscard]] long fetches() const { return fetches_; }
  [[nodiscard]] std::size_t used() const { return used_.size(); }

 private:
  void fetch() {
    const auto asked_at = Clock::now();
    const auto answer = caller_.ask(test::get("/.well-known/jwks.json"));
    const auto& control = answer.headers.at("cache-control");
    const auto at = control.find("max-age=");
    const auto digits = control.substr(at + 8, control.find(',', at) - at - 8);
    good_until_ = asked_at + seconds(codec::from_decimal<unsigned>(digits).value());
    keys_.clear();
    ++fetches_;
    const auto document = answer.json();
    for (const auto& jwk : *document.find("keys")->as_array()) {
      const auto text = codec::write_json(jwk);
      cjose_err error{};
      keys_[*jwk.find("kid")->as_string()].reset(
          cjose_jwk_import(text.data(), text.size(), &error));
    }
  }

  Caller& caller_;
  std::map<std::string, std::unique_ptr<cjose_jwk_t, Release>> keys_{};
  Clock::time_point good_until_{};
  long fetches_ = 0;
  std::set<std::string> used_{};
};

void verify_for(std::uint16_t port, seconds span) {
  struct Issued {
    std::string token;
    Clock::time_point expires_at;
  };
  Failures failures;
  Caller caller(port, failures);
  CachedKeys keys(caller);
  std::deque<Issued> earlier;
  std::mt19937 random(1);
  long verified = 0, refused = 0;
  const auto check = [&](const std::string& token) {
    const bool good = keys.verifies(token);
    ++(good ? verified : refused);
    if (!good) std::cerr << "not verified: " << token << '\n';
  };
  const auto end = Clock::now() + span;
  for (long i = 0; Clock::now() < end; ++i) {
    const auto answer = caller.ask(test::post_form("/oauth2/token", "grant_type=client_credentials",
                                                   credentials(i % 2 == 0 ? "es256" : "rs256")));
    const auto document = answer.json();
    const auto* const lifetime = document.find("expires_in");
    if (lifetime == nullptr) throw std::runtime_error("no token: " + answer.body);
    const auto token = answer.text("access_token");
    check(token);
    // Not at the last moment: it must live until it is verified.
    earlier.push_back({token, Clock::now() + seconds(*lifetime->as_integer() - 2)});
    while (earlier.front().expires_at <= Clock::now()) earlier.pop_front();
    check(earlier[random() % earlier.size()].token);
    std::this_thread::sleep_for(milliseconds(200));
  }
  std::cout << "verified " << verified << "\nrefused " << refused << "\nkeys " << keys.used()
            << "\nfetches " << keys.fetches() << '\n';
}

}  // namespace
}  // namespace chancery::cluster

int main(int argc, char** argv) try {
  using namespace chancery;
  const auto port = argc == 3 ? codec::from_decimal<std::uint16_t>(argv[1]) : std::nullopt;
  const auto span = argc == 3 ? codec::from_decimal<unsigned>(argv[2]) : std::nullopt;
  if (!port || !span) throw std::invalid_argument("usage: cluster_verifier PORT SECONDS");
  cluster::verify_for(*port, std::chrono::seconds(*span));
} catch (const std::exception& error) {
  std::cerr << "cluster_verifier: " << error.what() << '\n';
  return 1;
}
