"""Why a device of a guest has another driver than that of the first module that we name for it, or none."""
import dataclasses
import re


@dataclasses.dataclass
class Reason:
    """It holds for modaliases with this beginning, and for what binds them: a driver, or "" for none. `names` are the modules
    that we name, in our order; `kernels` begins the names of the kernels. With `is_beside` the device that one of ACPI stands for
    has to have a driver."""
    modalias: str
    driver: str
    names: str
    why: str
    kernels: str = ""
    is_beside: bool = False


REASONS = [
    # --- bound, and not by the first module that we name ---
    Reason("usb:.*ic01isc02", "snd-usb-audio", "", "the driver of a sound card's first interface claims the other ones"),
    Reason("hdaudio:", "snd_hda_codec_generic", "", "the controller's driver itself loads the generic one for an unknown codec"),
    Reason("platform:", "i8042|reg-dummy|serial8250|alarmtimer", "", "built in, and bound by the platform device's name without an alias"),
    Reason("of:", "pci-host-generic", "", "built in, which this kernel does not record", "6.1"),
    Reason("of:", "armv8-pmu|psci-cpuidle-domain", "", "built in, and exports no table"),
    Reason("pci:.*bc06sc04", "pcieport", "(shpchp)?", "the driver of PCI Express ports is built in, comes first, and exports no table"),
    Reason("serio:", "psmouse", "serio_raw psmouse( atkbd)?", "serio_raw binds only by hand"),
    Reason("serio:", "atkbd", "serio_raw atkbd", "serio_raw binds only by hand"),
    Reason("serio:", "atkbd", "serio_raw", "atkbd is built in, which this kernel does not record", "6.1"),
    # --- without a driver ---
    Reason("input:", "", ".+", "modules of input devices are handlers, which are no drivers of the device"),
    Reason("cpu:", "", ".+", "modules that go by the processor's features are no drivers of a device"),
    Reason("acpi:", "", ".+", "its driver is bound to the device that it describes, beside it", is_beside=True),
    Reason("acpi:PNP0400:", "", "parport_pc", "the driver of the pnp device that it describes finds no port there"),
    Reason("of:.*Cvirtio,mmio", "", "virtio_mmio", "its probe refuses a place where qemu has put no device"),
    Reason("of:.*Csimple-bus", "", "simple_pm_bus", "its probe refuses a bus without power management"),
    Reason("pci:v00008086d000029C0", "", "intel_agp", "its probe refuses a bridge without an aperture"),
    Reason("pci:v00001B36d00000001", "", "shpchp", "its probe refuses a bridge whose controller firmware does not hand over"),
    Reason("platform:vga-framebuffer", "", "vga16fb", "its probe refuses a screen that is not in a VGA mode"),
]


def reason_of(kernel, device, names):
    """The reason why a device is bound as it is while we name these modules, or nothing."""
    for reason in REASONS:
        if (kernel.startswith(reason.kernels) and (device["driver_beside"] or not reason.is_beside)
                and re.match(reason.modalias, device["modalias"]) and re.fullmatch(reason.driver, device["driver"])
                and re.fullmatch(reason.names, " ".join(names))):
            return reason.why
    return ""
