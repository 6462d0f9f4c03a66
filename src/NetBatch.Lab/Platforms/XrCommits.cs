using System.Globalization;
using NetBatch.Lab.Configs;
using NetBatch.Lab.Devices;

namespace NetBatch.Lab.Platforms;

/// <summary>
/// How IOS XR commits, tries and rolls back. A trial ("commit confirmed") belongs to the session that began it: a commit in another one
/// finds nothing to commit and confirms nothing. Where that session is merely lost, the timer runs on. So observed on XRv9k 24.3.1.
/// </summary>
internal sealed partial class XrShell
{
    private const string TrialId = "00001000-00005b40-00000000";

    /// <summary>Whether this session's last commit waits to be confirmed.</summary>
    private bool OnTrial => Device.Revert.IsPending && ReferenceEquals(Device.Revert.Owner, this);

    private bool Commit(string[] options)
    {
        if (!TryRead(options, out var trial, out var label, out var comment))
        {
            Session.Write(options is ["confirmed"] ? "% Incomplete command.\n" : RejectWord(options[^1]));
            return false;
        }

        if (Device.Revert.IsPending && !OnTrial)
        {
            Session.Write(IsChanged ? $"% Cannot commit because there is an unexpired trial/rollback session '{TrialId}'.\n"
                : "No configuration changes to commit.\n");
            return false;
        }

        if (!IsChanged)
        {
            if (OnTrial && trial is { } longer)
            {
                Device.Revert.Start(longer, Request.User, () => { }, owner: this);
                return true;
            }

            Session.Write(Device.Revert.Confirm() ? "% Confirming commit for trial session.\n" : "No configuration changes to commit.\n");
            return true;
        }

        if (Device.ConfigVersion != baseVersion)
        {
            Session.Write("% Failed to commit .. As an error (Unknown) encountered during commit operation. One or more commits have "
                + "occurred from other\nconfiguration sessions since this session started or since the last commit was made from this "
                + "session.\n");
            return false;
        }

        if (Device.Strikes(LabFaultKind.RejectCommit, out var reject,
            fault => Holds(Edited, fault.Value!) && !Holds(Device.Running, fault.Value!)))
        {
            failed = reject.Value;
            Session.Write("% Failed to commit one or more configuration items during a pseudo-atomic operation. All changes made have "
                + "been reverted. " +
                "Please issue 'show configuration failed [inheritance]' from this session to view the errors\n");
            return false;
        }

        if (label is not null && Device.Commits.Exists(commit => commit.Label == label))
        {
            // That the label must be new is the device's rule; the words are the lab's own.
            Session.Write($"% Failed to commit .. The label '{label}' is in use by an earlier commit.\n");
            return false;
        }

        Enact(Edited, "CLI", label, comment);
        changed = false;
        if (trial is { } after)
        {
            var before = Device.Commits[0].Before;
            Device.Revert.Start(after, Request.User, () => Enact(Device, before, Request.User, "Rollback"), owner: this);
        }
        else
        {
            Device.Revert.Confirm();
        }

        if (Device.Strikes(LabFaultKind.OthersCommit, out var other))
        {
            var theirs = Device.Running.Copy();
            new ConfigEditor(Grammar, () => theirs).Apply(other.Value!);
            Enact(Device, theirs, "somebody", "CLI");
            Device.ConfigChanged();
        }

        return true;
    }

    private void Enact(ConfigNode config, string client, string? label = null, string? comment = null)
    {
        Enact(Device, config, Request.User, client, label, comment);
        Device.ConfigChanged();
        baseVersion = Device.ConfigVersion;
    }

    private static void Enact(SimDevice device, ConfigNode config, string user, string client, string? label = null, string? comment = null)
    {
        device.Commits.Insert(
            0, new ConfigCommit(1_000_000_001 + device.Commits.Count, device.Running.Copy(), device.Now, user, client, config.Copy(), label,
                comment));
        device.Running.Become(config);
        device.Startup.Become(config);
    }

    /// <summary>The options of a commit; a trial lasts 30 to 65535 seconds, or 1 to 1092 minutes.</summary>
    private static bool TryRead(string[] options, out TimeSpan? trial, out string? label, out string? comment)
    {
        (label, comment) = (null, null);
        if (options is ["label", var name, .. var behind])
        {
            (label, options) = (name, behind);
        }

        if (options is ["comment", _, ..])
        {
            (comment, options) = (string.Join(' ', options[1..]), []);
        }

        trial = options switch
        {
            ["confirmed", var text, ..] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds is >= 30 and <= 65535 => TimeSpan.FromSeconds(seconds),
            ["confirmed", "minutes", var text, ..] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
                && minutes is >= 1 and <= 1092 => TimeSpan.FromMinutes(minutes),
            _ => null,
        };
        return trial is not null || options is [] or ["show-error"] or ["force"] or ["best-effort"];
    }

    private void LeaveTrial() =>
        Session.Ask(
            "You are exiting after a 'commit confirm' with an active rollback session.  If you exit the configuration awaiting "
                + "confirmation will not be confirmed and the router will immediately rollback " +
            "to the previous configuration.\nDo you wish to exit? [no]: ",
            secret: false,
            answer =>
            {
                if (answer.Trim().ToLowerInvariant() is "yes" or "y")
                {
                    Device.Revert.Now();
                    Drop();
                }
            });

    private void ShowFailed() =>
        Output(failed is null
            ? "% No such configuration item(s)\n"
            : $"!! SEMANTIC ERRORS: This configuration was rejected by \n!! the system due to semantic errors. The individual \n!! "
                + $"errors with each failed configuration command can be \n!! found below.\n\n\n{failed}\n!!% Invalid "
                + $"argument\n!\nend\n\n");

    private static bool Holds(ConfigNode node, string text) =>
        node.Line.Contains(text, StringComparison.OrdinalIgnoreCase) || node.Children.Any(child => Holds(child, text));

    private static string CommitList(SimDevice device) =>
        device.Commits.Count == 0 ? "% No such configuration item(s)\n"
        : "SNo. Label/ID              User      Line                Client      Time Stamp\n~~~~ ~~~~~~~~              ~~~~      "
            + "~~~~                ~~~~~~      ~~~~~~~~~~\n" +
            string.Concat(device.Commits.Select((commit, at) =>
                string.Create(CultureInfo.InvariantCulture,
                    $"{at + 1,-4} {commit.Label ?? commit.Id.ToString(CultureInfo.InvariantCulture),-21} {commit.User,-9} "
                        + $"{"vty0:node0_RP0_CPU",-19} {commit.Client,-11} {commit.At.UtcDateTime:ddd MMM d HH:mm:ss yyyy}\n")));

    private static string CommitDetails(SimDevice device) =>
        device.Commits.Count == 0 ? "% No such configuration item(s)\n"
        : string.Concat(device.Commits.Select((commit, at) => string.Create(
            CultureInfo.InvariantCulture,
            $"{at + 1,4}) CommitId: {commit.Id,-29} Label: {commit.Label ?? "NONE"}\n      UserId:   {commit.User,-29} Line:  "
                + $"vty0:node0_RP0_CPU0\n      Client:   {commit.Client,-29} Time:  "
                + $"{commit.At.UtcDateTime:ddd MMM d HH:mm:ss yyyy}\n      Comment:  {commit.Comment ?? "NONE"}\n")));

    private static string Sessions(SimDevice device, bool detail)
    {
        if (!device.Revert.IsPending)
        {
            return "";
        }

        var at = device.Revert.SetAt!.Value.UtcDateTime.ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture);
        return detail
            ? $"  1) Session: {TrialId}  {at}\n     Line: vty0                           Lock: None\n     User: "
                + $"{device.Revert.User,-31}Client: commit-confirm\n     Process: cfgmgr_trial_co              PID: 13745\n     "
                + $"Node:                                Elapsed Time: {(int)(device.Now - device.Revert.SetAt.Value).TotalSeconds} sec.\n"
            : $"Current Configuration Session  Line       User     Date                     Lock\n{TrialId}     vty0       "
                + $"{device.Revert.User,-8} {at}\n";
    }
}
