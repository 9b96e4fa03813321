#include "domain/pairwise_subject.hpp"

namespace chancery {

std::optional<std::string> pairwise_input(const Client& client, const UserId& user) {
  if (client.subject_type != SubjectType::pairwise) return std::nullopt;
  // Registration sees to it that there is a sector; without one the client is its own.
  auto input = sector(client).value_or(client.id.value());
  input += '\0';
  return input + user.value();
}

}  // namespace chancery
