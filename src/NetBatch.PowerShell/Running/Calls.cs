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
}
