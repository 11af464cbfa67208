#include "consume/compare_formats.h"
namespace ko2alias {
std::string render_compare_html(const CompareView& view) { return render_compare_text(view); }
}  // namespace ko2alias
