using NetBatch.Lab.Cli;

namespace NetBatch.Lab.Platforms;

/// <summary>Makes the shell of a device's platform.</summary>
internal static class Shells
{
    public static CliSession Open(SimDevice device, SessionRequest request, int number)
    {
        Shell shell = device.Platform switch
        {
            "juniper_junos" => new JunosShell(device, request),
            "fortinet_fortios" => new FortiShell(device, request),
            "cisco_asa" => new AsaShell(device, request),
            "huawei_vrp" => new VrpShell(device, request),
            "hp_comware" => new ComwareShell(device, request),
            "linux" => new LinuxShell(device, request),
            _ => IosLike(device, request),
        };
        return new CliSession(device, shell, request, new SessionRecord(device.Record, number));
    }

    /// <summary>A configuration with the lines that a device shows before and behind it.</summary>
    public static string Framed(SimDevice device, Configs.IDeviceConfig config) =>
        device.Platform switch
        {
            "fortinet_fortios" => FortiOutputs.Header(device, "admin") + config.Text,
            "cisco_asa" => AsaOutputs.Running(device, config.Text),
            "huawei_vrp" => VrpOutputs.Framed(device, config.Text),
            "hp_comware" => ComwareShell.Framed(device, config.Text),
            _ => config.Text,
        };

    /// <summary>The grammar of a platform whose configuration is indented.</summary>
    public static Configs.ConfigGrammar GrammarOf(string platform) =>
        platform switch
        {
            "cisco_nxos" => Configs.Grammars.Nxos,
            "cisco_iosxr" => Configs.Grammars.Xr,
            "arista_eos" => Configs.Grammars.Eos,
            _ => Configs.Grammars.Ios,
        };

    public static IosLikeShell IosLike(SimDevice device, SessionRequest request) =>
        device.Platform switch
        {
            "cisco_nxos" => new NxosShell(device, request),
            "cisco_iosxr" => new XrShell(device, request),
            "arista_eos" => new EosShell(device, request),
            _ => new IosShell(device, request),
        };
}
