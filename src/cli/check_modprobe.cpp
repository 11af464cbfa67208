#include "cli/check_modprobe.h"

#include "check/modprobe_rules.h"
#include "cli/run_options.h"
#include "kernel/kernel_files.h"
#include "support/text.h"

namespace ko2alias {

CheckedConfigFiles check_modprobe(const ModprobeOptions& options, const RunOptions& run,
                                  const Kernel* kernel, const ModprobeConfig& of_modules) {
  Kernel nothing{.modprobe = of_modules};
  if (kernel == nullptr) {
    if (of_modules.is_empty())
      nothing.modprobe = KernelFiles({}, run.reading.input).modprobe_config();
    complete_modprobe_config(nothing, "", options);
  }
  const ModprobeConfig& config = (kernel != nullptr ? *kernel : nothing).modprobe;
  CheckedConfigFiles checked{.findings = check_config({&config, kernel})};
  const auto add = [&](const std::string& file) {
    checked.names.insert(escape_for_terminal(file.substr(file.rfind('/') + 1)));
  };
  for (const std::string& file : config.files()) add(file);
  for (const ConfigFault& fault : config.faults()) add(fault.file);
  return checked;
}

}  // namespace ko2alias
