namespace NetBatch.Text.Tests.Redaction;

/// <summary>A test on the public show outputs of ntc-templates, whose clone <c>NTC_TEMPLATES_DIR</c> names (its templates' folder, as for
/// parsing).</summary>
public sealed class NtcFactAttribute : FactAttribute
{
    public NtcFactAttribute() => Skip = Outputs is null ? "NTC_TEMPLATES_DIR does not name a clone of ntc-templates." : null;

    /// <summary>The folder of outputs, or null.</summary>
    internal static string? Outputs { get; } =
        Environment.GetEnvironmentVariable("NTC_TEMPLATES_DIR") is { Length: > 0 } templates
        && Path.GetFullPath(Path.Combine(templates, "..", "..", "tests")) is var tests && Directory.Exists(tests) ? tests : null;
}
