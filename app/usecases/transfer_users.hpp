#pragma once

#include <functional>
#include <string_view>
#include <unordered_set>

#include "ports/inbound/transfer_users.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/user_transfer.hpp"

namespace chancery {

class TransferUsers final : public inbound::TransferUsers {
 public:
  struct Ports {
    outbound::UserTransfer& users;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  /// Whether a password could ever prove to be that of the hash.
  using KnowsHash = std::function<bool(std::string_view hash)>;

  TransferUsers(Ports ports, KnowsHash knows_hash)
      : ports_(ports), knows_hash_(std::move(knows_hash)) {}

  std::vector<inbound::ImportedRow> import(std::span<const UserRow> rows) override;
  std::vector<inbound::ImportedRow> rehearse(std::span<const UserRow> rows) override;
  std::vector<inbound::ExportedUser> page(const std::optional<UserId>& after,
                                          std::size_t limit) override;

 private:
  using Outcomes = std::vector<outbound::ArrivalOutcome>;
  using Step = std::function<Outcomes(std::span<const outbound::Arrival>)>;

  /// What cannot be an account is refused; of the others `step` decides.
  std::vector<inbound::ImportedRow> judge(std::span<const UserRow> rows, const Step& step) const;
  [[nodiscard]] std::string objection(const UserRow& row) const;
  [[nodiscard]] outbound::Arrival arrival(const UserRow& row) const;
  /// `added` unless an account that was rehearsed before stands in the way.
  outbound::ArrivalOutcome remember(const UserRow& row);

  Ports ports_;
  KnowsHash knows_hash_;
  /// Of what was rehearsed: ids and names as hashes, few bytes for each of a million.
  std::unordered_set<std::size_t> rehearsed_ids_{};
  std::unordered_set<std::size_t> rehearsed_names_{};
};

}  // namespace chancery
