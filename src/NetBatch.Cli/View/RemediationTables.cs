namespace NetBatch.Cli.View;

/// <summary>Remediations as people read them.</summary>
internal static class RemediationTables
{
    public static void Device(DeviceRemediation one, bool json)
    {
        if (json)
        {
            Output.Line(one);
            return;
        }

        var ended = one.Error is { } error ? $"{one.State}, {error}"
            : one.State != TargetState.Completed ? $"{one.State}"
            : one.Remediation.Count == 0 ? "nothing to do"
            : $"{one.Additions} added, {one.Deletions} deleted, {one.Changes} changed";
        Console.Out.WriteLine($"{one.Device}: {ended}");
        foreach (var finding in one.Findings)
        {
            Console.Out.WriteLine($"  ! {finding}");
        }

        foreach (var line in one.Remediation)
        {
            Console.Out.WriteLine($"  {line}");
        }

        if (one.Rollback.Count > 0)
        {
            Console.Out.WriteLine("  -- the way back");
        }

        foreach (var line in one.Rollback)
        {
            Console.Out.WriteLine($"  {line}");
        }
    }

    public static void Report(IReadOnlyList<RemediationChange> changes, bool json)
    {
        foreach (var one in changes)
        {
            if (json)
            {
                Output.Line(one);
                continue;
            }

            const int Shown = 8;
            var names = string.Join(", ", one.Devices.Take(Shown))
                + (one.DeviceCount > Shown ? $" and {one.DeviceCount - Shown} more" : "");
            Console.Out.WriteLine(
                $"{one.DeviceCount,5}  {(one.Section.Length > 0 ? one.Section + " > " : "")}{one.Line}"
                    + $"{(one.Tags.Count > 0 ? $"  [{string.Join(", ", one.Tags)}]" : "")}");
            Console.Out.WriteLine($"       {names}");
        }
    }
}
