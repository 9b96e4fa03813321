#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "source_dir.hpp"

namespace chancery {

/// A line of password_hashes.tsv, which tests/interop/password_hashes.py made.
struct MadeHash {
  std::string made_by;
  std::string algorithm;
  std::string password;
  std::string hash;
};

inline std::vector<MadeHash> hashes_made_elsewhere() {
  std::ifstream file(CHANCERY_SOURCE_DIR "/tests/support/password_hashes.tsv");
  std::vector<MadeHash> hashes;
  for (std::string line; std::getline(file, line);) {
    std::istringstream columns(line);
    MadeHash made;
    for (auto* column : {&made.made_by, &made.algorithm, &made.password, &made.hash}) {
      std::getline(columns, *column, '\t');
    }
    hashes.push_back(std::move(made));
  }
  return hashes;
}

}  // namespace chancery
