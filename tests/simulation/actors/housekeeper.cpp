#include "tests/simulation/actors/housekeeper.hpp"

namespace chancery::simulation {

void Housekeeper::run() {
  while (world_.troubled()) {
    world_.scheduler.sleep(Duration(world_.random.between(1000, 60000)));
    ask(world_, asker_, Sweep{static_cast<std::size_t>(world_.random.between(1, 20))},
        request_deadline);
  }
}

}  // namespace chancery::simulation
