// The driver that libvirt would bind a device to, for people:
//
//   0000:41:00.1  pci:v000015B3d0000101Esv…  Mellanox Technologies ConnectX Family …
//     mlx5_vfio_pci, driver mlx5-vfio-pci
//       line 1234, 5 stars: vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*  mlx5_vfio_pci
//       not taken: line 77: vfio_pci:v000015B3d*…  acme_vfio_pci: field 'i00*' is neither '00' …
#include <fmt/core.h>

#include "match/formats.h"
#include "support/color.h"
#include "support/text.h"

namespace ko2alias {
namespace {

class VfioText {
 public:
  explicit VfioText(const MatchView& view) : view_(view) {}

  std::string render() {
    for (std::size_t i = 0; i < view_.devices.size(); ++i) {
      text_.append(match_title(view_, {{i}, view_.devices[i].where})).append("\n");
      render_choice(view_.kernels.front().vfio[i]);
    }
    return std::move(text_);
  }

 private:
  void line(std::string_view text) { text_.append(text).append("\n"); }

  void render_choice(const VfioChoice& choice) {
    line("  " + head_of(choice));
    for (const VfioCandidate& candidate : choice.candidates)
      if (candidate.is_certain() || choice.module.empty() || view_.is_full)
        line(fmt::format("    {}{}: {}{}", line_text(candidate.claim, ", "),
                         counted(candidate.stars, "star"), claim_text(candidate.claim),
                         candidate.is_certain() ? "" : ", perhaps"));
    for (const VfioNearMiss& miss : choice.near_misses)
      line(fmt::format("    not taken: {}{}: {}", line_text(miss.claim, ": "),
                       claim_text(miss.claim), escape_for_terminal(miss.reason)));
  }

  [[nodiscard]] std::string head_of(const VfioChoice& choice) const {
    if (choice.deciding)
      return fmt::format(
          "{}, as field '{}' is not",
          styled(view_.screen.has_color, fmt::fg(fmt::terminal_color::red), "not known"),
          choice.deciding->unknown_field);
    std::string head = styled(view_.screen.has_color, fmt::fg(fmt::terminal_color::green),
                              escape_for_terminal(choice.name()));
    if (choice.driver.empty())
      head += ", driver not known";
    else if (choice.driver != choice.name())
      head += ", driver " + escape_for_terminal(choice.driver);
    if (choice.candidates.empty()) head += ", as no line is for this device";
    if (choice.ties() != 0) head += ", the first of those with as few stars";
    return head;
  }

  // Empty for a claim that is on no line of a file.
  static std::string line_text(const ClaimRef& claim, std::string_view behind) {
    return claim.line() == 0 ? "" : fmt::format("line {}{}", claim.line(), behind);
  }

  static std::string claim_text(const ClaimRef& claim) {
    return escape_for_terminal(fmt::format("{}  {}", claim.pattern(), claim.name()));
  }

  const MatchView& view_;
  std::string text_;
};

}  // namespace

std::string render_vfio_text(const MatchView& view) { return VfioText(view).render(); }

}  // namespace ko2alias
