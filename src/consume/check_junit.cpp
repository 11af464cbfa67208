#include "consume/check_formats.h"

namespace ko2alias {

std::string render_check_junit(const CheckView& view) { return render_check_text(view); }

}  // namespace ko2alias
