using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>What a cmdlet knows of how it was called.</summary>
internal static class CmdletPreferences
{
    /// <summary>Whether nothing is to be done: by -WhatIf or by $WhatIfPreference.</summary>
    public static bool IsWhatIf(this PSCmdlet cmdlet) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
            ? given is SwitchParameter { IsPresent: true }
            : LanguagePrimitives.IsTrue(cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference", false));

    /// <summary>Whether the first error ends the script: by -ErrorAction or by $ErrorActionPreference.</summary>
    public static bool StopsAtErrors(this PSCmdlet cmdlet) => cmdlet.Preference("Error") is ActionPreference.Stop;

    /// <summary>Whether a stream is heard by a person or a variable: Verbose, Debug, Information.</summary>
    public static bool IsHeard(this PSCmdlet cmdlet, string stream) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(stream, out var given) ? given is SwitchParameter { IsPresent: true }
            : cmdlet.MyInvocation.BoundParameters.ContainsKey(stream + "Variable")
                || cmdlet.Preference(stream) is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private static object? Preference(this PSCmdlet cmdlet, string stream)
    {
        var said = cmdlet.MyInvocation.BoundParameters.TryGetValue(stream + "Action", out var given)
            ? given
            : cmdlet.SessionState.PSVariable.GetValue(stream + (stream == "Error" ? "ActionPreference" : "Preference"));
        return LanguagePrimitives.TryConvertTo<ActionPreference>(said, out var preference) ? preference : null;
    }
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

    /// <summary>Whether decisions are heard.</summary>
    public bool Verbose { get; } = cmdlet.IsHeard("Verbose");

    /// <summary>Whether the protocol is heard.</summary>
    public bool Debug { get; } = cmdlet.IsHeard("Debug");

    /// <summary>Whether milestones are heard.</summary>
    public bool Information { get; } = cmdlet.IsHeard("Information");
}
