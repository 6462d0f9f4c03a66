namespace NetBatch.Data.Validating.Checks;

internal sealed class ScriptCheck : PowerShellCheck
{
    public override string Name => "custom.script";

    public override string Help => "Your own PowerShell: whatever it writes, but true, is a finding.";

    protected override string Noun => "script";

    protected override string What => "script";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        new("script", WorkOptionType.Text, "The PowerShell text; it sees $Instance, $Source and $Parameters.", Required: true,
            Most: 100_000),
        Given,
    ];
}
