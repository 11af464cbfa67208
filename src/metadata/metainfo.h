// AppStream's metainfo files and catalogues: the modaliases that their components provide.
//
//   <component type="driver">
//     <id>org.example.acme_nic</id>
//     <pkgname>acme-dkms</pkgname>                       in catalogues
//     <provides>
//       <modalias>pci:v00001ED5d00000100sv*sd*bc*sc*i*</modalias>
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/problem.h"

namespace ko2alias {

/// A stretch of a text.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct MetainfoModalias {
  std::string pattern{};
  /// Counted from 1.
  std::size_t line = 0;
  /// From `<modalias>` to `</modalias>`.
  TextRange element{};
};

struct MetainfoComponent {
  std::string type{};
  std::string id{};
  std::vector<std::string> packages{};
  std::vector<MetainfoModalias> modaliases{};
  /// Its first `<provides>…</provides>` or `<provides/>`; empty where there is none.
  TextRange provides{};
  /// Where its `</component>` begins.
  std::size_t end = 0;
};

/// The components of a file. Text that is no XML, as far as they are concerned, is a problem.
Result<std::vector<MetainfoComponent>> parse_metainfo(std::string_view text);

/// The file with these modaliases in the component instead of its own; all else stays.
std::string with_modaliases(std::string_view text, const MetainfoComponent& component,
                            const std::vector<std::string>& patterns);

/// `<modalias>…</modalias>`, one a line, each behind the indentation.
std::string modalias_elements(const std::vector<std::string>& patterns,
                              std::string_view indentation);

}  // namespace ko2alias
