#include "kernel/kernel_name.h"

#include "kernel/kernel.h"
#include "kit/kit.h"

namespace ko2alias::test {

TEST_CASE("kernel name: a label, a release or a file", "[kernel]") {
  const auto called = [](const Kernel& before, const Kernel& after) {
    const auto [old_name, new_name] = names_of(before, after);
    return strings{old_name.called, new_name.called};
  };
  const Kernel old_kernel{.name = "/srv/a/6.1", .release = "6.1.1"};
  const Kernel new_kernel{.name = "/srv/b/6.12", .release = "6.12.1"};
  const Kernel list{.name = "/srv/a/modules.alias"};
  const Kernel other_list{.name = "/srv/b/modules.alias"};
  Kernel labelled = list;
  labelled.label = "stable";
  CHECK(called(old_kernel, new_kernel) == strings{"6.1.1", "6.12.1"});
  CHECK(called(old_kernel, list) == strings{"6.1.1", "modules.alias"});
  CHECK(called(old_kernel, old_kernel) == strings{"6.1.1 (old)", "6.1.1 (new)"});
  CHECK(called(list, other_list) == strings{"modules.alias (old)", "modules.alias (new)"});
  CHECK(called(labelled, labelled) == strings{"stable", "stable"});
  CHECK(called({.name = "out/modules/"}, {.name = "-"}) == strings{"modules", "-"});
  // The path stands in every report once.
  CHECK(names_of(list, other_list).second.path == "/srv/b/modules.alias");
}

}  // namespace ko2alias::test
