using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>What a cmdlet knows of how it was called.</summary>
internal static class Calls
{
    /// <summary>Whether nothing is to be done: by -WhatIf or by $WhatIfPreference.</summary>
    public static bool IsWhatIf(this PSCmdlet cmdlet) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
            ? given is SwitchParameter { IsPresent: true }
            : LanguagePrimitives.IsTrue(cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference", false));

    /// <summary>Whether the first error ends the script: by -ErrorAction or by $ErrorActionPreference.</summary>
    public static bool StopsAtErrors(this PSCmdlet cmdlet) => (cmdlet.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var given)
        ? given
        : cmdlet.SessionState.PSVariable.GetValue("ErrorActionPreference")) is ActionPreference.Stop;
}

/// <summary>What goes with one piece of a cmdlet's work. Made on the pipeline's thread.</summary>
internal sealed class CmdletCall(PSCmdlet cmdlet)
{
    /// <summary>What is shown of the work.</summary>
    public ProgressTrack Progress { get; } = new(cmdlet);

    /// <summary>What is said where it is cut short.</summary>
    public Farewell Farewell { get; } = new();

    /// <summary>Whether the first error ends the script.</summary>
    public bool StopsAtErrors { get; } = cmdlet.StopsAtErrors();
}
