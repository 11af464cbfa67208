// C compilers as judges: the structs of buses in C, and objects that compilers make of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "describe/bus.h"

namespace ko2alias::test {

struct CTarget {
  std::string name{};
  std::string command{};
  Abi abi{};
};

/// The machine's own compiler for 64 and 32 bits, and clang for other machines of both byte orders,
/// where it is installed. Not all of them need work here.
std::vector<CTarget> c_targets();

/// The name of a member in the struct, and of a bit field of one.
std::string c_name(std::size_t member);
std::string c_name(std::size_t member, std::size_t bit_field);

/// `struct NAME { … };` as the description has it.
std::string c_struct(const std::string& name, const Variant& variant);

/// What a compiler says: its messages, or nothing where it is content.
std::string c_messages(const std::string& command, const std::string& c);

/// The object file that a compiler makes. Nothing where it fails.
std::optional<std::string> c_object(const std::string& command, const std::string& c);

}  // namespace ko2alias::test
