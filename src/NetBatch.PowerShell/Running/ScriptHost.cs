using System.Globalization;
using System.Management.Automation.Host;

namespace NetBatch.Commands;

/// <summary>The host that a pipeline's script sees: nobody to ask, and an exit code that is heard.</summary>
internal sealed class ScriptHost : PSHost
{
    /// <summary>What the script ended with by <c>exit</c>, or null.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "NetBatch";

    public override Version Version { get; } = typeof(ScriptHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface? UI => null;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
