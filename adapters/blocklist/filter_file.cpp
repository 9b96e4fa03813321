#include "adapters/blocklist/filter_file.hpp"

#include <system_error>

#include "ports/unavailable.hpp"

namespace chancery::blocklist {
namespace {

std::expected<FilterIndex, std::string> index_of(const Descriptor& file,
                                                 const Descriptor::State& state) {
  if (!state.regular) return std::unexpected("it is no regular file");
  const auto length = index_length_of(file.read(0, filter_head_length));
  if (!length) return std::unexpected(length.error());
  return read_filter_index(file.read(0, *length), state.length);
}

}  // namespace

std::expected<FilterFile, std::string> FilterFile::open(const std::filesystem::path& path) {
  try {
    auto file = Descriptor::to_read(path);
    const auto state = file.state();
    auto index = index_of(file, state);
    if (!index) return std::unexpected(std::move(index.error()));
    return FilterFile(std::move(file), state, *std::move(index));
  } catch (const std::system_error& error) {
    return std::unexpected(error.code().message());
  }
}

bool FilterFile::contains(std::uint64_t key) const {
  const auto& shard = index_.shards[shard_number(index_.shard_bits, key)];
  if (shard.keys == 0) return false;
  try {
    if (file_.state() != state_) {
      throw Unavailable("the password filter was written over while it was in use: start anew");
    }
    const auto probe = fuse_probe(shard.shape, shard.seed, key);
    std::uint8_t found = 0;
    for (const auto slot : probe.slots) found ^= byte_at(shard.offset + slot);
    return found == probe.fingerprint;
  } catch (const std::system_error& error) {
    throw Unavailable("the password filter cannot be read: " + error.code().message());
  }
}

std::uint8_t FilterFile::byte_at(std::uint64_t offset) const {
  const auto bytes = file_.read(offset, 1);
  if (bytes.empty()) throw Unavailable("the password filter is cut short");
  return static_cast<std::uint8_t>(bytes.front());
}

std::expected<void, std::string> FilterFile::verify(
    const std::function<void(std::size_t)>& progress) const {
  std::size_t done = 0;
  try {
    for (const auto& shard : index_.shards) {
      if (checksum_of(file_.read(shard.offset, shard.shape.slots())) != shard.checksum) {
        return std::unexpected("its part " + std::to_string(done + 1) + " of " +
                               std::to_string(index_.shards.size()) + " is damaged");
      }
      ++done;
      if (progress) progress(done);
    }
  } catch (const std::system_error& error) {
    return std::unexpected(error.code().message());
  }
  return {};
}

}  // namespace chancery::blocklist
