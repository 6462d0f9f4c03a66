namespace NetBatch.Remediation.Tests;

/// <summary>Short ways to say what the tests are about.</summary>
internal static class Given
{
    public static ConfigTree Config(string platform, string text) => ConfigTree.Parse(text, platform);

    /// <summary>The remediation's lines, without closers.</summary>
    public static string Remediation(string platform, string running, string intended, bool closers = false) =>
        Text(ConfigEngine.Remediation(Config(platform, running), Config(platform, intended)).Lines(closers));

    public static string Rollback(string platform, string running, string intended) =>
        Text(ConfigEngine.Rollback(Config(platform, running), Config(platform, intended)).Lines());

    public static string Future(string platform, string config, string commands) =>
        Text(ConfigEngine.Future(Config(platform, config), Config(platform, commands)).Lines());

    public static string Text(IEnumerable<string> lines) => string.Join('\n', lines);
}
