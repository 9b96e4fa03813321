#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "adapters/memory/access_token_store.hpp"
#include "adapters/memory/audit_trail.hpp"
#include "adapters/memory/client_store.hpp"
#include "adapters/memory/key_store.hpp"
#include "adapters/memory/refresh_family_store.hpp"
#include "adapters/memory/user_store.hpp"

namespace chancery {

/// Every store over one empty in-memory database.
struct MemoryStores {
  memory::Database database;
  memory::RefreshFamilyStore families{database};
  memory::AccessTokenStore access_tokens{database};
  memory::UserStore users{database};
  memory::ClientStore clients{database};
  memory::KeyStore keys{database};
  memory::AuditTrail audit{database};

  /// The audit trail, oldest first.
  std::vector<AuditEvent> events() { return database.snapshot().events; }
};

/// What every contract suite runs over: one line here is one more implementation of every port.
using EveryKindOfStores = testing::Types<MemoryStores>;

}  // namespace chancery
