// An entry of a device table, which gives its members by name, and the sink for the aliases that a
// writer makes of it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "describe/bus.h"
#include "ko2alias/problem.h"
#include "support/bytes.h"

namespace ko2alias {

/// A table read with one variant's layout.
struct TableView {
  const Variant* variant = nullptr;
  Layout layout;
  Abi abi;
  /// Byte order of the machine on which the kernel's generator ran.
  ByteOrder build_host = ByteOrder::little;
  Bytes bytes;

  TableView(const Variant& v, const Abi& a, ByteOrder host, std::string_view data)
      : variant(&v),
        layout(layout_of(v.members, a)),
        abi(a),
        build_host(host),
        bytes(data, v.cross_build == CrossBuild::numbers_unconverted ? host : a.order) {}
  /// The number of entries without the terminator; none where they have no bytes.
  [[nodiscard]] std::size_t entry_count() const {
    return layout.size == 0 ? 0 : bytes.size() / layout.size - 1;
  }
};

constexpr std::size_t longest_member_text = 500;

class Entry {
 public:
  /// `index` counts from 0 and is less than the number of entries, terminator included.
  Entry(const TableView& table, std::size_t index) : table_(&table), index_(index) {}

  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] const Abi& abi() const { return table_->abi; }
  [[nodiscard]] std::span<const Member> members() const { return table_->variant->members; }
  [[nodiscard]] ByteOrder build_host() const { return table_->build_host; }
  /// Whether the kernel's generator took the bytes of a uuid for one number, and turned it round.
  [[nodiscard]] bool has_reversed_uuid() const {
    return table_->variant->cross_build == CrossBuild::uuid_reversed &&
           table_->build_host != abi().order;
  }
  /// Another entry of the same table.
  [[nodiscard]] Entry at(std::size_t index) const { return {*table_, index}; }

  /// The value of a scalar member, or of one element of an array.
  [[nodiscard]] std::uint64_t number(std::string_view member, std::size_t element = 0) const {
    return number(find(member), element);
  }
  [[nodiscard]] std::uint64_t number(std::size_t member, std::size_t element = 0) const;
  /// A bit field of a member that is divided into some.
  [[nodiscard]] std::uint64_t bit_field(std::size_t member, std::size_t field) const;
  /// Whether the member has the value by which the bus's drivers say "any".
  [[nodiscard]] bool is_any(std::string_view member) const { return is_any(find(member)); }
  [[nodiscard]] bool is_any(std::size_t member) const {
    return any_value(*table_->variant, member) == number(member);
  }
  /// A text up to its first NUL. Where the array is full, the text runs on into the bytes behind
  /// it: the kernel's generator reads it so, with buffers that end at 500 bytes, and this does up
  /// to `longest_member_text`.
  [[nodiscard]] std::string_view text(std::string_view member) const { return text(find(member)); }
  [[nodiscard]] std::string_view text(std::size_t member) const {
    return table_->bytes.c_string(start() + table_->layout.offset[member])
        .substr(0, longest_member_text);
  }
  /// All the bytes of a member.
  [[nodiscard]] std::string_view bytes(std::string_view member) const {
    return bytes(find(member));
  }
  [[nodiscard]] std::string_view bytes(std::size_t member) const;
  /// Bit `n` of a bitmap.
  [[nodiscard]] bool bit(std::string_view member, std::size_t n) const;
  /// Whether the flag of that name is set, whichever member has it.
  [[nodiscard]] bool flag(std::string_view name) const;
  /// Where a member, or one element of an array, begins: counted from the start of the table.
  [[nodiscard]] std::size_t offset_of(std::size_t member, std::size_t element = 0) const;
  /// The whole struct with its padding.
  [[nodiscard]] std::string_view all_bytes() const {
    return table_->bytes.text().substr(start(), table_->layout.size);
  }
  /// Whether the padding between and behind the members is zero, as compilers leave it.
  [[nodiscard]] bool has_clean_padding() const;

 private:
  [[nodiscard]] std::size_t start() const { return index_ * table_->layout.size; }
  [[nodiscard]] std::size_t find(std::string_view member) const {
    const std::size_t found = find_member(members(), member);
    assert(found != no_member);
    return found;
  }

  const TableView* table_;
  std::size_t index_;
};

/// Takes the aliases that a writer makes of one entry.
class AliasSink {
 public:
  void add(std::string alias) { aliases.push_back(std::move(alias)); }
  /// Says that the entry gives no alias (or no further one), and why.
  void refuse(ProblemKind kind, std::string reason) {
    refusals.push_back({kind, std::move(reason)});
  }

  struct Refusal {
    ProblemKind kind = ProblemKind::other;
    std::string reason;
  };

  /// The texts of earlier entries of the table that a writer wants to know again.
  std::unordered_set<std::string> seen;
  /// The last alias of an earlier entry of the table.
  std::string previous;
  std::vector<std::string> aliases;
  std::vector<Refusal> refusals;
};

/// Writes the aliases of an entry, by the variant's parts or its writer, without an override's
/// prefix.
void write_aliases(const Entry& entry, const Variant& variant, AliasSink& out);

}  // namespace ko2alias
