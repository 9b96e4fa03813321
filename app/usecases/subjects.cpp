#include "app/usecases/subjects.hpp"

#include "domain/pairwise_subject.hpp"

namespace chancery {

std::string Subjects::of(const Client& client, const UserId& user) const {
  const auto input = pairwise_input(client, user);
  return input ? macs_.compute(KeyUse::derive_subjects, *input) : user.value();
}

}  // namespace chancery
