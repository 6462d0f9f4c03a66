using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace NetBatch.Commands;

/// <summary>
/// Asks before something is changed or forgotten. PowerShell's own question has Yes under the Enter key; here it is No. -WhatIf, -Confirm
/// and $ConfirmPreference mean what they always mean.
/// </summary>
/// <remarks>One for each call, so that "to All" counts for all that comes by the pipeline. On the pipeline's thread.</remarks>
internal sealed class Confirmation(PSCmdlet cmdlet)
{
    // The order of PowerShell's own question, so that whoever answers by number answers the same.
    private const int Yes = 0;
    private const int YesToAll = 1;
    private const int No = 2;
    private const int NoToAll = 3;

    private bool? all;

    /// <summary>Whether -Confirm was given: each thing is then asked for by itself.</summary>
    public bool IsWanted =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue("Confirm", out var given) && given is SwitchParameter { IsPresent: true };

    /// <summary>Whether it may be done.</summary>
    /// <param name="whatIf">What would be done, as -WhatIf shows it.</param>
    /// <param name="question">The question, with what will happen before it.</param>
    /// <param name="risky">Whether it is asked for unless somebody says otherwise; else only with -Confirm.</param>
    /// <param name="force">-Force: no question.</param>
    public bool May(string whatIf, string question, bool risky, bool force)
    {
        if (cmdlet.IsWhatIf())
        {
            return cmdlet.ShouldProcess(SafeText.Of(whatIf), SafeText.Of(question), "NetBatch");
        }

        if (!Asks(risky, force))
        {
            cmdlet.WriteVerbose(SafeText.Of(whatIf));
            return true;
        }

        return all ?? Ask(SafeText.Of(question));
    }

    /// <summary>Whether somebody is asked. The parameters are those of <see cref="May"/>.</summary>
    public bool Asks(bool risky, bool force)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue("Confirm", out var given))
        {
            return given is SwitchParameter { IsPresent: true };
        }

        var least = LanguagePrimitives.TryConvertTo<ConfirmImpact>(cmdlet.SessionState.PSVariable.GetValue("ConfirmPreference"),
            out var preference) ? preference : ConfirmImpact.High;
        return !force && least != ConfirmImpact.None && (risky ? ConfirmImpact.High : ConfirmImpact.Medium) >= least;
    }

    private bool Ask(string question)
    {
        var answer = Prompt(question);
        all = answer is YesToAll or NoToAll ? answer == YesToAll : null;
        return answer is Yes or YesToAll;
    }

    private int Prompt(string question)
    {
        Collection<ChoiceDescription> choices =
        [
            new("&Yes", "Do it."), new("Yes to &All", "Do it, and all that follows."), new("&No", "Leave it."),
            new("No to A&ll", "Leave it, and all that follows."),
        ];
        try
        {
            return cmdlet.Host.UI?.PromptForChoice("Confirm", question, choices, No)
                ?? throw new InvalidOperationException("The host has no user interface.");
        }
        catch (Exception nobody) when (HostInteractivity.IsNobodyThere(nobody))
        {
            cmdlet.ThrowTerminatingError(new NetBatchException(
                ErrorCode.IllegalState,
                $"{question}{Environment.NewLine}Nobody can be asked here: {nobody.Message}",
                "In a script give -Confirm:$false, or -Force where there is one; -WhatIf shows the same and does nothing.")
                .ToRecord(null, "NobodyToAsk"));
            throw;
        }
    }
}
