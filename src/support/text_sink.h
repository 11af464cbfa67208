// Where a text goes that is too long to be held as a whole.
#pragma once

#include <functional>
#include <string_view>

namespace ko2alias {

/// Takes a text piece by piece. A piece is of whole lines, or of whole values of JSON.
using TextSink = std::function<void(std::string_view)>;

}  // namespace ko2alias
