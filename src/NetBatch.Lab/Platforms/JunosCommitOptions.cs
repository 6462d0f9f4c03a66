using System.Globalization;

namespace NetBatch.Lab.Platforms;

/// <summary>What stands behind <c>commit</c>, after Juniper's CLI guide.</summary>
/// <param name="Check">Only look whether it would do.</param>
/// <param name="Quit">Leave the configuration mode then.</param>
/// <param name="Confirmed">How long the change waits to be confirmed: 1 to 65535 minutes, 10 where no number stands; null: it needs no
/// confirming.</param>
internal sealed record JunosCommitOptions(bool Check, bool Quit, TimeSpan? Confirmed)
{
    /// <summary>Reads the words; null: they are none that a commit knows.</summary>
    public static JunosCommitOptions? Read(IReadOnlyList<string> words)
    {
        var options = new JunosCommitOptions(false, false, null);
        for (var i = 1; i < words.Count; i++)
        {
            switch (words[i])
            {
                case "check":
                    options = options with { Check = true };
                    break;
                case "and-quit":
                    options = options with { Quit = true };
                    break;
                case "synchronize":
                    break;
                case "comment" when i + 1 < words.Count:
                    i++;
                    break;
                case "confirmed":
                    var minutes = 10;
                    if (i + 1 < words.Count && char.IsAsciiDigit(words[i + 1][0])
                        && (!int.TryParse(words[++i], NumberStyles.None, CultureInfo.InvariantCulture, out minutes)
                            || minutes is < 1 or > 65535))
                    {
                        return null;
                    }

                    options = options with { Confirmed = TimeSpan.FromMinutes(minutes) };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
