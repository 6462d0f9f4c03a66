using System.Globalization;
using NetBatch.Lab.Configs;

namespace NetBatch.Lab.Platforms;

/// <summary>How IOS XR goes back: over the last commits, to before one, or over one alone (its own help texts, 6.1.3).</summary>
internal sealed partial class XrShell
{
    private void RollBack(string count)
    {
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1
            || number > Device.Commits.Count)
        {
            Session.Write(RejectWord(count));
            return;
        }

        RollBack(Device.Commits[number - 1].Before, number, $"{number} commits");
    }

    /// <summary>Goes back to before a commit: it and all later ones are undone.</summary>
    private void RollBackTo(string id)
    {
        if (Find(id) is { } at)
        {
            RollBack(Device.Commits[at].Before, at + 1, $"to '{id}'");
        }
    }

    /// <summary>Undoes one commit: what it added goes, what it removed comes back, and what others committed since stays.</summary>
    private void RollBackOne(string id)
    {
        if (Find(id) is { } at)
        {
            var config = Device.Running.Copy();
            Undo(config, Device.Commits[at].Before, Device.Commits[at].After);
            RollBack(config, 1, $"'{id}'");
        }
    }

    private int? Find(string id)
    {
        var at = Device.Commits.FindIndex(commit => commit.Id.ToString(CultureInfo.InvariantCulture) == id);
        if (at < 0)
        {
            Session.Write(RejectWord(id));
        }

        return at < 0 ? null : at;
    }

    private void RollBack(ConfigNode config, int items, string what)
    {
        if (Device.Revert.IsPending)
        {
            Session.Write($"% Cannot commit because there is an unexpired trial/rollback session '{TrialId}'.\n");
            return;
        }

        Enact(config, "Rollback");
        Session.Write($"Loading Rollback Changes.\nLoaded Rollback Changes in 1 sec \nCommitting.\n{items} items committed in 1 sec ("
            + $"{items})items/sec\nUpdating.\nUpdated Commit database in 1 sec \nConfiguration successfully rolled back {what}.\n");
    }

    private static void Undo(ConfigNode now, ConfigNode before, ConfigNode after)
    {
        foreach (var added in after.Children)
        {
            if (now.Find(added.Line) is not { } here)
            {
                continue;
            }

            if (before.Find(added.Line) is { } was)
            {
                Undo(here, was, added);
            }
            else
            {
                here.Hide();
            }
        }

        foreach (var removed in before.Children.Where(line => after.Find(line.Line) is null))
        {
            Undo(now.Put(removed.Line, (_, _) => 0), removed, new ConfigNode(removed.Line));
        }
    }
}
