"""Machines with many emulated devices, and the modules that kmod names for them. drivers_test tells which module is missing."""

DISKS = [word for number in range(3)
         for word in ("-drive", f"id=disk{number},if=none,file.driver=null-co,file.size=1048576,format=raw")]
SOUND = ["-audiodev", "none,id=sound"]

# `romfile=` keeps the firmware from looking for a machine to boot from on the network.
CARDS = ["e1000e,romfile=", "virtio-net-pci,romfile=", "virtio-blk-pci,drive=disk0", "nvme,serial=1,drive=disk1",
         "qemu-xhci,id=xhci", "usb-kbd,bus=xhci.0", "usb-mouse,bus=xhci.0", "usb-audio,bus=xhci.0,audiodev=sound",
         "virtio-scsi-pci,id=scsi", "scsi-hd,bus=scsi.0,drive=disk2", "virtio-rng-pci", "virtio-balloon-pci", "sdhci-pci", "edu",
         "pvpanic-pci", "rtl8139,romfile=", "vmxnet3,romfile="]
# The bus of a q35 machine has room for some 28; behind a bridge there is more.
Q35_CARDS = ["intel-hda", "hda-duplex,audiodev=sound", "megasas", "pvscsi", "i6300esb", "pcie-root-port,chassis=2",
             "pci-bridge,id=behind,chassis_nr=1",
             *(f"{card},bus=behind,addr={number}" for number, card in enumerate(
                 ["e1000,romfile=", "AC97,audiodev=sound", "ES1370,audiodev=sound", "lsi53c895a", "i82559c,romfile=",
                  "ne2k_pci,romfile=", "pcnet,romfile=", "tulip,romfile=", "mptsas1068", "dc390", "ich9-usb-ehci1",
                  "piix3-usb-uhci", "pci-ohci"], 1))]
ZOOS = {"amd64": CARDS + Q35_CARDS, "arm64": CARDS + ["virtio-gpu-pci", "virtio-keyboard-pci"]}
OPTIONS = DISKS + SOUND

# What one of the kernels does not have, or has built in, is left out.
MODULES = """
    8139cp 8139too acpi_cpufreq aes_ce_blk aes_ce_cipher ahci alarmtimer am53c974 amd64_edac arm_spe_pmu atkbd bochs
    button cfi_probe crct10dif_ce dmi_sysfs e100 e1000 e1000e ehci_pci evdev ghash_ce gpio_keys gpio_pl061 hid_generic
    i2c_i801 i6300esb iTCO_wdt input_leds kvm_amd lpc_ich megaraid_sas mousedev mptsas ne2k_pci nvme ohci_pci parport_pc
    pcc_cpufreq pcnet32 pcspkr physmap polyval_ce powernow_k8 processor psmouse pvpanic_pci qemu_fw_cfg rtc_cmos
    rtc_pl031 sd_mod sdhci_pci serio_raw sha1_ce sha2_ce shpchp snd_ens1370 snd_hda_codec_generic snd_hda_intel
    snd_intel8x0 snd_usb_audio sym53c8xx tulip uhci_hcd usbhid vga16fb virtio_balloon virtio_blk virtio_gpu virtio_input
    virtio_mmio virtio_net virtio_pci virtio_rng virtio_scsi vmw_pvscsi vmxnet3 xhci_pci
""".split()
