#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {

Judgement clients_are_known_as_they_are(const Step& step, const Known& known) {
  if (!step.as<Answered>() || !step.request->authenticated) return std::nullopt;
  const auto& request = *step.request;
  if (request.began_at < known.truth.restored_at + client_memory) return std::nullopt;
  const auto& sent = *credentials(request);
  const auto versions = known.truth.clients.find(sent.client);
  if (versions != known.truth.clients.end() &&
      any_after(versions->second, request.began_at - client_memory,
                [&](const Client& client) { return passes(client, sent); })) {
    return std::nullopt;
  }
  return "a client passed that no registration of the last half second lets pass";
}

}  // namespace chancery::simulation
