using NetBatch.Lab.Configs;
using NetBatch.Lab.Configs.Asa;
using NetBatch.Lab.Configs.Comware;
using NetBatch.Lab.Configs.Forti;
using NetBatch.Lab.Configs.Views;
using NetBatch.Lab.Configs.Vrp;

namespace NetBatch.Lab.Devices;

/// <summary>The configurations that are none of indented lines, by platform.</summary>
internal static class OwnConfigs
{
    /// <summary>The platforms that have such.</summary>
    public static IReadOnlyList<string> Platforms { get; } = ["fortinet_fortios", "cisco_asa", "huawei_vrp", "hp_comware"];

    /// <summary>Reads a configuration; null: the platform's is one of indented lines.</summary>
    public static IDeviceConfig? Read(string platform, string text) =>
        platform switch
        {
            "fortinet_fortios" => FortiConfig.Parse(text),
            "huawei_vrp" => ViewConfig.Parse(VrpDialect.Instance, text),
            "hp_comware" => ViewConfig.Parse(ComwareDialect.Instance, text),
            "cisco_asa" => ViewConfig.Parse(AsaDialect.Instance, text),
            _ => null,
        };

    /// <summary>What types lines into a configuration, one after the other; false: the line was refused.</summary>
    public static Func<string, bool> Editor(IDeviceConfig config)
    {
        switch (config)
        {
            case FortiConfig forti:
                var editor = new FortiEditor(forti);
                return line => FortiWords.Split(line) is { } words && editor.Apply(words).Done;
            case ViewConfig view:
                var place = new ViewEditor(view);
                return line => line is "exit" or "quit" ? place.Leave() : place.Apply(line.Trim()).Done;
            default:
                throw new ArgumentException("This kind of configuration takes no lines.", nameof(config));
        }
    }
}
