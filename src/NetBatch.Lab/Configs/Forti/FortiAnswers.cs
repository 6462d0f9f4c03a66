namespace NetBatch.Lab.Configs.Forti;

/// <summary>What FortiOS says. The forms stand in Fortinet's administration guide, "CLI error codes"
/// (docs.fortinet.com/document/fortigate/7.4.4/administration-guide, codes -8, -23, -56, -61, -160, -651), in captured consoles of a
/// FortiGate-VM 7.0.3 and in the fixtures of the netdriver project.</summary>
internal static class FortiAnswers
{
    /// <summary>A word that is no command of this place.</summary>
    public const string NoAction = "Unknown action 0\n";

    public const string Incomplete = "\nincomplete command in the end\nCommand fail. Return code -160\n";

    /// <summary>An entry that others name.</summary>
    public static string InUse(int users) => $"The entry is used by other {users} entries\nCommand fail. Return code -23\n";

    public static string Unknown(string word, int code = 1) => $"\ncommand parse error before '{word}'\nCommand fail. Return code {code}\n";

    public static string Ambiguous(string word) => $"\nambiguous command before '{word}'\nCommand fail. Return code 1\n";

    public static string WrongValue(string word, string why, int code) =>
        $"\n{why}\n\nvalue parse error before '{word}'\nCommand fail. Return code {code}\n";

    /// <summary>An entry that is not complete is not kept.</summary>
    public static string Missing(string attribute) =>
        $"node_check_object fail! for {attribute}\n\nAttribute '{attribute}' MUST be set.\nCommand fail. Return code -56\n";

    public static string NoEntry(string id) =>
        $"\nentry not found in table\n\nvalue parse error before '{id}'\nCommand fail. Return code -3\n";
}
