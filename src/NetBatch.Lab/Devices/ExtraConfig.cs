using NetBatch.Lab.Configs;

namespace NetBatch.Lab.Devices;

/// <summary>Lines that a lab's spec adds to the initial config of a device.</summary>
internal static class ExtraConfig
{
    public static ConfigNode Add(ConfigNode config, ConfigGrammar grammar, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return config;
        }

        var editor = new ConfigEditor(grammar, () => config);
        foreach (var line in lines)
        {
            if (line.Trim() == "exit")
            {
                editor.Leave();
            }
            else if (editor.Apply(line) is not (ConfigOutcome.Done or ConfigOutcome.Entered))
            {
                throw Unknown(line);
            }
        }

        // Read back, so that the lines count as the device's own and not as typed.
        return ConfigText.Parse(ConfigText.Write(config, grammar, new ConfigStyle(1, "!")));
    }

    public static JunosConfig Add(JunosConfig config, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            switch (JunosConfig.WordsOf(line))
            {
                case ["set", .. var words] when words.Count > 0:
                    config.Set(words);
                    break;
                case ["delete", .. var words] when words.Count > 0:
                    config.Delete(words);
                    break;
                default:
                    throw Unknown(line);
            }
        }

        return config;
    }

    /// <summary>The config with lines typed behind it.</summary>
    public static IDeviceConfig Add(IDeviceConfig config, IReadOnlyList<string> lines)
    {
        var editor = OwnConfigs.Editor(config);
        foreach (var line in lines)
        {
            if (!editor(line))
            {
                throw Unknown(line);
            }
        }

        return config;
    }

    private static NetBatchException Unknown(string line) =>
        LabErrors.Argument($"The lab cannot configure '{line}'.",
            "Write ExtraConfig as one types it in the platform's configuration mode.");
}
