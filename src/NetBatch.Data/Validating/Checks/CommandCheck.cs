using System.Text.Json;

namespace NetBatch.Data.Validating.Checks;

internal sealed class CommandCheck : PowerShellCheck
{
    public override string Name => "custom.command";

    public override string Help => "A command of PowerShell by name: whatever it writes, but true, is a finding.";

    protected override string Noun => "command";

    protected override string What => "command";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        new("command", WorkOptionType.Text, "The command's name, of a module that PowerShell finds by itself, or a program.",
            Required: true, Most: 1_000),
        Given,
    ];

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        var command = args.TryGetProperty("command", out var given) ? given.GetString()! : "";
        if (command.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"'{command}' is a file; write 'command: {command}' beside the step's name, and its text is taken in.";
        }
        else if (command.AsSpan().IndexOfAny("|;&\r\n") >= 0)
        {
            yield return $"'{command}' is no name of a command; write more than one under 'script'.";
        }
    }
}
