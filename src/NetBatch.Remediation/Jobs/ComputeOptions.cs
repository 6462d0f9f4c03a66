namespace NetBatch.Remediation.Jobs;

/// <summary>The arguments that computing a change takes, in every kind that does.</summary>
internal static class ComputeOptions
{
    public static IReadOnlyList<WorkOption> All { get; } =
    [
        new("scope", WorkOptionType.TextList,
            "Lineages that the intended config speaks of; the rest of the running config stays. Lines from the top divided by ' > '."),
        new("maxDeletePercent", WorkOptionType.Number, "How much of the running config may be deleted, in percent of its lines.",
            Default: "10", Least: 0, Most: 100),
        new("allowManagementPath", WorkOptionType.Switch, "Whether lines may touch what the session itself uses.", Default: "false"),
        new("tagRules", WorkOptionType.Text, "Rules that put tags on lines, as YAML: a list of lineage and tags."),
        new("includeTags", WorkOptionType.TextList, "Only lines with one of these tags."),
        new("excludeTags", WorkOptionType.TextList, "No line with one of these tags."),
    ];

    public static IEnumerable<WorkProblem> Problems(RemediationArgs args, IReadOnlyList<Target> targets, PlatformCatalog platforms)
    {
        foreach (var name in targets.OfType<Device>().Select(device => device.Platform ?? "").Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!platforms.HasConfig(name))
            {
                yield return new WorkProblem(
                    "targets",
                    name.Length == 0 ? "The platform of a device is not known." : $"Configs of the platform '{name}' are not understood.",
                    $"Give -Platform, or a platform in the inventory; understood are: {string.Join(", ", platforms.ConfigNames)}.",
                    ErrorCode.InvalidPlatform);
            }
        }

        WorkProblem? wrong = null;
        try
        {
            _ = ConfigPair.Computation(args);
        }
        catch (NetBatchException problem)
        {
            wrong = new WorkProblem("args", problem.Message, problem.Remedy, problem.Code);
        }

        if (wrong is not null)
        {
            yield return wrong;
        }
    }

    /// <summary>What keeps a device's config from being read over SSH.</summary>
    public static IEnumerable<WorkProblem> Reading(Device device, IConfigChanger changer)
    {
        WorkProblem? wrong = null;
        try
        {
            _ = DeviceReading.ShowCommand(changer.Means(device), device, null);
        }
        catch (NetBatchException problem)
        {
            wrong = new WorkProblem("targets", problem.Message, problem.Remedy, problem.Code);
        }

        return wrong is null ? [] : [wrong];
    }
}
