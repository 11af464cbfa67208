// The claims of the two kernels that are compared.
#pragma once

#include "kernel/claims.h"

namespace ko2alias {

struct BothClaims {
  const Claims& before;
  const Claims& after;
};

}  // namespace ko2alias
