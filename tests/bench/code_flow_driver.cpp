// Whole code flows in a closed loop, as a browser app has them: the authorization endpoint with a
// live browser session, the code for tokens, userinfo. Each connection is a browser of its own.
//   code_flow_driver PORT CLIENT REDIRECT_URI USER CONNECTIONS SECONDS
// CLIENT is public and is asked for no consent; REDIRECT_URI is as it stands in a query. The user's
// password is in the environment, BENCH_PASSWORD. Every browser signs in at the page of sign-in;
// then "began" is printed, and when the time is over a line of results, where one is a whole flow.
// Any answer that is not the expected one ends the program with status 1.

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "closed_loop.hpp"

namespace {

using namespace chancery::bench;

// RFC 7636, appendix B.
constexpr const char* verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr const char* challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

struct Plan {
  std::uint16_t port;
  std::string client;
  std::string redirect_uri;
  std::string user;
  std::size_t connections;
  std::chrono::seconds duration;
};

Plan parse(std::span<char*> words) {
  if (words.size() != 7) {
    throw Failure("usage: code_flow_driver PORT CLIENT REDIRECT_URI USER CONNECTIONS SECONDS");
  }
  return {.port = port_number(words[1]),
          .client = words[2],
          .redirect_uri = words[3],
          .user = words[4],
          .connections = positive(words[5]),
          .duration = std::chrono::seconds(positive(words[6]))};
}

std::string authorize_target(const Plan& plan) {
  return "/oauth2/authorize?response_type=code&scope=openid+profile&state=af0ifjsldkj&nonce=n-0S6"
         "&client_id=" +
         plan.client + "&redirect_uri=" + plan.redirect_uri +
         "&code_challenge_method=S256&code_challenge=" + challenge;
}

std::string cookie_field(const Connection& connection) {
  std::string cookies;
  for (const auto line : connection.fields("Set-Cookie")) {
    if (!cookies.empty()) cookies += "; ";
    cookies += line.substr(0, line.find(';'));
  }
  return "Cookie: " + cookies + "\r\n";
}

/// Where a redirect leads: path and query.
std::string target_of(const Connection& connection) {
  connection.expect(303);
  const auto fields = connection.fields("Location");
  if (fields.empty()) throw Failure("a redirect leads nowhere");
  const std::string_view location = fields.front();
  const auto path = location.find('/', location.find("://") + 3);
  return std::string(location.substr(path));
}

/// The hidden fields of the page's form, as the body of a request; their values are base64url.
std::string hidden_fields(std::string_view html) {
  constexpr std::string_view begin = "<input type=\"hidden\" name=\"", middle = "\" value=\"";
  std::string body;
  for (auto at = html.find(begin); at != std::string_view::npos; at = html.find(begin)) {
    html.remove_prefix(at + begin.size());
    body += html.substr(0, html.find('"'));
    html.remove_prefix(html.find(middle) + middle.size());
    body += '=' + std::string(html.substr(0, html.find('"'))) + '&';
  }
  return body;
}

/// Signs in at the pages. Returns the cookies, as a header field.
std::string sign_in(Connection& connection, const Plan& plan) {
  connection.exchange(get_request(authorize_target(plan)));
  const auto before = cookie_field(connection);
  connection.exchange(get_request(target_of(connection), before));
  connection.expect(200);
  const char* password = std::getenv("BENCH_PASSWORD");
  const auto body = hidden_fields(connection.body()) + "username=" + plan.user +
                    "&password=" + (password ? password : "");
  connection.exchange(form_request("/login", body, before));
  connection.expect(303);
  return cookie_field(connection);
}

/// One browser and its app, and how far they are.
class Flow {
 public:
  Flow(Connection& connection, const Plan& plan)
      : connection_(connection),
        authorize_(get_request(authorize_target(plan), sign_in(connection, plan))),
        redeem_("grant_type=authorization_code&client_id=" + plan.client +
                "&redirect_uri=" + plan.redirect_uri + "&code_verifier=" + verifier + "&code=") {}

  void begin() {
    step_ = Step::authorize;
    connection_.ask(authorize_);
    began_at_ = connection_.sent_at();
  }

  /// The answer is there: asks on. Whether it was the last one of the flow.
  bool go_on() {
    switch (step_) {
      case Step::authorize: redeem(); return false;
      case Step::token: ask_userinfo(); return false;
      case Step::userinfo: check_userinfo(); return true;
    }
    throw Failure("there is no such step");
  }

  [[nodiscard]] Steady::time_point began_at() const { return began_at_; }

 private:
  enum class Step { authorize, token, userinfo };

  void redeem() {
    const auto target = target_of(connection_);
    const auto at = target.find("code=");
    if (at == std::string::npos) throw Failure("no code, but " + target);
    const auto code = target.substr(at + 5, target.find('&', at) - at - 5);
    step_ = Step::token;
    connection_.ask(form_request("/oauth2/token", redeem_ + code));
  }

  void ask_userinfo() {
    connection_.expect(200);
    static_cast<void>(member(connection_.body(), "\"id_token\""));
    const std::string token(member(connection_.body(), "\"access_token\""));
    step_ = Step::userinfo;
    connection_.ask(get_request("/oauth2/userinfo", "Authorization: Bearer " + token + "\r\n"));
  }

  void check_userinfo() const {
    connection_.expect(200);
    static_cast<void>(member(connection_.body(), "\"sub\""));
  }

  Connection& connection_;
  std::string authorize_;
  std::string redeem_;
  Step step_ = Step::authorize;
  Steady::time_point began_at_{};
};

void run(Connections& connections, std::vector<Flow>& flows, std::chrono::seconds duration) {
  Latencies latencies;
  const auto start = Steady::now();
  for (auto& flow : flows) flow.begin();
  connections.loop([&](std::size_t i) {
    if (!flows[i].go_on()) return true;
    const auto now = Steady::now();
    latencies.note(now - flows[i].began_at());
    if (now - start >= duration) return false;
    flows[i].begin();
    return true;
  });
  latencies.report(Steady::now() - start);
}

}  // namespace

int main(int argc, char** argv) try {
  const auto plan = parse({argv, static_cast<std::size_t>(argc)});
  Connections connections(plan.port, plan.connections);
  std::vector<Flow> flows;
  for (std::size_t i = 0; i < connections.size(); ++i) flows.emplace_back(connections[i], plan);
  std::cout << "began" << std::endl;
  run(connections, flows, plan.duration);
} catch (const std::exception& error) {
  std::cerr << "code_flow_driver: " << error.what() << '\n';
  return 1;
}
