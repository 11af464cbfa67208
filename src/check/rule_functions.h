// The functions of the rules, for the table in rules.cpp alone.
#pragma once

namespace ko2alias {

class CheckedModule;
class Findings;
class TargetKernel;

// table_rules.cpp
void check_early_terminator(const CheckedModule& module, Findings& findings);
void check_repeated_entries(const CheckedModule& module, Findings& findings);
void check_shadowed_entries(const CheckedModule& module, Findings& findings);
void check_shadowed_same_data(const CheckedModule& module, Findings& findings);
void check_catch_all(const CheckedModule& module, Findings& findings);
void check_class_wide(const CheckedModule& module, Findings& findings);
void check_placeholder_ids(const CheckedModule& module, Findings& findings);

// foreign_tables.cpp
void check_foreign_tables(const CheckedModule& module, Findings& findings);

// forgotten_tables.cpp
void check_forgotten_tables(const CheckedModule& module, Findings& findings);
void check_unexported_tables(const CheckedModule& module, Findings& findings);

// alias_rules.cpp
void check_stripped(const CheckedModule& module, Findings& findings);
void check_missing_aliases(const CheckedModule& module, Findings& findings);
void check_stray_aliases(const CheckedModule& module, Findings& findings);
void check_repeated_aliases(const CheckedModule& module, Findings& findings);
void check_unexpanded_macros(const CheckedModule& module, Findings& findings);
void check_impossible_aliases(const CheckedModule& module, Findings& findings);
void check_libvirt_aliases(const CheckedModule& module, Findings& findings);

// kernel_rules.cpp
void check_wrong_kernel(const CheckedModule& module, const TargetKernel& kernel,
                        Findings& findings);
void check_name_clash(const CheckedModule& module, const TargetKernel& kernel, Findings& findings);
void check_name_is_alias(const CheckedModule& module, const TargetKernel& kernel,
                         Findings& findings);
void check_catch_all_over(const CheckedModule& module, const TargetKernel& kernel,
                          Findings& findings);
void check_claimed_elsewhere(const CheckedModule& module, const TargetKernel& kernel,
                             Findings& findings);

}  // namespace ko2alias
